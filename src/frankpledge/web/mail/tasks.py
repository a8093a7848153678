"""What the worker is asked to do about e-mail. The queue holds numbers only."""

from datetime import timedelta

from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.mail import sending
from frankpledge.web.mail.models import Message

AT_MOST = timedelta(seconds=20)  # then other work has its turn
KEPT_DAYS = 92


def deliver(partnership_id: int) -> dict[str, int]:
    """Send what is due in one partnership, within its walls."""
    partnership = Partnership.objects.get(pk=partnership_id)
    with scope(partnership=partnership):
        return sending.deliver(timezone.now() + AT_MOST)


def deliver_everywhere() -> dict[str, int]:
    """Send what is due, one partnership after the other, within the walls of each. Called each minute."""
    ends: dict[str, int] = {}
    for partnership in Partnership.objects.all():
        for state, number in deliver(partnership.pk).items():
            ends[state] = ends.get(state, 0) + number
    return ends


def forget_addresses() -> int:
    """Take the addresses out of e-mails of three months ago; that they were sent, and when, stays. Called daily."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    forgotten = 0
    for partnership in Partnership.objects.all():
        with scope(partnership=partnership):
            old = Message.objects.filter(ended_at__lt=before).exclude(recipient="")
            forgotten += old.update(recipient="")
    return forgotten
