"""Telling the parent partnership of a risk: one record that two partnerships read."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class Escalation(models.Model):
    """
    What a partnership tells its parent of one of its risks, and what the parent answers.

    The row is the telling partnership's own. `shared` holds the words that were chosen and nothing else, as they were
    when they were shared: {name of a part: words}. The parent reads this row alone (`shared_with`), never the risk.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    risk = models.ForeignKey("risks.Risk", models.PROTECT, related_name="escalations")
    to = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    asks = models.TextField("what the parent is asked to do")
    shared = models.JSONField("part → words", default=dict)
    on = models.DateField()
    shared_on = models.DateField("what is shared is as of")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=("to", "-on"), name="risks_escalated_to"),)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "risk"),
                condition=Q(ended_on=None),
                name="risks_escalated_once",
                violation_error_message="This risk is with the parent partnership already.",
            ),
            models.CheckConstraint(
                condition=~Q(to=F("partnership")),
                name="risks_not_escalated_to_itself",
                violation_error_message="A risk is escalated to another partnership.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_because=""),
                name="risks_escalation_ended_has_reason",
                violation_error_message="Say why it is no longer with the parent partnership.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.risk.ref} to {self.to}"

    def get_absolute_url(self) -> str:
        return reverse("risk", args=[self.partnership.slug, self.risk_id])
