"""What the worker does about measures. It may be done twice without harm."""

from django.conf import settings
from django.utils.timezone import localdate
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.measures import filling
from frankpledge.web.plans.models import Plan

RUNNING = (Plan.Stage.AGREED, Plan.Stage.PUBLISHED)


def fill_measures() -> int:
    """Fill the measures of plans that run, in every partnership; returns how many figures are new. Called daily."""
    made = 0
    for partnership in Partnership.objects.going_on(localdate()):
        with scope(partnership=partnership):
            for plan in Plan.objects.filter(partnership=partnership, stage__in=RUNNING).select_related("partnership"):
                made += filling.fill(plan=plan, archive=settings.ARCHIVE, today=localdate())
    return made
