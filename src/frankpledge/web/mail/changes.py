"""What a person may change about e-mails: have one sent again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.mail.events import Event
from frankpledge.web.mail.models import Message
from frankpledge.web.mail.outbox import ring


def reason_not_to_send_again(viewer: Viewer, message: Message) -> str:
    """Why `viewer` may not have this e-mail sent again, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, Permission.MANAGE_PEOPLE)
    if reason:
        return reason
    if message.state not in (Message.State.UNCERTAIN, Message.State.FAILED):
        return f"This e-mail is {message.get_state_display()}: there is nothing to send again."
    if not message.recipient:
        return "Its address has been forgotten since."
    return ""


@transaction.atomic
def send_again(*, message: Message, by: Viewer) -> Message:
    """A person has looked, and wants an e-mail sent that failed or may not have arrived."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    refusal = reason_not_to_send_again(by, message)
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    if refusal:
        raise ValidationError(refusal)
    before = message.state
    message.state, message.due_at, message.ended_at = Message.State.WAITING, timezone.now(), None
    message.tries, message.reason = 0, ""
    message.save()
    record(Event.SENT_AGAIN, subject=message, by=by, kind_of_mail=message.kind, before=before)
    ring(by.partnership)
    return message
