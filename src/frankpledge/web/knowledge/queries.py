"""Questions about what is known, each asked on a viewer's behalf."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from frankpledge.month import Month
from frankpledge.web.accounts.models import Membership, Partnership, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.models import (
    EmergingIssue,
    EvidenceDocument,
    KnowledgeGap,
    Recommendation,
    RecordingNote,
    SourcedFact,
)
from frankpledge.web.knowledge.sorts import SORTS, Sort

JOINED: dict[type[Known], tuple[str, ...]] = {
    Recommendation: ("document", "owner"),
    SourcedFact: ("document",),
    KnowledgeGap: ("owner",),
}


@dataclass(frozen=True)
class Shelf:
    """A sort with how many there are, how many are open, and how many of those are overdue."""

    sort: Sort
    all: int
    open: int
    overdue: int


def of_sort(viewer: Viewer, sort: Sort) -> QuerySet[Any]:
    """Every one that the viewer may see; restricted documents, and what comes from them, for some alone."""
    mine: QuerySet[Any] = sort.model.objects.filter(partnership=viewer.partnership)
    mine = mine.select_related("added_by", "partnership", *JOINED.get(sort.model, ()))
    if viewer.may(Permission.SEE_RESTRICTED):
        return mine
    if sort.model is EvidenceDocument:
        return mine.filter(restricted=False)
    if sort.model in (Recommendation, SourcedFact):
        return mine.exclude(document__restricted=True)
    return mine


def shelves(viewer: Viewer, today: date) -> list[Shelf]:
    """What is kept here, sort by sort."""
    return [_shelf(sort, list(of_sort(viewer, sort)), today) for sort in SORTS.values()]


def _shelf(sort: Sort, things: list[Known], today: date) -> Shelf:
    open_ones = [thing for thing in things if getattr(thing, "is_open", False)]
    overdue = [thing for thing in open_ones if (due := getattr(thing, "due_on", None)) and due < today]
    return Shelf(sort, len(things), len(open_ones), len(overdue))


def people(viewer: Viewer) -> QuerySet[Person]:
    """Those who work here: who can own a gap or follow a recommendation."""
    here = Membership.objects.filter(partnership=viewer.partnership, until_on=None)
    return Person.objects.filter(pk__in=here.values("person")).order_by("name")


def recommendations(viewer: Viewer, document: EvidenceDocument) -> list[Recommendation]:
    return list(of_sort(viewer, SORTS["recommendation"]).filter(document=document))


def facts(viewer: Viewer, document: EvidenceDocument) -> list[SourcedFact]:
    return list(of_sort(viewer, SORTS["sourced-fact"]).filter(document=document))


def notes(partnership: Partnership) -> list[RecordingNote]:
    """Every recording note: they are for everybody who reads the partnership's figures."""
    return list(RecordingNote.objects.filter(partnership=partnership))


def abnormal_months(partnership: Partnership) -> dict[str, set[Month]]:
    """Months out of the ordinary by type of crime; "" holds those of every type."""
    found: dict[str, set[Month]] = {}
    for note in RecordingNote.objects.filter(partnership=partnership, abnormal=True):
        assert note.last  # the database says so
        for crime_type in note.crime_types or [""]:
            found.setdefault(crime_type, set()).update(note.first.to(note.last))
    return found


def touching(notes: Iterable[RecordingNote], crime_type: str | None, first: Month, last: Month) -> list[RecordingNote]:
    """Those that bear on a series of this type over these months."""
    return [note for note in notes if note.touches(crime_type, first, last)]


def printed(partnership: Partnership) -> dict[str, list[dict[str, str]]]:
    """What an edition that is signed now is to hold: open issues and gaps, and facts; no person's name."""
    issues = EmergingIssue.objects.filter(~Q(state=EmergingIssue.State.CLOSED), partnership=partnership, printed=True)
    gaps = KnowledgeGap.objects.filter(partnership=partnership, printed=True, closed_on=None)
    stated = SourcedFact.objects.filter(partnership=partnership, printed=True).exclude(document__restricted=True)
    return {
        "emerging_issues": [{"title": each.title, "seen": each.seen, "told_by": each.told_by} for each in issues],
        "knowledge_gaps": [
            {"question": each.question, "matters": each.matters, "research": each.research} for each in gaps
        ],
        "sourced_facts": [
            {
                "statement": each.statement,
                "year": each.year,
                "source": each.source,
                "address": each.address,
                "caveat": each.caveat,
            }
            for each in stated
        ],
    }
