"""The demonstration's pack of the last quarter: written by the invented manager, and waiting for the chair."""

from datetime import date

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accountability import changes
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer

SUMMARY = (
    "More of the plan is on track than not, and burglary has not risen. Two things need the meeting: the agreement with "
    "the hospitals, and a second fitter for locks and lights."
)
ASK = "Ask both chief officers to sign the hospitals’ agreement this month.\nPay for a second fitter until March."


@transaction.atomic
def invent_pack(partnership: Partnership, manager: Viewer, today: date) -> None:
    """Made once."""
    with scope(partnership=partnership):
        for pack in changes.prepare(partnership=partnership, today=today, by=manager):
            changes.write(pack=pack, summary=SUMMARY, ask=ASK, version=0, by=manager)
