"""What of an assessment can be cited, and what of it cites: findings, signed findings, passages, editions."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.urls import reverse

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living_queries
from frankpledge.web.assessments.models import Assessment, Edition, Found, Passage
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register

FINDING, SIGNED, PASSAGE = "finding", "signed-finding", "passage"
OPENING = "opening"  # how an empty `about` is written in an address


def finding_id(assessment: int, key: str) -> str:
    """A finding of an assessment as it is today: its own name stays when its figures move."""
    return f"{assessment}.{key}"


def signed_id(assessment: int, number: int, key: str) -> str:
    """A finding as an edition holds it, which no longer changes."""
    return f"{assessment}.{number}.{key}"


def passage_id(assessment: int, about: str) -> str:
    return f"{assessment}.{about or OPENING}"


def findings(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = _parsed(ids, parts=2)
    found = living_queries.findings(viewer).filter(
        assessment__in={int(assessment) for assessment, _ in wanted}, key__in={key for _, key in wanted}
    )
    things = (_finding(each) for each in found.filter(gone=False).select_related("assessment__partnership"))
    return {thing.id: thing for thing in things if thing.id in ids}


def search_findings(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = living_queries.findings(viewer).filter(gone=False, included=True)
    for word in words.split():
        found = found.filter(Q(data__title__icontains=word) | Q(data__statement__icontains=word))
    newest = found.select_related("assessment__partnership").order_by("-assessment__begun_at", "position")
    return [_finding(each) for each in newest[:limit]]


def signed_findings(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    """Each edition is read once, whatever the number of its findings that are asked for."""
    wanted = _parsed(ids, parts=3)
    editions = _editions(viewer).filter(
        assessment__in={int(assessment) for assessment, _, _ in wanted}, number__in={int(n) for _, n, _ in wanted}
    )
    things = (thing for edition in editions for thing in _signed(viewer, edition))
    return {thing.id: thing for thing in things if thing.id in ids}


def search_signed(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    """In the newest editions only: older ones are cited from their own pages."""
    newest = _editions(viewer).order_by("-signed_at")[:5]
    found = (thing for edition in newest for thing in _signed(viewer, edition))
    sought = [word.lower() for word in words.split()]
    return [thing for thing in found if all(word in f"{thing.title} {thing.said}".lower() for word in sought)][:limit]


def passages(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = _parsed(ids, parts=2)
    found = living_queries.passages(viewer).filter(
        assessment__in={int(assessment) for assessment, _ in wanted},
        about__in={"" if about == OPENING else about for _, about in wanted},
    )
    things = (_passage(each) for each in found.select_related("assessment__partnership"))
    return {thing.id: thing for thing in things if thing.id in ids}


def _parsed(ids: Collection[str], *, parts: int) -> list[list[str]]:
    """Those that have the shape of such a number; an address may hold anything."""
    split = (each.split(".", parts - 1) for each in ids)
    return [each for each in split if len(each) == parts and len(numbers.rows(each[:-1])) == parts - 1]


def _editions(viewer: Viewer) -> QuerySet[Edition]:
    seen = living_queries.assessments(viewer).values("pk")
    mine: QuerySet[Edition] = Edition.objects.filter(
        partnership=viewer.partnership, assessment__in=Assessment.objects.filter(pk__in=seen)
    )
    return mine.select_related("assessment", "partnership")


def _finding(found: Found) -> Thing:
    return Thing(
        FINDING,
        finding_id(found.assessment_id, found.key),
        f"{found} ({found.assessment})",
        f"{found.assessment.get_absolute_url()}#{found.key}",
        str(found.data["statement"]),
        restricted=found.restricted,
    )


def _signed(viewer: Viewer, edition: Edition) -> list[Thing]:
    address = reverse("edition", args=[edition.partnership.slug, edition.assessment_id, edition.number])
    hidden = set() if viewer.may(Permission.SEE_RESTRICTED) else set(edition.restricted)
    return [
        Thing(
            SIGNED,
            signed_id(edition.assessment_id, edition.number, finding["id"]),
            f"{finding['title']} ({edition})",
            f"{address}#{finding['id']}",
            str(finding["statement"]),
            restricted=finding["id"] in edition.restricted,
        )
        for finding in edition.content["findings"]
        if finding["id"] not in hidden
    ]


def _passage(passage: Passage) -> Thing:
    about = passage.about or OPENING
    return Thing(
        PASSAGE,
        passage_id(passage.assessment_id, passage.about),
        f"Words about {about.replace('-', ' ')} in {passage.assessment}",
        f"{passage.assessment.get_absolute_url()}#{about}",
        passage.text,
        restricted=passage.assessment.restricted,
    )


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(FINDING, "Finding", findings, search_findings, comes_first=True))
    register(Kind(SIGNED, "Signed finding", signed_findings, search_signed))
    register(Kind(PASSAGE, "Passage", passages, permission=Permission.WRITE_ASSESSMENT))
