"""Which bodies are to adopt a plan, and what each decided."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class Approval(Kept):
    """
    A body that is asked to adopt a plan; once it has decided, on which day, in which minute and how.

    `effects` are what section 17 of the Crime and Disorder Act 1998 asks of every decision of the bodies it names: what
    it does to crime and disorder.
    """

    class Outcome(models.TextChoices):
        WAITING = "", "not decided yet"
        ADOPTED = "adopted", "adopted"
        CHANGED = "changed", "adopted with changes"
        REFUSED = "refused", "refused"

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="approvals", verbose_name="plan")
    body = models.CharField("body", max_length=200, help_text="Such as the council’s cabinet, or a district’s board.")
    needed = models.BooleanField("the plan is not published without it", default=True)
    asked_for = models.DateField("it meets on", null=True, blank=True)
    outcome = models.CharField("what it decided", max_length=8, choices=Outcome, default=Outcome.WAITING, blank=True)
    decided_on = models.DateField("decided on", null=True, blank=True)
    minute = models.CharField("minute", max_length=200, blank=True)
    changed = models.TextField("which changes it made, or why it refused", blank=True)
    effects = models.TextField(
        "crime and disorder implications",
        blank=True,
        help_text="Section 17: what was considered of the decision’s effect on crime and disorder, and what follows.",
    )

    objects = ScopedManager(partnership="partnership")
    REGISTER = "approvals"

    class Meta:
        ordering = ("plan", "asked_for", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "plan", "body"),
                condition=Q(retired_on=None),
                name="plans_asked_body_once",
                violation_error_message="This body is on the list already.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | (Q(decided_on__isnull=False) & ~Q(minute="")),
                name="plans_outcome_has_day_and_minute",
                violation_error_message="Give the day and the minute of the decision.",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("", "adopted")) | ~Q(changed=""),
                name="plans_outcome_has_words",
                violation_error_message="Say what was changed, or why it was refused.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(effects=""),
                name="plans_outcome_has_effects",
                violation_error_message="Say what was considered of its effect on crime and disorder (section 17).",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body}"

    def clean(self) -> None:
        from django.core.exceptions import ValidationError

        if self.decided_on and self.decided_on > localdate():
            raise ValidationError({"decided_on": "This day is still to come."})

    @property
    def done(self) -> bool:
        return self.outcome in (self.Outcome.ADOPTED, self.Outcome.CHANGED)

    @property
    def standing(self) -> str:
        if not self.outcome:
            when = f", meets on {self.asked_for:%-d %B %Y}" if self.asked_for else ""
            return f"Not decided yet{when}"
        assert self.decided_on
        said = f"{self.get_outcome_display().capitalize()} on {self.decided_on:%-d %B %Y}, minute {self.minute}"
        return f"{said}. {self.changed}" if self.changed else said
