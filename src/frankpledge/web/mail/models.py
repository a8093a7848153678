"""E-mails: to whom, about what, and what became of each. What they say is made when they are sent, and not kept."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django_scopes import ScopedManager


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        return self.filter(state=Message.State.WAITING, due_at__lte=now)

    def held(self, since: datetime) -> "MessageQuerySet":
        """Those whose sending began at or before this moment, and of which nobody has said how it ended."""
        return self.filter(state=Message.State.SENDING, claimed_at__lte=since)


class Message(models.Model):
    """
    One e-mail to one person. Written in the transaction of the change that it is about, sent by the worker.

    The worker writes SENDING before it hands an e-mail over, and how that went after. Where it never got to say, the
    e-mail is UNCERTAIN: it may have gone, so it is not sent again unless a person says so. In a demonstration it is SHOWN:
    written down so that people see what would go out, and never sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        FAILED = "failed", "not sent"
        UNCERTAIN = "uncertain", "uncertain"
        WITHDRAWN = "withdrawn", "no longer needed"
        SHOWN = "shown", "not sent: a demonstration"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    recipient = models.EmailField(max_length=254, blank=True)
    about = models.PositiveBigIntegerField("number of what it is about")
    once = models.CharField("what is to be said once only", max_length=120, null=True, blank=True)  # noqa: DJ001
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    put_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField("Message-ID of the last try", max_length=120, blank=True)
    reason = models.CharField("what the last try ended with", max_length=300, blank=True)

    objects: Any = ScopedManager(models.Manager.from_queryset(MessageQuerySet), partnership="partnership")

    class Meta:
        ordering = ("-put_at", "-pk")
        indexes = (models.Index(fields=("partnership", "state", "due_at"), name="mail_by_state"),)
        constraints = (models.UniqueConstraint(fields=("partnership", "once"), name="mail_said_once"),)

    def __str__(self) -> str:
        return f"{self.kind}, {self.get_state_display()}"
