"""Remarks of the figures' proofreader that somebody has answered."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Dismissal(models.Model):
    """
    Why a remark on a plan's figures is left as it is.

    It is kept by the fingerprint of the sentence and of what was remarked, so the remark is made again as soon as
    either changes. `said` is what the remark was, for who reads it later.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="dismissals")
    fingerprint = models.CharField(max_length=64)
    said = models.TextField("the remark")
    because = models.CharField("why it is left as it is", max_length=300)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "fingerprint"),
                name="plans_remark_dismissed_once",
                violation_error_message="Somebody has answered this remark already.",
            ),
            models.CheckConstraint(
                condition=~Q(because=""),
                name="plans_dismissal_has_reason",
                violation_error_message="Say why this is left as it is.",
            ),
        )

    def __str__(self) -> str:
        return self.said[:80]
