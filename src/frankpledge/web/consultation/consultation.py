"""Consultations: what people were asked, who had to be asked, who answered, and what came of it."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.consultation.consultees import Kind, feedback_rule, kinds

WAYS = {
    "survey": "Survey",
    "online": "Online",
    "meeting": "Meeting",
    "letter": "Letter or e-mail",
    "door": "Door to door",
    "stall": "Stall or event",
    "phone": "Telephone",
    "group": "Through a community group",
}


class Consultation(models.Model):
    """
    One time that people were asked: about what and why, how, from when until when, and what came of it.

    `held_by` names another body where that one asked, such as the local policing body: what it heard is taken into
    account too. `you_said` and `we_did` are written for anybody to read.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField("what it is about", max_length=30)
    title = models.CharField("what it is called", max_length=200)
    about = models.TextField("what people are asked", max_length=3000)
    why = models.TextField("why they are asked", max_length=2000, blank=True)
    ways = models.JSONField("how they are asked", default=list, blank=True)
    held_by = models.CharField("other body that asks", max_length=200, blank=True)
    opened_on = models.DateField("opens on")
    closes_on = models.DateField("closes on", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, blank=True, related_name="consultations")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, null=True, blank=True, related_name="consultations")
    answers = models.PositiveIntegerField("how many answered", null=True, blank=True)
    came_of_it = models.TextField("what came of it", max_length=5000, blank=True)
    you_said = models.TextField("you said", max_length=3000, blank=True)
    we_did = models.TextField("we did", max_length=3000, blank=True)
    published = models.BooleanField("public", default=False)
    version = models.PositiveIntegerField(default=1)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-opened_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opened_on")),
                name="consultation_closes_after_it_opens",
                violation_error_message="It cannot close before it opens.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="consultation_closed_after_it_opened",
                violation_error_message="It cannot close before it opens.",
            ),
            models.CheckConstraint(
                condition=~Q(we_did="") | Q(you_said=""),
                name="consultation_said_and_did",
                violation_error_message="Say what you did, too: people read both together.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        if self.kind not in kinds():
            raise ValidationError("There is no such kind of consultation.")
        if set(self.ways) - set(WAYS):
            raise ValidationError("There is no such way to ask.")

    @property
    def about_what(self) -> Kind:
        return kinds()[self.kind]

    @property
    def ways_in_words(self) -> str:
        return ", ".join(words for code, words in WAYS.items() if code in self.ways)

    @property
    def feedback_due_on(self) -> date | None:
        """By when people are to read what the partnership did because of it; None where they can, or another body asked."""
        ended = self.closed_on or self.closes_on
        if ended is None or self.held_by or self.we_did:
            return None
        return ended + timedelta(days=feedback_rule().consultation_days)

    def state(self, today: date) -> str:
        """How it stands on a day, in a word or two."""
        if self.closed_on is not None and self.closed_on <= today:
            return "Closed"
        if self.opened_on > today:
            return "Opens later"
        if self.closes_on is not None and self.closes_on < today:
            return "To be closed"
        return "Open"


class Consultee(models.Model):
    """
    Somebody who was, or had to be, asked: a body or a sort of person, never a resident by name.

    Those that the law names are put there with its source; one that does not fit here is kept with the reason.
    """

    class Must(models.TextChoices):
        CONSULT = "consult", "has to be asked"
        NOTIFY = "notify", "has to be told"
        MAY = "may", "asked by choice"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="consultees")
    who = models.CharField(max_length=200)
    must = models.CharField(max_length=7, choices=Must, default=Must.MAY)
    source = models.CharField(max_length=300, blank=True)
    checked = models.CharField(max_length=5, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField("what they said, in short", max_length=3000, blank=True)
    not_asked_because = models.CharField("why they need not be asked", max_length=300, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(asked_on__isnull=False, answered_on__gte=F("asked_on")),
                name="consultation_answered_after_asked",
                violation_error_message="Say when they were asked; they cannot answer before.",
            ),
            models.CheckConstraint(
                condition=Q(not_asked_because="") | Q(asked_on=None),
                name="consultation_asked_or_not",
                violation_error_message="Either they were asked, or there is a reason why not.",
            ),
        )

    def __str__(self) -> str:
        return self.who

    @property
    def missing(self) -> bool:
        """Whether the law asks for them, and they were neither asked nor left out with a reason."""
        return self.must != self.Must.MAY and self.asked_on is None and not self.not_asked_because


class ConsultationDocument(models.Model):
    """Something to read with a consultation, or that shows what it found."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="documents")
    title = models.CharField("what it is", max_length=200)
    address = models.URLField("where it can be read", max_length=500)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title
