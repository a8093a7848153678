"""Who may change a risk, and who may tell the parent partnership of it."""

from frankpledge.web.accounts.permissions import reason_not_to
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.risks.models import Risk


def reason_not_to_write(viewer: Viewer, risk: Risk) -> str:
    """Why `viewer` may not change this risk, in words for them to read; else ""."""
    reason = reason_not_to(viewer, Permission.WRITE_PLAN)
    if reason:
        return reason
    return "This risk was closed. Open it again to change it." if risk.closed_on else ""


def reason_not_to_escalate(viewer: Viewer, risk: Risk) -> str:
    """Why `viewer` may not tell the parent partnership of this risk, in words for them to read; else ""."""
    reason = reason_not_to_write(viewer, risk)
    if reason:
        return reason
    if viewer.partnership.parent_id is None:
        return f"{viewer.partnership} has no parent partnership to tell."
    return ""
