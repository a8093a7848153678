"""Rolling an assessment forward: the structure of last year's, this year's figures, and last year's words beside."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.archive.areas import Area
from frankpledge.month import Month
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living_queries, things
from frankpledge.web.assessments.events import Event
from frankpledge.web.assessments.models import Assessment, Edition, Found, Passage
from frankpledge.web.audit.record import record
from frankpledge.web.citations import changes as citations

YEAR = 12


@dataclass(frozen=True)
class Said:
    """What the assessment before said of a finding: its statement, and the words about it."""

    statement: str
    words: str


@transaction.atomic
def roll_forward(
    *,
    assessment: Assessment,
    by: Viewer,
    title: str = "",
    area: Area | None = None,
    last: Month | None = None,
    months: int | None = None,
) -> Assessment:
    """
    Next year's assessment of the same area (or of another, or other months), begun with this one's structure, words
    and what the words rest on.

    Which findings are in, their order and the reasons for leaving out are taken over when the figures arrive. Words
    are marked as last year's until somebody changes them or says that they still hold.
    """
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_ASSESSMENT))
    if assessment.is_profile:
        raise ValidationError("A problem profile is about one problem: it is brought up to date, not rolled forward.")
    begun = Assessment(
        partnership=by.partnership,
        title=title or next_title(assessment.title),
        area_code=area.code if area else assessment.area_code,
        area_name=area.name if area else assessment.area_name,
        last_month=str(last or assessment.last.plus(YEAR)),
        months=months or assessment.months,
        begun_by=by.person,
        follows=assessment,
    )
    begun.full_clean()
    begun.save()
    record(
        Event.ROLLED_FORWARD,
        subject=begun,
        by=by,
        follows=assessment.pk,
        area=begun.area_code,
        last_month=begun.last_month,
        months=begun.months,
    )
    _carry_words(begun, assessment, by)
    return begun


def _carry_words(begun: Assessment, earlier: Assessment, by: Viewer) -> None:
    """Each passage with its links; the first version of the new one is the last of the old."""
    ids = {}
    for old in Passage.objects.filter(assessment=earlier).exclude(text=""):
        Passage.objects.create(
            partnership=begun.partnership,
            assessment=begun,
            about=old.about,
            text=old.text,
            number=1,
            by=old.by,
            at=old.at,
            read=old.read,
            carried=True,
        )
        ids[things.passage_id(earlier.pk, old.about)] = things.passage_id(begun.pk, old.about)
    citations.carry_over(kind=things.PASSAGE, ids=ids, by=by, far=lambda kind, id: _successor(kind, id, earlier, begun))


def structure(assessment: Assessment) -> dict[str, Found]:
    """The findings of the assessment that this one follows: their order, and why some are left out."""
    if assessment.follows_id is None:
        return {}
    return {found.key: found for found in Found.objects.filter(assessment=assessment.follows_id, gone=False)}


def keep_words_of(assessment: Assessment, earlier: Iterable[Found]) -> None:
    """Findings of last year that this year's figures do not bear, kept as gone where there are words about them."""
    carried = set(Passage.objects.filter(assessment=assessment, carried=True).values_list("about", flat=True))
    for found in earlier:
        if found.key in carried:
            found.pk, found.assessment, found.gone = None, assessment, True
            found.before, found.moved_at, found.pictures = None, None, {}
            found.save(force_insert=True)


def last_year(viewer: Viewer, assessment: Assessment) -> dict[str, Said]:
    """What the assessment before said of each finding: as it was last signed, else as it stands."""
    if assessment.follows_id is None:
        return {}
    signed = Edition.objects.filter(assessment=assessment.follows_id, partnership=viewer.partnership).first()
    if signed:
        said = living_queries.shown(viewer, signed)
        return {finding["id"]: Said(finding["statement"], finding["words"]) for finding in said}
    words = dict(living_queries.passages(viewer).filter(assessment=assessment.follows_id).values_list("about", "text"))
    found = living_queries.findings(viewer).filter(assessment=assessment.follows_id, gone=False, included=True)
    return {each.key: Said(each.data["statement"], words.get(each.key, "")) for each in found}


def next_title(title: str) -> str:
    """
    The title with its years moved on; one without a year is told apart.

    >>> next_title("Strategic assessment 2025/26"), next_title("Our assessment")
    ('Strategic assessment 2026/27', 'Our assessment (the year after)')
    """
    moved, years = re.subn(
        r"\b(20\d\d)(?:([/–-])(\d\d))?\b",
        lambda found: f"{int(found[1]) + 1}" + (f"{found[2]}{(int(found[3]) + 1) % 100:02d}" if found[3] else ""),
        title,
    )
    return moved if years else f"{title} (the year after)"[:200]


def _successor(kind: str, number: str, earlier: Assessment, begun: Assessment) -> str:
    """What words rest on next year: this year's finding of the same name, and anything else as it was."""
    before = f"{earlier.pk}."
    own = kind == things.FINDING and number.startswith(before)
    return things.finding_id(begun.pk, number.removeprefix(before)) if own else number
