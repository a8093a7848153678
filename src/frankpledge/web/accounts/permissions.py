"""Who may do what here: one function gives the page its explanation, and stops the change."""

from frankpledge.web.accounts.roles import AFTER_THE_END, ROLES, WORDS, Permission
from frankpledge.web.accounts.viewer import Viewer


class NotAllowed(Exception):
    """Somebody asked for what they may not do; the message is for them to read. It becomes a 403."""


def reason_not_to(viewer: Viewer, permission: Permission, *, reading: bool = False) -> str:
    """
    Why `viewer` may not do this here, in words for them to read; else "".

    Nothing is changed in a partnership that has ended, but for what closing it needs (`AFTER_THE_END`). `reading` is
    for what changes nothing and yet takes the permission of whoever writes: taking figures out of it, for example.
    """
    if not viewer.may(permission):
        able = [role.name for role in ROLES.values() if permission in role.permissions]
        who = able[0] if len(able) == 1 else f"{', '.join(able[:-1])} or {able[-1]}"
        return f"To {WORDS[permission]} in {viewer.partnership} takes another role: {who}."
    return "" if reading or permission in AFTER_THE_END else reason_ended(viewer)


def reason_ended(viewer: Viewer) -> str:
    """Why nothing is changed in the viewer's partnership any more, in words for them to read; "" while it goes on."""
    if not viewer.ended:
        return ""
    here = viewer.partnership
    then = f" {here.succeeded_by} took its place: go on there." if here.succeeded_by else ""
    return f"{here} ended on {here.ended_on:%-d %B %Y}. It can be read, and nothing in it is changed any more.{then}"


def require(reason: str) -> None:
    """Stop with NotAllowed where there is a reason to."""
    if reason:
        raise NotAllowed(reason)
