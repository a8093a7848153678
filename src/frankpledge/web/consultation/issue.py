"""Issues that councils, boards, meetings and others bring, until somebody says what becomes of them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from frankpledge.web.consultation.neighbourhood import NeighbourhoodPriority


class Issue(models.Model):
    """
    Something that was raised, with the idea for it where there was one. Who said it is a kind of source or a body.

    It becomes part of a neighbourhood priority, goes to an agency, or is not taken up; each with words for those who
    raised it.
    """

    class Outcome(models.TextChoices):
        PRIORITY = "priority", "part of a neighbourhood priority"
        PASSED_ON = "passed_on", "passed on to an agency"
        NOT_TAKEN = "not_taken", "not taken up"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    text = models.TextField("what the issue is", max_length=1000)
    idea = models.TextField("what those who raised it would do", max_length=1000, blank=True)
    raised_as = models.CharField("raised by", max_length=10, choices=NeighbourhoodPriority.RaisedAs)
    group = models.ForeignKey(
        "consultation.CommunityGroup", models.PROTECT, null=True, blank=True, related_name="issues"
    )
    meeting = models.ForeignKey("consultation.Meeting", models.PROTECT, null=True, blank=True, related_name="issues")
    neighbourhood = models.ForeignKey(
        "consultation.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="issues"
    )
    raised_on = models.DateField()
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_words = models.CharField("what becomes of it", max_length=500, blank=True)
    priority = models.ForeignKey(NeighbourhoodPriority, models.PROTECT, null=True, blank=True, related_name="issues")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-raised_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None, priority=None, agency=None)
                | Q(outcome="priority", outcome_on__isnull=False, priority__isnull=False, agency=None)
                | Q(outcome="passed_on", outcome_on__isnull=False, priority=None, agency__isnull=False)
                | Q(outcome="not_taken", outcome_on__isnull=False, priority=None, agency=None) & ~Q(outcome_words=""),
                name="consultation_issue_has_one_outcome",
                violation_error_message="Name the priority, or the agency, or say why it is not taken up.",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]
