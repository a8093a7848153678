"""Outside standards, and which agency has taken them up."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class Standard(Kept):
    """A standard that somebody else sets, such as a minimum standard for safeguarding."""

    title = models.CharField("what it is called", max_length=200)
    owner = models.CharField("who sets it", max_length=200)
    asks = models.TextField("what it asks for, in short", blank=True)
    link = models.URLField("where it can be read", max_length=500, blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "standards"

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> str:
        return self.owner


class Adoption(Kept):
    """That an agency takes a standard up, or has yet to; one row for each agency and standard."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="adoptions")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    adopted_on = models.DateField("taken up on", null=True, blank=True)
    evidence = models.CharField("what shows it", max_length=300, blank=True)
    review_on = models.DateField("is looked at again by", null=True, blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "adoptions"

    class Meta:
        ordering = ("standard__title", "agency__name")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "standard", "agency"),
                condition=Q(retired_on=None),
                name="plans_standard_adopted_once",
                violation_error_message="This agency is listed for this standard already.",
            ),
            models.CheckConstraint(
                condition=Q(adopted_on=None) | ~Q(evidence=""),
                name="plans_adoption_has_evidence",
                violation_error_message="Say what shows that it was taken up.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard}: {self.agency}"

    @property
    def overdue(self) -> bool:
        return bool(self.review_on and not self.retired_on and self.review_on < localdate())

    @property
    def standing(self) -> str:
        taken = f"Taken up on {self.adopted_on:%-d %B %Y}: {self.evidence}" if self.adopted_on else "Not taken up yet"
        return f"{taken}. Looked at again by {self.review_on:%-d %B %Y}" if self.review_on else taken
