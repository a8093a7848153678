"""Who may change plans and say how actions are going, as a reason in words."""

from frankpledge.web.accounts.permissions import reason_ended, reason_not_to
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans.action import Action
from frankpledge.web.plans.plan import Plan


def reason_not_to_write(viewer: Viewer, plan: Plan) -> str:
    """Why `viewer` may not change this plan, in words for them to read; else ""."""
    if not plan.can_be_written:
        return "This plan was replaced by another. It stays as it was."
    return reason_not_to(viewer, Permission.WRITE_PLAN)


def reason_not_to_update(viewer: Viewer, action: Action, helping: set[int], *, asked: bool = False) -> str:
    """
    Why `viewer` may not say how this action is going; else "". `helping` are the ids of the helping agencies.

    The people of the agency that leads it or helps may, and whoever writes the plan, who types in what others
    tell them. Who was `asked` by a link needs no role of an action lead: an agency's liaison may be a member only.
    """
    if action.dropped_on:
        return "This action was dropped."
    if not action.plan.can_be_written:
        return "This plan was replaced by another. It stays as it was."
    if not reason_not_to(viewer, Permission.WRITE_PLAN):
        return ""
    reason = reason_ended(viewer) if asked else reason_not_to(viewer, Permission.UPDATE_ACTION)
    if reason:
        return reason
    if action.lead_person_id == viewer.person.pk:
        return ""
    if {agency.pk for agency in viewer.agencies} & {action.lead_id, *helping}:
        return ""
    return f"Only {action.lead or 'the agency that leads it'} and the agencies that help say how this action is going."
