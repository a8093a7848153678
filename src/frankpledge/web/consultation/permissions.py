"""Who may change what was asked, heard and told, who may show it to anybody, and who reads accounts of a life."""

from frankpledge.web.accounts.permissions import reason_ended, reason_not_to
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation.models import Consultation, Meeting, NeighbourhoodPriority

Publishable = Consultation | Meeting | NeighbourhoodPriority


def reason_not_to_write(viewer: Viewer, held: Publishable | None = None) -> str:
    """
    Why `viewer` may not change this, or add such a thing where None, in words for them to read; else "".

    What is public is changed by who may release.
    """
    reason = reason_not_to(viewer, Permission.WRITE_PLAN)
    if reason or held is None or not held.published:
        return reason
    return reason_not_to(viewer, Permission.RELEASE)


def reason_not_to_publish(viewer: Viewer) -> str:
    return reason_not_to(viewer, Permission.RELEASE)


def reason_not_to_take_in(viewer: Viewer) -> str:
    """Why `viewer` may not write down an issue, or that they were in touch with a group; else ""."""
    return reason_not_to(viewer, Permission.RAISE_ISSUE)


def reason_not_to_read_accounts(viewer: Viewer) -> str:
    return reason_not_to(viewer, Permission.READ_LIVED_EXPERIENCE)


def reason_not_to_keep_accounts(viewer: Viewer) -> str:
    """The same for keeping one; what is kept is read, and let go, after the partnership has ended too."""
    return reason_not_to_read_accounts(viewer) or reason_ended(viewer)
