"""What anybody may read of consultations, meetings and neighbourhood priorities: only what is public."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.consultation.models import Consultation, Meeting, Neighbourhood, NeighbourhoodPriority, Step
from frankpledge.web.consultation.neighbourhood import Standing

Row = TypeVar("Row", Consultation, Meeting, NeighbourhoodPriority)


@dataclass(frozen=True)
class Public:
    """All that a partnership shows to anybody of this: at least one thing."""

    partnership: Partnership
    open: list[Consultation]
    closed: list[Consultation]
    coming: list[Meeting]
    past: list[Meeting]
    neighbourhoods: list[Neighbourhood]


@dataclass(frozen=True)
class Said:
    """What people said and what was done about it, or why it was not taken up, of a consultation or a priority."""

    title: str
    where: str
    on: date
    said: str
    did: list[str]
    declined: bool = False


def everything(slug: str, today: date) -> Public | None:
    """None where there is nothing, or no such partnership."""
    with scopes_disabled():
        asked = list(_shown(Consultation.objects.all(), slug).filter(opened_on__lte=today))
        meetings = list(_shown(Meeting.objects.all(), slug).select_related("neighbourhood"))
        places = list(_places(slug))
        found = [*asked, *meetings, *places]
        if not found:
            return None
        closed = [each for each in asked if each.state(today) == "Closed"]
        coming = [each for each in meetings if each.on >= today and each.state != Meeting.State.HELD]
        return Public(
            found[0].partnership,
            [each for each in asked if each not in closed],
            closed,
            sorted(coming, key=lambda each: (each.on, each.pk)),
            [each for each in meetings if each not in coming],
            places,
        )


def consultation(slug: str, pk: int, today: date) -> Consultation | None:
    with scopes_disabled():
        shown = _shown(Consultation.objects.all(), slug).filter(pk=pk, opened_on__lte=today)
        return shown.select_related("survey").prefetch_related("consultees", "documents", "reached").first()


def meeting(slug: str, pk: int) -> Meeting | None:
    with scopes_disabled():
        shown = _shown(Meeting.objects.all(), slug).filter(pk=pk)
        return shown.prefetch_related("present__agency", "questions__agency", "reached").first()


def neighbourhood(slug: str, pk: int, today: date) -> tuple[Neighbourhood, list[Standing], list[Meeting]] | None:
    """A place with its public priorities and meetings; None where none of them is public."""
    with scopes_disabled():
        place = _places(slug).filter(pk=pk).first()
        if place is None:
            return None
        held = _shown(NeighbourhoodPriority.objects.all(), slug).filter(neighbourhood=place)
        held = held.select_related("neighbourhood").prefetch_related("steps__agency")
        meetings = list(_shown(Meeting.objects.all(), slug).filter(neighbourhood=place))
        return place, [Standing(each, list(each.steps.all()), today) for each in held], meetings


def said_and_did(slug: str, today: date) -> tuple[Partnership, list[Said]] | None:
    """You said, we did, the newest first; None where nothing is public."""
    with scopes_disabled():
        asked = list(_shown(Consultation.objects.all(), slug).exclude(you_said="").filter(opened_on__lte=today))
        raised = _shown(NeighbourhoodPriority.objects.all(), slug).select_related("neighbourhood")
        steps = [
            (each, Standing(each, list(each.steps.all()), today)) for each in raised.prefetch_related("steps__agency")
        ]
    found = [
        *(Said(each.title, "", each.closed_on or each.opened_on, each.you_said, [each.we_did]) for each in asked),
        *(
            Said(
                each.title,
                each.neighbourhood.name,
                standing.last_word_on,
                each.detail or each.title,
                words,
                declined=bool(standing.steps) and standing.steps[-1].kind == Step.Kind.NOT_TAKEN,
            )
            for each, standing in steps
            if (words := [step.words for step in standing.steps if step.words])
        ),
    ]
    shown = [*asked, *(each for each, _ in steps)]
    if not found:
        return None
    return shown[0].partnership, sorted(found, key=lambda each: each.on, reverse=True)


def _shown(rows: QuerySet[Row], slug: str) -> QuerySet[Row]:
    return rows.filter(may_be_public(), partnership__slug=slug, published=True).select_related("partnership")


def _places(slug: str) -> QuerySet[Neighbourhood]:
    """Neighbourhoods of which something is public."""
    every: QuerySet[Neighbourhood] = Neighbourhood.objects.filter(may_be_public(), partnership__slug=slug)
    some = every.filter(Q(priorities__published=True) | Q(meetings__published=True)).distinct()
    return some.select_related("partnership", "own_area").prefetch_related(
        Prefetch("priorities", NeighbourhoodPriority.objects.filter(published=True))
    )
