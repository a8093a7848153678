"""That somebody was asked by e-mail how their actions go."""

from django.db import models
from django_scopes import ScopedManager


class Asked(models.Model):
    """
    One e-mail to one person about all of their actions that wait for a word.

    Their links are made when the e-mail is sent, and are kept nowhere else.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    on = models.DateField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=("partnership", "person", "on"), name="plans_asked_once_a_day"),)

    def __str__(self) -> str:
        return f"asked on {self.on}"


class AskedAbout(models.Model):
    """An action that an e-mail asked about; `higher` where it went to the agency's liaison in place of who leads."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    asked = models.ForeignKey(Asked, models.PROTECT, related_name="about")
    action = models.ForeignKey("plans.Action", models.PROTECT, related_name="asked")
    higher = models.BooleanField(default=False)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("partnership", "asked", "action"), name="plans_asked_about_once"),
        )

    def __str__(self) -> str:
        return f"{self.action}, {self.asked}"
