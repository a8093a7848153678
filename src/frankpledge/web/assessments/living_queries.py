"""Questions about living assessments, each asked on a viewer's behalf."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django_scopes import scopes_disabled

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.models import Assessment, Edition, Found, Passage, PassageVersion


@dataclass(frozen=True)
class Written:
    """A finding with the words about it, as the page shows them; `stale` where its figures moved since."""

    found: Found
    passage: Passage | None

    @property
    def stale(self) -> bool:
        return bool(self.passage and self.passage.text and self.passage.read != self.found.digest)


def assessments(viewer: Viewer) -> QuerySet[Assessment]:
    """The partnership's assessments, newest first, with how many findings are in and how many editions there are."""
    mine: QuerySet[Assessment] = Assessment.objects.filter(partnership=viewer.partnership)
    counted = mine.annotate(
        finding_count=Count("findings", filter=Q(findings__included=True, findings__gone=False), distinct=True),
        edition_count=Count("editions", distinct=True),
    )
    return counted.select_related("begun_by", "partnership")


def written(viewer: Viewer, assessment: Assessment) -> list[Written]:
    """Every finding in order with its passage, in two questions whatever their number."""
    passages = {passage.about: passage for passage in _passages(viewer, assessment)}
    found = Found.objects.filter(assessment=assessment, partnership=viewer.partnership)
    return [Written(each, passages.get(each.key)) for each in found]


def opening(viewer: Viewer, assessment: Assessment) -> Passage | None:
    return _passages(viewer, assessment).filter(about="").first()


def last_years_words(viewer: Viewer, assessment: Assessment) -> dict[str, str]:
    """What was said of each finding in the assessment that this one follows."""
    if assessment.follows_id is None:
        return {}
    earlier = Passage.objects.filter(assessment=assessment.follows_id, partnership=viewer.partnership)
    return dict(earlier.exclude(text="").values_list("about", "text"))


def beside(viewer: Viewer, assessment: Assessment) -> list[PassageVersion]:
    """Words that were not taken because somebody else's came first, the newest first."""
    kept = PassageVersion.objects.filter(passage__assessment=assessment, number=None, partnership=viewer.partnership)
    return list(kept.select_related("passage", "by"))


def editions(viewer: Viewer, assessment: Assessment) -> QuerySet[Edition]:
    mine: QuerySet[Edition] = Edition.objects.filter(assessment=assessment, partnership=viewer.partnership)
    return mine.select_related("signed_by", "release_asked_by", "released_by", "assessment")


def public_editions(slug: str, now: datetime) -> list[Edition]:
    """For anybody: the released editions of a partnership whose day has come, newest first."""
    with scopes_disabled():
        released = Edition.objects.filter(
            partnership__slug=slug, released_at__isnull=False, public_from__lte=now
        ).select_related("assessment", "partnership")
        return list(released.order_by("-released_at"))


def _passages(viewer: Viewer, assessment: Assessment) -> QuerySet[Passage]:
    mine: QuerySet[Passage] = Passage.objects.filter(assessment=assessment, partnership=viewer.partnership)
    return mine.select_related("by")


def sections(rows: list[Written]) -> list[tuple[str, list[Written]]]:
    """The findings by kind, in the order of the kinds' first appearance."""
    by_kind: dict[str, list[Written]] = {}
    for row in rows:
        by_kind.setdefault(row.found.kind, []).append(row)
    return list(by_kind.items())


def public_content(edition: Edition) -> dict[str, Any]:
    """What an edition holds, with its stable address and fingerprint, as open data."""
    return {**edition.content, "edition": edition.number, "sha256": edition.digest}


def found(viewer: Viewer, assessment: Assessment, key: str) -> Found:
    """One finding of the assessment; raises DoesNotExist."""
    mine: QuerySet[Found] = Found.objects.filter(assessment=assessment, partnership=viewer.partnership)
    return mine.get(key=key)
