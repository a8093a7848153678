"""Who may write, open and close a survey."""

from frankpledge.web.accounts.permissions import reason_not_to
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys.models import Survey


def reason_not_to_begin(viewer: Viewer) -> str:
    """Why `viewer` may not begin a survey, in words for them to read; else ""."""
    return reason_not_to(viewer, Permission.WRITE_ASSESSMENT)


def reason_not_to_write(viewer: Viewer, survey: Survey) -> str:
    """Why `viewer` may not change what this survey asks, in words for them to read; else ""."""
    reason = reason_not_to_begin(viewer)
    if reason:
        return reason
    return "This survey is closed. Begin another from it." if survey.state == Survey.State.CLOSED else ""
