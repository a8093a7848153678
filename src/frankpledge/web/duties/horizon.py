"""Law and policy that is expected, and decisions with what they do to crime and disorder."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class ExpectedChange(Kept):
    """A law or policy that may come: when, what it may change here, and who watches it."""

    class State(models.TextChoices):
        TALKED_OF = "talked_of", "talked of"
        PUT_FORWARD = "put_forward", "put forward: a bill or a consultation"
        DECIDED = "decided", "decided, not in force yet"
        IN_FORCE = "in_force", "in force"
        DROPPED = "dropped", "dropped"

    title = models.CharField("what is expected", max_length=200)
    state = models.CharField("how far it is", max_length=11, choices=State, default=State.TALKED_OF)
    expected_on = models.DateField("expected by", null=True, blank=True)
    may_change = models.TextField("what it may change for the partnership")
    owner = models.ForeignKey(
        "accounts.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="agency that watches it",
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="person there"
    )
    link = models.URLField("where it can be read", max_length=500, blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "expected"

    class Meta:
        ordering = ("expected_on", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def overdue(self) -> bool:
        waits = self.state not in (self.State.IN_FORCE, self.State.DROPPED)
        return bool(waits and not self.retired_on and self.expected_on and self.expected_on < localdate())

    @property
    def standing(self) -> str:
        when = f", expected by {self.expected_on:%-d %B %Y}" if self.expected_on else ", no day known"
        who = f". {self.owner}" if self.owner else ". Nobody watches it"
        return f"{self.get_state_display().capitalize()}{when}{who}"


class Decision(Kept):
    """
    A decision of a body that section 17 of the Crime and Disorder Act 1998 binds, with what was considered of its effect
    on crime and disorder.
    """

    class Effect(models.TextChoices):
        NONE = "none", "considered: it has none"
        SOME = "some", "considered: it has the effects below"

    title = models.CharField("what was decided", max_length=200)
    body = models.CharField("who decided", max_length=200)
    decided_on = models.DateField("decided on")
    minute = models.CharField("minute", max_length=200, blank=True)
    plan = models.ForeignKey(
        "plans.Plan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="plan that it is about"
    )
    effect = models.CharField(
        "its effect on crime and disorder, drugs, alcohol and reoffending", max_length=4, choices=Effect
    )
    effects = models.TextField("which effects, and what is done about them", blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "decisions"

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(effect="some") | ~Q(effects=""),
                name="duties_decision_effects_have_words",
                violation_error_message="Say which effects it has, and what is done about them.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> str:
        minute = f", minute {self.minute}" if self.minute else ""
        return f"{self.body}, {self.decided_on:%-d %B %Y}{minute}. Section 17, {self.get_effect_display()}"
