"""Public meetings and events: who was told, who came as numbers, what was asked, and what residents were told after."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.consultation.communities import CHOICES, EVERYBODY
from frankpledge.web.consultation.consultees import feedback_rule, meeting_rule


class Meeting(models.Model):
    """
    A meeting or event where residents can say something. It is planned, and then held or cancelled.

    `contacts` are doors knocked on or people advised, `referrals` those passed on to a service. No resident is named.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", "public meeting"
        HAVE_YOUR_SAY = "have_your_say", "Have Your Say meeting"
        YOUTH = "youth", "young people’s day"
        SURGERY = "surgery", "crime reduction surgery"
        DOORS = "doors", "door-to-door visit"
        CONVERSATION = "conversation", "community conversation"
        STALL = "stall", "stall or street event"
        PROJECT = "project", "project between generations or communities"

    class State(models.TextChoices):
        PLANNED = "planned", "planned"
        HELD = "held", "held"
        CANCELLED = "cancelled", "cancelled"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField("what it is", max_length=13, choices=Kind)
    title = models.CharField("what it is called", max_length=200)
    on = models.DateField("day")
    starts = models.TimeField("starts at", null=True, blank=True)
    place = models.CharField(max_length=300)
    access = models.TextField("getting in and taking part", max_length=1000, blank=True)
    neighbourhood = models.ForeignKey(
        "consultation.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    notice_on = models.DateField("made known on", null=True, blank=True)
    notice_where = models.CharField("where it was made known", max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    moved_from = models.DateField(null=True, blank=True)
    changed_because = models.CharField("why it was moved or cancelled", max_length=300, blank=True)
    contacts = models.PositiveIntegerField("doors knocked on, or people advised", null=True, blank=True)
    referrals = models.PositiveIntegerField("people passed on to a service", null=True, blank=True)
    note = models.TextField("what was talked about", max_length=5000, blank=True)
    feedback = models.TextField("what people were told after", max_length=3000, blank=True)
    feedback_on = models.DateField("told on", null=True, blank=True)
    published = models.BooleanField("public", default=False)
    version = models.PositiveIntegerField(default=1)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(changed_because=""),
                name="consultation_cancelled_has_reason",
                violation_error_message="Say why it is cancelled.",
            ),
            models.CheckConstraint(
                condition=Q(feedback="") | Q(feedback_on__isnull=False),
                name="consultation_feedback_has_day",
                violation_error_message="Say when people were told.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.partnership.slug, self.pk])

    @property
    def is_public_meeting(self) -> bool:
        """Whether it is one of those that the law asks for: open to all, before senior people of the authorities."""
        return self.kind in PUBLIC_KINDS

    @property
    def notice_days(self) -> int | None:
        """How many days before it was made known; None where that is not written down."""
        return (self.on - self.notice_on).days if self.notice_on else None

    @property
    def notice_due_on(self) -> date | None:
        """By when a public meeting is to be made known; None for what the law does not ask for."""
        return self.on - timedelta(days=meeting_rule().notice_days) if self.is_public_meeting else None

    @property
    def feedback_due_on(self) -> date | None:
        """By when people are to be told what came of a public meeting that was held; None where they were."""
        if not self.is_public_meeting or self.state != self.State.HELD or self.feedback:
            return None
        return self.on + timedelta(days=feedback_rule().meeting_days)

    def over(self, today: date) -> bool:
        """Whether its day has passed and nobody said how it went."""
        return self.state == self.State.PLANNED and self.on < today


PUBLIC_KINDS = (Meeting.Kind.PUBLIC, Meeting.Kind.HAVE_YOUR_SAY)


class Presence(models.Model):
    """A senior person of an agency at a meeting, by the post that they hold."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="present")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    post = models.CharField("post of the senior person", max_length=200, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("agency__name",)
        constraints = (models.UniqueConstraint(fields=("meeting", "agency"), name="consultation_present_once"),)

    def __str__(self) -> str:
        return f"{self.agency}: {self.post}" if self.post else str(self.agency)


class Reached(models.Model):
    """How many people of a community came to a meeting, or answered a consultation: a number, never names."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="reached")
    consultation = models.ForeignKey(
        "consultation.Consultation", models.PROTECT, null=True, blank=True, related_name="reached"
    )
    community = models.CharField(max_length=12, choices=CHOICES, default=EVERYBODY)
    through = models.CharField("school or group", max_length=200, blank=True)
    people = models.PositiveIntegerField("how many")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(meeting=None, consultation__isnull=False) | Q(meeting__isnull=False, consultation=None),
                name="consultation_reached_by_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.people} {self.get_community_display()}"


class Question(models.Model):
    """What was asked at a meeting, and the answer given. Who asked is not kept."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="questions")
    text = models.TextField("what was asked", max_length=1000)
    answer = models.TextField("what was answered", max_length=3000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_on__isnull=False),
                name="consultation_answer_has_day",
                violation_error_message="Say when it was answered.",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]
