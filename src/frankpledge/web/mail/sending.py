"""Sending what is written down. An e-mail is claimed, handed over, and its end noted, each step kept before the next."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localdate

from frankpledge.web.mail.handing_over import REFERENCE, Ended, hand_over
from frankpledge.web.mail.kinds import NoLongerNeeded, kind_of
from frankpledge.web.mail.models import Message

logger = logging.getLogger(__name__)
State = Message.State
# A server that is down is asked again after so many minutes; after the last, a person has to look.
AGAIN_AFTER = (1, 5, 15, 60, 240, 720)
HOLD = timedelta(minutes=5)  # longer than any handing over can last: the worker is stopped after two minutes


@dataclass(frozen=True)
class Claimed:
    """An e-mail that is nobody else's to send, made ready; None where it is not needed, or could not be written."""

    message: Message
    email: EmailMessage | None


def deliver(until: datetime) -> dict[str, int]:
    """
    Send what is due in the partnership in scope, until nothing is or time is up; how many ended in which way.

    What was handed over and never ended is called uncertain first. May run any number of times at once.
    """
    ends: dict[str, int] = {}
    forsaken = call_uncertain(timezone.now())
    if forsaken:
        ends[State.UNCERTAIN] = forsaken
    while timezone.now() < until and (claimed := claim(timezone.now())):
        state = str(claimed.message.state) if claimed.email is None else send(claimed.message, claimed.email)
        ends[state] = ends.get(state, 0) + 1
    return ends


def claim(now: datetime) -> Claimed | None:
    """Take the e-mail that is longest due. From here on, unless its end is noted, it is never taken again."""
    with transaction.atomic():
        message = Message.objects.select_for_update(skip_locked=True).due(now).order_by("due_at", "pk").first()
        if message is None:
            return None
        try:
            with transaction.atomic():
                message.reference = make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> "))
                email = _written(message)
        except NoLongerNeeded as reason:
            message.state, message.ended_at, message.reason = State.WITHDRAWN, now, str(reason)
            email = None
        except Exception as fault:  # one e-mail that cannot be written must not hold the others up
            message.state, message.ended_at = State.FAILED, now
            message.reason = f"It could not be written: {type(fault).__name__}"
            logger.error("E-mail %s of kind %s could not be written: %s", message.pk, message.kind, type(fault))
            email = None
        else:
            message.state, message.claimed_at, message.tries = State.SENDING, now, message.tries + 1
        message.save()
    return Claimed(message, email)


def _written(message: Message) -> EmailMessage:
    kind = kind_of(message.kind)
    if message.partnership and message.partnership.has_ended(localdate()) and not kind.after_the_end:
        raise NoLongerNeeded("The partnership ended before this was sent.")
    body = render_to_string(kind.template, {**kind.values(message.about), "address": settings.ADDRESS})
    headers = {"Message-ID": message.reference, "Auto-Submitted": "auto-generated", REFERENCE: _own_number(message)}
    return EmailMessage(kind.subject, body, to=[message.recipient], headers=headers)


def _own_number(message: Message) -> str:
    """The same for every try, and no other e-mail's, also after an installation was begun anew."""
    return f"{message.pk}-{message.put_at:%Y%m%d%H%M%S%f}@{urlsplit(settings.ADDRESS).hostname}"


def send(message: Message, email: EmailMessage) -> str:
    """Hand a claimed e-mail over and note how it ended; returns the state that it is in then."""
    assert message.claimed_at
    if timezone.now() - message.claimed_at > HOLD / 2:
        # The machine slept in between. Another may soon call it uncertain, and somebody send it again.
        ended = Ended("not_now", "The worker was held up before it could hand the e-mail over.")
    else:
        ended = hand_over(email)
    return note(message, ended, timezone.now())


def note(message: Message, ended: Ended, now: datetime) -> str:
    """Note how a try ended, unless the e-mail has meanwhile been called uncertain and somebody sent it again."""
    state, due_at = str(State.SENT), message.due_at
    if ended.how == "uncertain":
        state = State.UNCERTAIN
    elif ended.how == "refused" or (ended.how == "not_now" and message.tries > len(AGAIN_AFTER)):
        state = State.FAILED
    elif ended.how == "not_now":
        state, due_at = State.WAITING, now + timedelta(minutes=AGAIN_AFTER[message.tries - 1])
    unended = (State.SENDING, State.UNCERTAIN)
    this_try = Message.objects.filter(pk=message.pk, reference=message.reference, state__in=unended)
    this_try.update(state=state, due_at=due_at, ended_at=None if state == State.WAITING else now, reason=ended.reason)
    return state


def call_uncertain(now: datetime) -> int:
    """E-mails whose handing over began long ago and never ended: the worker was killed. Returns how many."""
    reason = "The worker stopped while it was handing this over: the mail server may have taken it or not."
    held: int = Message.objects.held(now - HOLD).update(state=State.UNCERTAIN, ended_at=now, reason=reason)
    return held
