"""What came of rounds from door to door: read, added and taken away."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, Sum

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.surveys.events import Event
from frankpledge.web.surveys.keying import reason_not_to_key
from frankpledge.web.surveys.models import Round, Survey


@dataclass(frozen=True)
class Reached:
    """All rounds of a survey together."""

    knocked: int
    answered: int
    refused: int

    @property
    def nobody_in(self) -> int:
        return self.knocked - self.answered - self.refused

    @property
    def rate(self) -> float | None:
        """Of 100 doors knocked at, at how many somebody answered the questions."""
        return 100 * self.answered / self.knocked if self.knocked else None


def rounds(viewer: Viewer, survey: Survey) -> QuerySet[Round]:
    mine: QuerySet[Round] = Round.objects.filter(partnership=viewer.partnership, survey=survey)
    return mine.select_related("by")


def reached(viewer: Viewer, survey: Survey) -> Reached:
    held = rounds(viewer, survey).order_by().aggregate(k=Sum("knocked"), a=Sum("answered"), r=Sum("refused"))
    return Reached(held["k"] or 0, held["a"] or 0, held["r"] or 0)


@transaction.atomic
def add(
    *, survey: Survey, place: str, on: date, knocked: int, answered: int, refused: int, by: Viewer, today: date
) -> Round:
    """A round as its sheet has it. Raises ValidationError for an address, or for numbers that do not add up."""
    permissions.require(reason_not_to_key(by, survey))
    if on > today or (survey.opens_on is not None and on < survey.opens_on):
        raise ValidationError({"on": "Say the day of the round: from the survey’s first day until today."})
    made = Round(
        partnership=by.partnership,
        survey=survey,
        place=place.strip(),
        on=on,
        knocked=knocked,
        answered=answered,
        refused=refused,
        by=by.person,
    )
    made.full_clean()
    made.save()
    record(Event.ROUND_ADDED, subject=made, by=by, knocked=knocked, answered=answered, refused=refused)
    return made


@transaction.atomic
def take_away(*, round: Round, by: Viewer) -> None:
    """One that was entered wrongly; what it said stays on record."""
    held = Round.objects.select_related("survey").get(pk=round.pk, partnership=by.partnership)
    permissions.require(reason_not_to_key(by, held.survey))
    record(
        Event.ROUND_TAKEN_AWAY, subject=held, by=by, knocked=held.knocked, answered=held.answered, refused=held.refused
    )
    held.delete()
