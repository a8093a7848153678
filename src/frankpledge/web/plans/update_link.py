"""A link by which one person says, without signing in, how one action is going in one period."""

from datetime import datetime

from django.db import models
from django_scopes import ScopedManager


class UpdateLinkQuerySet(models.QuerySet["UpdateLink"]):
    def open(self, now: datetime) -> "UpdateLinkQuerySet":
        return self.filter(ended_at=None, expires_at__gt=now)


class UpdateLink(models.Model):
    """
    Opening it changes nothing; a button does, as often as wanted until it runs out: each press is a new update.

    Only the secret's fingerprint is kept: who reads the database cannot use the link.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    action = models.ForeignKey("plans.Action", models.PROTECT, related_name="links")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    period = models.CharField("what it asks about", max_length=60)
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(models.Manager.from_queryset(UpdateLinkQuerySet), partnership="partnership")

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"link for {self.action}, {self.period}"
