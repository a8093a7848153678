"""Who may do what here: one function gives the page its explanation, and stops the change."""

from frankpledge.web.accounts.roles import ROLES, WORDS, Permission
from frankpledge.web.accounts.viewer import Viewer


class NotAllowed(Exception):
    """Somebody asked for what they may not do; the message is for them to read. It becomes a 403."""


def reason_not_to(viewer: Viewer, permission: Permission) -> str:
    """Why `viewer` may not do this here, in words for them to read; else ""."""
    if viewer.may(permission):
        return ""
    able = [role.name for role in ROLES.values() if permission in role.permissions]
    who = able[0] if len(able) == 1 else f"{', '.join(able[:-1])} or {able[-1]}"
    return f"To {WORDS[permission]} in {viewer.partnership} takes another role: {who}."


def require(reason: str) -> None:
    """Stop with NotAllowed where there is a reason to."""
    if reason:
        raise NotAllowed(reason)
