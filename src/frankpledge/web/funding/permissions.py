"""Who may change what about money."""

from collections.abc import Collection

from frankpledge.web.accounts.permissions import reason_not_to
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.funding.models import Bid, Grant, Return


def reason_not_to_write(viewer: Viewer) -> str:
    """Why `viewer` may not write about money, in words for them to read; else ""."""
    return reason_not_to(viewer, Permission.WRITE_PLAN)


def reason_not_to_decide(viewer: Viewer, bid: Bid, conflicted: Collection[int | None]) -> str:
    """
    Why `viewer` may not record what became of a bid; else "". `conflicted` are the ids of those with an interest.

    Money that the partnership gives is decided after everybody was asked for conflicts of interest.
    """
    reason = reason_not_to_write(viewer)
    if reason:
        return reason
    if bid.state != Bid.State.ASKED:
        return "It was decided already."
    if viewer.person.pk in conflicted:
        return "You have an interest in this bid. Somebody else has to record what becomes of it."
    if bid.pot_id and bid.conflicts_asked_on is None and not conflicted:
        return "Ask everybody who decides for conflicts of interest first, and record that there are none or which."
    return ""


def reason_not_to_change(viewer: Viewer, grant: Grant) -> str:
    """Why `viewer` may not change this grant, in words for them to read; else ""."""
    if grant.state != Grant.State.RUNNING:
        return f"This grant {'was lost' if grant.state == Grant.State.LOST else 'has ended'}. It stays as it was."
    return reason_not_to_write(viewer)


def reason_not_to_report(viewer: Viewer, report: Return) -> str:
    """Why `viewer` may not write, send or skip this return, in words for them to read; else ""."""
    if report.state != Return.State.DRAFT:
        return f"This return was {report.get_state_display().lower()}. It stays as it was."
    return reason_not_to_write(viewer)
