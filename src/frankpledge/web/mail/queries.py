"""Questions about e-mails, asked on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.mail.models import Message


def messages(viewer: Viewer) -> QuerySet[Message]:
    """The partnership's e-mails, newest first; raises NotAllowed for somebody who does not look after its people."""
    permissions.require(permissions.reason_not_to(viewer, Permission.MANAGE_PEOPLE))
    found: QuerySet[Message] = Message.objects.filter(partnership=viewer.partnership)
    return found


def to_look_at(viewer: Viewer) -> int:
    """How many of them wait for a person to look: uncertain, or not sent."""
    return messages(viewer).filter(state__in=(Message.State.UNCERTAIN, Message.State.FAILED)).count()
