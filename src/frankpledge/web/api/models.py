"""Tokens for programs, and what other systems are told: facts and the rules that must never break."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager


class TokenQuerySet(models.QuerySet["Token"]):
    def open(self, now: datetime) -> "TokenQuerySet":
        """Those that have neither run out nor been ended; whether their owner still has access is asked at each use."""
        return self.filter(ended_at=None, expires_at__gt=now)


class Token(models.Model):
    """
    Lets a program read on its owner's behalf, in one partnership, and never more than the owner may at that moment.

    Only the secret's fingerprint is kept; `begins` are its first characters, by which people tell tokens apart.
    `memberships` are those that gave the owner access when it was made: when all of them have ended the token is
    dead, even if the owner is later let in again.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    name = models.CharField("what uses it", max_length=100)
    fingerprint = models.CharField(max_length=64, unique=True)
    begins = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    memberships = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField("last used", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(models.Manager.from_queryset(TokenQuerySet), partnership="partnership")

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="api_token_runs_out"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.begins}…)"

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.expires_at


class News(models.TextChoices):
    """What other systems are told of."""

    RELEASED = "edition.released", "an edition was released, perhaps for a later day"
    PUBLISHED = "edition.published", "an edition became public, perhaps in place of an earlier one"
    CORRECTED = "edition.corrected", "a mistake in a public edition was told"
    TAKEN_BACK = "edition.taken_back", "a release was taken back"


class Subscription(models.Model):
    """
    Another system that is told of news, at an address of its own.

    Its secret is not kept: it is worked out from the installation's secret, this row and `salt`, so that whoever
    reads the database cannot sign in our name. A new salt makes a new secret.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    address = models.URLField(max_length=500)
    news = models.JSONField("what it is told of", default=list)
    salt = models.CharField(max_length=32)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "address"),
                condition=Q(ended_at=None),
                name="api_subscription_once",
                violation_error_message="This address is told already.",
            ),
            models.CheckConstraint(condition=Q(address__startswith="https://"), name="api_subscription_is_https"),
        )

    def __str__(self) -> str:
        return self.address


class Message(models.Model):
    """
    Something that happened to an edition, noticed once; `happened_at` is when it did.

    The same release taken back and given again is new news, for it happened at another time.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    edition = models.ForeignKey("assessments.Edition", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=News)
    happened_at = models.DateTimeField()
    body = models.TextField("what is sent, as it is signed")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-happened_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("edition", "kind", "happened_at"), name="api_news_noticed_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.edition}"


class Delivery(models.Model):
    """
    One message for one subscription. `due_at` is when it is tried next, and empty when nothing more is to be done.

    While it is being sent `due_at` lies some minutes ahead: if the sender is killed, another sends it again then, with
    the same number, so that the receiver can tell it has had it.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="deliveries")
    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    tried = models.PositiveSmallIntegerField("times tried since it was last asked for", default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-message__happened_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("subscription", "message"), name="api_delivery_once"),)

    def __str__(self) -> str:
        return f"{self.message} to {self.subscription}"

    @property
    def number(self) -> str:
        """What the receiver knows this message by, the same at every try and replay."""
        return f"msg_{self.pk}"


class Attempt(models.Model):
    """One try to deliver: the answer's status, or in `fault` why there was none."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.delivery}: {self.status or self.fault}"
