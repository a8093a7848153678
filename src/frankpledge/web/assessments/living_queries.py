"""Questions about living assessments, each asked on a viewer's behalf."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.models import Assessment, Correction, Edition, Found, Passage, PassageVersion
from frankpledge.web.assessments.restricted import without

RESTRICTED = Permission.SEE_RESTRICTED
HEAVY = ("content", "html", "open_html", "pictures")  # what lists of editions leave to whoever reads one


@dataclass(frozen=True)
class Written:
    """A finding with the words about it, as the page shows them; `stale` where its figures moved since."""

    found: Found
    passage: Passage | None

    @property
    def stale(self) -> bool:
        return bool(self.passage and self.passage.is_stale(self.found))


def of_kind(viewer: Viewer, kind: Assessment.Kind) -> QuerySet[Assessment]:
    """Assessments, or problem profiles, alone."""
    return assessments(viewer).filter(kind=kind)


def assessments(viewer: Viewer) -> QuerySet[Assessment]:
    """
    The partnership's assessments and problem profiles that the viewer may see, newest first, with how many findings
    are in and how many editions there are.
    """
    mine: QuerySet[Assessment] = Assessment.objects.filter(partnership=viewer.partnership)
    if not viewer.may(RESTRICTED):
        mine = mine.filter(restricted=False)
    counted = mine.annotate(
        finding_count=Count("findings", filter=Q(findings__included=True, findings__gone=False), distinct=True),
        edition_count=Count("editions", distinct=True),
    )
    return counted.select_related("begun_by", "partnership")


def findings(viewer: Viewer) -> QuerySet[Found]:
    """Every finding that the viewer may see, of every assessment; those from restricted data for some alone."""
    mine: QuerySet[Found] = Found.objects.filter(partnership=viewer.partnership)
    return mine if viewer.may(RESTRICTED) else mine.filter(restricted=False)


def passages(viewer: Viewer) -> QuerySet[Passage]:
    """Every passage that the viewer may see: not those about findings, or in profiles, that they may not."""
    mine: QuerySet[Passage] = Passage.objects.filter(partnership=viewer.partnership).select_related("by")
    if viewer.may(RESTRICTED):
        return mine
    named = Found.objects.filter(partnership=viewer.partnership, key=OuterRef("about"))
    here = named.filter(assessment=OuterRef("assessment"))
    # Words carried over from last year are there before this year's finding is: what it was anywhere else counts.
    hidden = Exists(here.filter(restricted=True)) | (~Exists(here) & Exists(named.filter(restricted=True)))
    return mine.filter(assessment__restricted=False).exclude(hidden)


def stale_by_assessment(viewer: Viewer) -> list[tuple[Assessment, int]]:
    """
    Assessments with passages to read again, and how many, in two questions; none that the next year's has followed.
    """
    newest = Found.objects.filter(assessment=OuterRef("assessment"), key=OuterRef("about"), gone=False).values("digest")
    moved = Q(digest__isnull=False) & ~Q(digest=F("read"))
    carried = Q(carried=True) & (Q(about="") | Q(digest__isnull=False))
    stale = passages(viewer).exclude(text="").annotate(digest=Subquery(newest[:1])).filter(moved | carried)
    counts = dict(stale.order_by().values_list("assessment").annotate(Count("pk")))
    current = assessments(viewer).filter(pk__in=counts, followers=None)
    return [(assessment, counts[assessment.pk]) for assessment in current]


def written(viewer: Viewer, assessment: Assessment) -> list[Written]:
    """Every finding in order with its passage, in two questions whatever their number."""
    words = {passage.about: passage for passage in passages(viewer).filter(assessment=assessment)}
    return [Written(each, words.get(each.key)) for each in findings(viewer).filter(assessment=assessment)]


def neighbours(rows: Sequence[Written], row: Written) -> list[tuple[str, Found]]:
    """The finding after this one and the one before it, each with the word that leads there; none that are gone."""
    there = [each.found for each in rows if not each.found.gone or each is row]
    place = there.index(row.found)
    after = [("Next", found) for found in there[place + 1 : place + 2]]
    return after + [("Before", found) for found in there[max(place - 1, 0) : place]]


def opening(viewer: Viewer, assessment: Assessment) -> Passage | None:
    return passage(viewer, assessment, "")


def passage(viewer: Viewer, assessment: Assessment, about: str) -> Passage | None:
    """One passage; the opening has no name. None where nobody has written it, or the viewer may not see it."""
    return passages(viewer).filter(assessment=assessment, about=about).first()


def beside(viewer: Viewer, assessment: Assessment) -> list[PassageVersion]:
    """
    Words that were not taken because somebody else's came first, the newest first, until they are put away. The same
    words by the same person are shown once.
    """
    mine = passages(viewer).filter(assessment=assessment)
    kept = PassageVersion.objects.filter(passage__in=mine, number=None, put_away=False).select_related("passage", "by")
    return list({(each.passage_id, each.by_id, each.text): each for each in reversed(kept)}.values())[::-1]


def kept_beside(viewer: Viewer, assessment: Assessment, version_id: int) -> PassageVersion:
    """One of these; raises DoesNotExist."""
    mine = passages(viewer).filter(assessment=assessment)
    return PassageVersion.objects.select_related("passage", "by").get(passage__in=mine, number=None, pk=version_id)


def editions(viewer: Viewer, assessment: Assessment) -> QuerySet[Edition]:
    mine: QuerySet[Edition] = Edition.objects.filter(assessment=assessment, partnership=viewer.partnership)
    return mine.select_related("signed_by", "release_asked_by", "released_by", "assessment")


def shown(viewer: Viewer, edition: Edition) -> list[dict[str, Any]]:
    """The findings of a signed edition that the viewer may see."""
    hidden = [] if viewer.may(RESTRICTED) else edition.restricted
    return [finding for finding in edition.content["findings"] if finding["id"] not in hidden]


def body(viewer: Viewer, edition: Edition) -> str:
    """The printed text of an edition as the viewer may see it."""
    whole = not edition.restricted or viewer.may(RESTRICTED)
    return edition.html if whole else edition.open_html


def corrections(edition: Edition) -> list[Correction]:
    """What was said to be wrong in an edition, the newest first."""
    said = Correction.objects.filter(edition=edition, partnership=edition.partnership_id)
    return _of(said.select_related("by"), [edition])


def public_corrections(line: Sequence[Edition]) -> list[Correction]:
    """For anybody: what was said to be wrong in these published editions, the newest first; by whom is not told."""
    with scopes_disabled():
        return _of(Correction.objects.filter(edition__in=[edition.pk for edition in line]), line)


def _of(said: QuerySet[Correction], line: Sequence[Edition]) -> list[Correction]:
    """Each with its edition, which is at hand: it has megabytes."""
    editions, found = {edition.pk: edition for edition in line}, list(said)
    for each in found:
        each.edition = editions[each.edition_id]
    return found


def public_editions(slug: str, now: datetime) -> list[Edition]:
    """
    For anybody: the released editions of a partnership whose day has come, newest first. Nothing invented is published
    outside a demonstration.
    """
    with scopes_disabled():
        return list(_released(slug, now).defer(*HEAVY).order_by("-released_at"))


def public_line(slug: str, edition_id: int, now: datetime) -> list[Edition]:
    """For anybody: the released editions of the assessment of which this is one, oldest first; none where it is not."""
    with scopes_disabled():
        released = _released(slug, now)
        same = released.filter(assessment__in=released.filter(pk=edition_id).order_by().values("assessment"))
        return list(same.order_by("number"))


def _released(slug: str, now: datetime) -> QuerySet[Edition]:
    public: QuerySet[Edition] = Edition.objects.filter(may_be_public(), partnership__slug=slug, public_from__lte=now)
    return public.filter(released_at__isnull=False).select_related("assessment", "partnership")


def public_partnership(slug: str) -> Partnership | None:
    """For anybody: the partnership of that address, which may show things here; None otherwise."""
    return Partnership.objects.filter(may_be_public(""), slug=slug).first()


class OfKind(Protocol):
    """Anything that shows a finding."""

    @property
    def found(self) -> Found: ...


Row = TypeVar("Row", bound=OfKind)


def sections(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The findings by kind, in the order of the kinds' first appearance."""
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row.found.kind, []).append(row)
    return list(by_kind.items())


def public_content(edition: Edition) -> dict[str, Any]:
    """
    What an edition shows to anybody: without what rests on what a partner sent on terms, unless it was released with
    that. `sha256` is of all that was signed; `hidden`, where there is any, is the number of findings left out.
    """
    shown = edition.content if _whole(edition) else without(edition.content, edition.restricted)
    return {**shown, "edition": edition.number, "sha256": edition.digest}


def public_body(edition: Edition) -> str:
    """The page of an edition as anybody reads it."""
    return edition.html if _whole(edition) else edition.open_html


def _whole(edition: Edition) -> bool:
    return edition.shows_restricted or not edition.restricted


def found(viewer: Viewer, assessment: Assessment, key: str) -> Found:
    """One finding of the assessment; raises DoesNotExist."""
    return findings(viewer).get(assessment=assessment, key=key)
