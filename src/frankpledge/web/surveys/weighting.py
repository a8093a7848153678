"""How a survey's answers are weighted to those who live in its area."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django_scopes import ScopedManager


class Weighting(models.Model):
    """
    The margins that the answers to one survey are weighted to, and the most that one answer may weigh.

    Only where people were invited: weights do not make a sample of those who came by themselves.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.OneToOneField("surveys.Survey", models.PROTECT, related_name="weighting")
    margins = models.JSONField(default=list)  # names out of results_population.MARGINS, at most three
    limit = models.FloatField(
        "the most that one answer may weigh, in times the mean",
        default=5,
        validators=[MinValueValidator(1.5), MaxValueValidator(20)],
    )

    objects = ScopedManager(partnership="partnership")

    def __str__(self) -> str:
        return f"{self.survey}: {', '.join(self.margins) or 'not weighted'}"
