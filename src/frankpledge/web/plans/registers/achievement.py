"""What was reached, picked from what was said of actions."""

from django.db import models
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class Achievement(Kept):
    """Something the partnership reached, in words for readers; `update` is what was said, which it rests on."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="achievements", verbose_name="plan")
    text = models.TextField("what was reached, in your words")
    under = models.CharField("heading", max_length=200, blank=True)
    update = models.ForeignKey("plans.ProgressUpdate", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(partnership="partnership")
    REGISTER = "achievements"

    class Meta:
        ordering = ("plan", "pk")

    def __str__(self) -> str:
        return self.text if len(self.text) <= 100 else f"{self.text[:99]}…"

    @property
    def standing(self) -> str:
        rests = f"Rests on what was said on {self.update.on:%-d %B %Y}" if self.update else "Rests on no update"
        return f"{self.plan}. {rests}"
