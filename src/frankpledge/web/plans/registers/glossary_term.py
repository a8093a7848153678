"""Words that readers of the plan may not know."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class GlossaryTerm(Kept):
    """A term of the partnership's glossary: its short form, what that stands for, and what it means."""

    short = models.CharField(
        "short form", max_length=12, blank=True, help_text="Such as MARAC. Leave it empty for a word that has none."
    )
    long = models.CharField("the words", max_length=200)
    meaning = models.TextField("what it means, for residents", blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "words"

    class Meta:
        ordering: ClassVar = [Lower("long")]
        constraints = (
            models.UniqueConstraint(
                "partnership",
                Lower("short"),
                condition=Q(retired_on=None) & ~Q(short=""),
                name="plans_short_form_once",
                violation_error_message="This short form is explained already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.short}: {self.long}" if self.short else self.long
