"""What is only beginning to show, and what nobody knows yet."""

from datetime import date

from django.db import models
from django.db.models import Q

from frankpledge.web.knowledge.known import Known


class EmergingIssue(Known):
    """Something that somebody sees before the figures do."""

    class State(models.TextChoices):
        WATCHED = "watched", "being watched"
        TAKEN_UP = "taken_up", "taken up in an assessment or plan"
        CLOSED = "closed", "closed"

    title = models.CharField("what it is", max_length=200)
    seen = models.TextField("what is seen, where and by whom", help_text="Name no residents, suspects or victims.")
    told_by = models.CharField(
        "who told of it", max_length=200, help_text="An agency or a group, such as the Fire Service."
    )
    first_seen_on = models.DateField("first seen on")
    state = models.CharField("how it stands", max_length=8, choices=State, default=State.WATCHED)
    outcome = models.TextField("what became of it", blank=True)
    printed = models.BooleanField(
        "print it in the next edition that is signed", default=False, help_text="What is printed may become public."
    )

    class Meta(Known.Meta):
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(outcome=""),
                name="knowledge_closed_issue_has_outcome",
                violation_error_message="Say what became of it.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED

    @property
    def standing(self) -> str:
        return self.State(self.state).label


class KnowledgeGap(Known):
    """A question that the evidence cannot answer yet, who is to find out, and what was learnt."""

    question = models.CharField("what is not known", max_length=300)
    matters = models.TextField("why it matters")
    owner = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="who is to find out"
    )
    research = models.TextField("what is to be done to find out", blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    closed_on = models.DateField("closed on", null=True, blank=True)
    learnt = models.TextField("what was learnt", blank=True)
    printed = models.BooleanField(
        "print it in the next edition that is signed", default=False, help_text="What is printed may become public."
    )

    class Meta(Known.Meta):
        ordering = (models.F("due_on").asc(nulls_last=True), "-added_at", "-pk")  # type: ignore[assignment]
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(learnt=""),
                name="knowledge_closed_gap_says_what_was_learnt",
                violation_error_message="Say what was learnt.",
            ),
        )

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def standing(self) -> str:
        if self.closed_on:
            return f"closed on {self.closed_on:%-d %B %Y}"
        return f"due {self.due_on:%-d %B %Y}" if self.due_on else "no date yet"

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today
