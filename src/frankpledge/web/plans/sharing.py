"""That a district lets its county's board see a plan before it is published, or more of it than residents see."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class SharedPlan(models.Model):
    """A plan of which the parent partnership may read the priorities and how many of its actions stand how."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="shared")
    to = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "plan", "to"),
                condition=Q(ended_on=None),
                name="plans_shared_once",
                violation_error_message="This plan is shared already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}, with {self.to}"
