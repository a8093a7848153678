"""Questions about neighbourhoods, issues, groups, advice and who was heard, each asked on a viewer's behalf."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max, QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation.communities import COMMUNITIES
from frankpledge.web.consultation.models import (
    Advice,
    CommunityGroup,
    Contact,
    Issue,
    Meeting,
    Neighbourhood,
    NeighbourhoodPriority,
    Reached,
    ReachNote,
    StandingItem,
)
from frankpledge.web.consultation.neighbourhood import Standing

APRIL = 4


@dataclass(frozen=True)
class Cycle:
    """
    A neighbourhood with its priorities, the newest first, and its round: `due_on` is when they are next looked at.

    `last_on` is the newest of its meetings held and of the words on its priorities; None where there is neither.
    """

    neighbourhood: Neighbourhood
    current: list[Standing]
    ended: list[Standing]
    last_on: date | None
    due_on: date | None
    overdue: bool


@dataclass
class Reach:
    """How one community was reached in a year: people at meetings, answers to consultations, and group contacts."""

    code: str
    name: str
    meetings: int = 0
    at_meetings: int = 0
    consultations: int = 0
    answered: int = 0
    contacts: int = 0
    groups: list[str] = field(default_factory=list)

    @property
    def reached(self) -> bool:
        return bool(self.meetings or self.consultations or self.contacts)


def neighbourhoods(viewer: Viewer) -> QuerySet[Neighbourhood]:
    mine: QuerySet[Neighbourhood] = Neighbourhood.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "own_area")


def priorities(viewer: Viewer) -> QuerySet[NeighbourhoodPriority]:
    mine: QuerySet[NeighbourhoodPriority] = NeighbourhoodPriority.objects.filter(partnership=viewer.partnership)
    joined = mine.select_related("partnership", "neighbourhood__partnership", "neighbourhood__own_area")
    return joined.prefetch_related("steps__agency", "steps__by")


def standings(asked: Iterable[NeighbourhoodPriority], today: date) -> list[Standing]:
    return [Standing(each, list(each.steps.all()), today) for each in asked]


def cycles(viewer: Viewer, asked: Iterable[Neighbourhood], today: date) -> list[Cycle]:
    """Each neighbourhood with its round, in a few questions whatever their number."""
    found = list(asked)
    by_place: dict[int, list[Standing]] = defaultdict(list)
    for each in standings(priorities(viewer).filter(neighbourhood__in=found), today):
        by_place[each.priority.neighbourhood_id].append(each)
    held = Meeting.objects.filter(
        partnership=viewer.partnership, neighbourhood__in=found, state=Meeting.State.HELD, on__lte=today
    )
    met = dict(held.order_by().values_list("neighbourhood").annotate(Max("on")))
    return [_cycle(each, by_place[each.pk], met.get(each.pk), today) for each in found]


def issues(viewer: Viewer) -> QuerySet[Issue]:
    mine: QuerySet[Issue] = Issue.objects.filter(partnership=viewer.partnership)
    return mine.select_related(
        "partnership", "group__partnership", "meeting__partnership", "neighbourhood__partnership",
        "priority__partnership", "agency", "by",
    )  # fmt: skip


def groups(viewer: Viewer) -> QuerySet[CommunityGroup]:
    """The directory, with when each was last talked with."""
    mine: QuerySet[CommunityGroup] = CommunityGroup.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "neighbourhood__partnership").annotate(last_on=Max("contacts__on"))


def contacts(viewer: Viewer, group: CommunityGroup) -> QuerySet[Contact]:
    mine: QuerySet[Contact] = Contact.objects.filter(partnership=viewer.partnership, group=group)
    return mine.select_related("by")


def advice(viewer: Viewer) -> QuerySet[Advice]:
    mine: QuerySet[Advice] = Advice.objects.filter(partnership=viewer.partnership)
    return mine.select_related("group__partnership")


def standing_items(viewer: Viewer) -> QuerySet[StandingItem]:
    mine: QuerySet[StandingItem] = StandingItem.objects.filter(partnership=viewer.partnership, ended_on=None)
    return mine.select_related("group__partnership")


def year_of(day: date) -> int:
    """The year of asking that a day is in, by the calendar year in which its April is."""
    return day.year if day.month >= APRIL else day.year - 1


def note(viewer: Viewer, year: int) -> ReachNote | None:
    mine: QuerySet[ReachNote] = ReachNote.objects.filter(partnership=viewer.partnership, year=year)
    return mine.first()


def reach(viewer: Viewer, year: int) -> list[Reach]:
    """Every community of the list, and how it was reached from April of that year to the next March."""
    first, last = date(year, APRIL, 1), date(year + 1, APRIL, 1) - timedelta(days=1)
    table = {code: Reach(code, name) for code, name in COMMUNITIES.items()}
    at_meetings: dict[str, set[int]] = defaultdict(set)
    asked: dict[str, set[int]] = defaultdict(set)
    for each in Reached.objects.filter(partnership=viewer.partnership).select_related("meeting", "consultation"):
        row = table[each.community]
        if each.meeting and first <= each.meeting.on <= last:
            row.at_meetings += each.people
            at_meetings[each.community].add(each.meeting.pk)
        if each.consultation and first <= each.consultation.opened_on <= last:
            row.answered += each.people
            asked[each.community].add(each.consultation.pk)
    for contact in Contact.objects.filter(partnership=viewer.partnership, on__range=(first, last)).select_related(
        "group"
    ):
        for code in contact.group.communities:
            table[code].contacts += 1
            if contact.group.name not in table[code].groups:
                table[code].groups.append(contact.group.name)
    for code, row in table.items():
        row.meetings, row.consultations = len(at_meetings[code]), len(asked[code])
    return list(table.values())


def _cycle(place: Neighbourhood, held: list[Standing], met: date | None, today: date) -> Cycle:
    words = [each.last_word_on for each in held if not each.ended]
    last = max([*words, *([met] if met else [])], default=None)
    due = last + timedelta(days=place.every_days) if last else None
    return Cycle(
        place,
        [each for each in held if not each.ended],
        [each for each in held if each.ended],
        last,
        None if place.ended_on else due,
        overdue=bool(due and due < today and place.ended_on is None),
    )
