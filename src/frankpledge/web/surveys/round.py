"""Rounds from door to door, as tallies: no address, no name, nothing of who was not in or did not want to."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)


def no_address(place: str) -> None:
    """Raises ValidationError for what looks like a house or a postcode."""
    if POSTCODE.search(place) or re.search(r"\d", place):
        raise ValidationError("Name the street or part of town alone: no house numbers, no postcodes.")


class Round(models.Model):
    """One street or part of town on one day: at how many doors somebody knocked, and what came of it."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="rounds")
    place = models.CharField("street or part of town", max_length=100, validators=[no_address])
    on = models.DateField()
    knocked = models.PositiveIntegerField("doors knocked at")
    answered = models.PositiveIntegerField("answered the questions")
    refused = models.PositiveIntegerField("did not want to")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-on", "place", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(knocked__gte=F("answered") + F("refused")),
                name="surveys_round_adds_up",
                violation_error_message="More people answered or refused than there were doors.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}, {self.on:%-d %B %Y}"

    @property
    def nobody_in(self) -> int:
        return self.knocked - self.answered - self.refused
