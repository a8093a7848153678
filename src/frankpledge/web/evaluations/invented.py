"""The demonstration's evaluations: one action that was done in a ward for a year, and one that has only begun."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django_scopes import scope

from frankpledge.archive import geography
from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import find_area
from frankpledge.assessment.assessment import Assessment
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.evaluations import changes, evaluating
from frankpledge.web.evaluations.models import ActionPlace
from frankpledge.web.plans.models import Action, Plan

# How an action's words begin → the crime that it is to lessen, and the months that it has been in place.
DONE = (
    ("Visit every burgled home", "Burglary", 12),
    ("Walk the Old Market", "Violence and sexual offences", 3),
)


@transaction.atomic
def invent_evaluations(plan: Plan, assessed: Assessment, archive: Path, manager: Viewer, today: date) -> None:
    """Made once, and judged at once by the invented evidence."""
    with scope(partnership=plan.partnership):
        if ActionPlace.objects.exists():
            return
        snapshot = Archive(archive).snapshot()
        places = geography.places(snapshot, find_area(snapshot, assessed.area_code).lsoas)
        wards = sorted(set(places["ward"].dropna()))
        if not wards:
            return
        for number, (words, crime_type, months) in enumerate(DONE):
            action = Action.objects.filter(plan=plan, text__startswith=words).first()
            if action is None:
                continue
            start = assessed.period.last.minus(months - 1)
            place = changes.say_where(
                action=action,
                places=[str(wards[number % len(wards)])],
                comparison=[],
                crime_types=[crime_type],
                since=date(start.year, start.number, 1),
                until=None,
                snapshot=snapshot,
                by=manager,
                today=today,
            )
            evaluating.bring_up_to_date(snapshot, place)
