"""What independent advisers said, what the partnership answered, and what they look at every time."""

from typing import Any

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Advice(models.Model):
    """One piece of advice of an independent advisory group, and the answer to it."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    group = models.ForeignKey("consultation.CommunityGroup", models.PROTECT, related_name="advice")
    given_on = models.DateField("given on")
    about = models.CharField("about what", max_length=200)
    advice = models.TextField("what they advise", max_length=3000)
    response = models.TextField("what the partnership answers", max_length=3000, blank=True)
    responded_on = models.DateField("answered on", null=True, blank=True)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-given_on", "-pk")
        verbose_name_plural = "advice"
        constraints = (
            models.CheckConstraint(
                condition=Q(response="", responded_on=None)
                | ~Q(response="") & Q(responded_on__gte=models.F("given_on")),
                name="consultation_advice_answered",
                violation_error_message="An answer has a day, not before the advice.",
            ),
        )

    def __str__(self) -> str:
        return self.about


class StandingItem(models.Model):
    """Something that an advisory group looks at whenever it meets, from a day until a day."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    group = models.ForeignKey("consultation.CommunityGroup", models.PROTECT, related_name="standing_items")
    title = models.CharField("what they look at every time", max_length=200)
    from_on = models.DateField("since")
    ended_on = models.DateField(null=True, blank=True)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("from_on", "pk")

    def __str__(self) -> str:
        return self.title
