"""Telling other systems what is due. A worker calls `deliver_due` each minute; several may at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.api import signing
from frankpledge.web.api.models import Attempt, Delivery, Subscription
from frankpledge.web.api.news import notice
from frankpledge.web.api.sending import Sent, send

# How long to wait after each try, as Standard Webhooks advises; after the last there is none.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
BEING_SENT = timedelta(minutes=2)  # longer than a sending can last: a delivery whose sender was killed is tried then
AT_MOST = timedelta(seconds=20)  # for one call; then other work has its turn
LOOKED_AT = 1000  # of what is due, the longest first
Send = Callable[[str, dict[str, str], str], Sent]


@dataclass(frozen=True)
class Delivered:
    """What one call did."""

    noticed: int
    delivered: int
    failed: int


def deliver_due(now: datetime | None = None, *, send: Send = send) -> Delivered:
    """
    Notice what has happened, and send each message that is due to whom it is for, one partnership after the other
    within the walls of each.

    Each is claimed before it is sent and no transaction is open meanwhile. A receiver may get a message twice, when
    a sender was killed after the answer and before it was written down, and never none: the number tells them.
    """
    now, began = now or timezone.now(), time.monotonic()
    noticed, results = 0, []
    for partnership in _partnerships():
        with scope(partnership=partnership):
            noticed += notice(now)
            due = Delivery.objects.filter(due_at__lte=now, subscription__ended_at=None).order_by("due_at", "pk")
            for delivery in due.select_related("subscription", "message")[:LOOKED_AT]:
                passed = timedelta(seconds=time.monotonic() - began)
                if passed >= AT_MOST:
                    break
                results.append(_deliver(delivery, now + passed, send))
    return Delivered(noticed, results.count(True), results.count(False))


def _partnerships() -> list[Partnership]:
    """Those of which anybody is told."""
    with scopes_disabled():
        telling = Subscription.objects.filter(ended_at=None).values("partnership")
        return list(Partnership.objects.filter(pk__in=telling).order_by("pk"))


def _deliver(delivery: Delivery, now: datetime, send: Send) -> bool | None:
    """Whether it was taken; None where another worker has claimed it first."""
    same = Delivery.objects.filter(pk=delivery.pk, due_at=delivery.due_at)
    # A try counts from here, so that one which kills its sender is not made for ever.
    if not same.update(due_at=now + BEING_SENT, tried=F("tried") + 1):
        return None
    subscription, body = delivery.subscription, delivery.message.body
    # The time that is signed is the time of sending, so that a receiver can refuse what is old.
    headers = signing.headers(signing.secret_of(subscription), delivery.number, int(now.timestamp()), body)
    sent = send(subscription.address, headers, body)
    _write(delivery, sent, now + timedelta(milliseconds=sent.milliseconds))
    return sent.taken


@transaction.atomic
def _write(delivery: Delivery, sent: Sent, now: datetime) -> None:
    """What came of it, and when it is tried next: not at all where it was taken, is no longer wanted, or tried enough."""
    delivery = Delivery.objects.select_for_update().select_related("subscription").get(pk=delivery.pk)
    Attempt.objects.create(
        partnership=delivery.partnership,
        delivery=delivery,
        at=now,
        status=sent.status,
        fault=sent.fault,
        milliseconds=sent.milliseconds,
    )
    if sent.taken:
        delivery.delivered_at, delivery.due_at, delivery.given_up_at = now, None, None
    elif sent.gone or delivery.tried > len(WAITS) or delivery.subscription.ended_at:
        delivery.due_at, delivery.given_up_at = None, now
    else:
        delivery.due_at = now + WAITS[delivery.tried - 1]
    delivery.save(update_fields=["delivered_at", "due_at", "given_up_at"])
