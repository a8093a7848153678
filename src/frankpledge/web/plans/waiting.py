"""What waits in plans: actions of the viewer's that nobody has said anything of, and plans that are ready to go on."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from frankpledge.counted import counted, verb
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import changes, queries
from frankpledge.web.plans.asking import ASK_AFTER_DAYS
from frankpledge.web.plans.handing_over import to_take_over
from frankpledge.web.plans.models import Action, Plan, Status
from frankpledge.web.plans.standing import QUARTER_DAYS
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if viewer.may(Permission.UPDATE_ACTION):
        mine = queries.my_actions(viewer).filter(plan__first_day__lte=today)
        ages = [
            row.standing.age or 0
            for row in queries.rows(viewer, mine, today, shared=queries.TO_COUNT)
            if not row.refusal and row.standing.said != Status.COMPLETE and _answers_for(viewer, row.action)
        ]
        if due := sum(age > ASK_AFTER_DAYS for age in ages):
            words = f"{counted(due, 'action')} of yours {verb(due, 'waits', 'wait')} for a word on how it goes"
            yield Waiting(words, reverse("my_actions", args=[viewer.partnership.slug]), max(ages) > QUARTER_DAYS)
    if viewer.may(Permission.WRITE_PLAN):
        for each in to_take_over(viewer, today):
            words = f"{counted(each.number, 'open action')} led by {each.agency}, which left: somebody has to take over"
            yield Waiting(words, each.address, True)
    steps = {Plan.Stage.AGREED: "ready for you to agree", Plan.Stage.PUBLISHED: "agreed, and ready for you to publish"}
    if viewer.may(Permission.SIGN_ASSESSMENT) or viewer.may(Permission.RELEASE):
        for plan in queries.plans(viewer).exclude(stage=Plan.Stage.SUPERSEDED):
            for stage, words in steps.items():
                ready = stage in changes.NEXT[Plan.Stage(plan.stage)] and plan.stage != Plan.Stage.DRAFT
                if ready and not changes.reason_not_to_move_on(viewer, plan, stage):
                    yield Waiting(f"{plan}: {words}", plan.get_absolute_url())


def _answers_for(viewer: Viewer, action: Action) -> bool:
    """Whether a word is waited for from this person: not from those who only help, nor where a colleague is named."""
    if action.lead_person_id:
        return action.lead_person_id == viewer.person.pk
    return action.lead_id in {agency.pk for agency in viewer.agencies}
