"""Others' assessments, strategies and reviews, what they recommend, and facts with their source."""

from django.db import models
from django.db.models import Q

from frankpledge.web.knowledge.known import Known


class EvidenceDocument(Known):
    """Something that others wrote and the partnership rests on. A `restricted` one is shown to some alone."""

    class Sort(models.TextChoices):
        ASSESSMENT = "assessment", "assessment"
        STRATEGY = "strategy", "strategy or plan"
        REVIEW = "review", "review or inspection"
        RESEARCH = "research", "research"
        CONSULTATION = "consultation", "survey or consultation"
        OTHER = "other", "something else"

    title = models.CharField("what it is called", max_length=300)
    sort = models.CharField("what it is", max_length=12, choices=Sort)
    publisher = models.CharField("who published it", max_length=200)
    published_on = models.DateField("published on", null=True, blank=True)
    address = models.URLField("where it can be read", max_length=500, blank=True)
    says = models.TextField("what it says that matters here")
    restricted = models.BooleanField(
        "restricted: only for those who may see restricted data",
        default=False,
        help_text="Each time that somebody opens it, that is recorded.",
    )
    review_on = models.DateField("look for a newer one on", null=True, blank=True)

    class Meta(Known.Meta):
        pass

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> str:
        when = f", {self.published_on:%B %Y}" if self.published_on else ""
        return f"{self.Sort(self.sort).label}, {self.publisher}{when}"


class Recommendation(Known):
    """What a document asks the partnership to do, what the partnership answered, and whether it was followed."""

    class Answer(models.TextChoices):
        OPEN = "open", "not answered yet"
        ACCEPTED = "accepted", "accepted"
        PARTLY = "partly", "accepted in part"
        REJECTED = "rejected", "not accepted"

    document = models.ForeignKey(EvidenceDocument, models.PROTECT, related_name="recommendations")
    number = models.CharField("its number there", max_length=20, blank=True)
    asks = models.TextField("what it asks for")
    answer = models.CharField("the partnership's answer", max_length=8, choices=Answer, default=Answer.OPEN)
    reason = models.TextField("why", blank=True, help_text="Needed where it is not, or not wholly, accepted.")
    owner = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="who follows it"
    )
    due_on = models.DateField("by when", null=True, blank=True)
    followed_on = models.DateField("followed on", null=True, blank=True)
    followed = models.TextField("what was done", blank=True)

    class Meta(Known.Meta):
        ordering = ("document", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(answer__in=["partly", "rejected"]) | ~Q(reason=""),
                name="knowledge_refusal_has_reason",
                violation_error_message="Say why it is not, or not wholly, accepted.",
            ),
            models.CheckConstraint(
                condition=Q(followed_on=None) | (Q(answer__in=["accepted", "partly"]) & ~Q(followed="")),
                name="knowledge_followed_was_accepted",
                violation_error_message="What was followed was accepted first: say so, and what was done.",
            ),
        )

    def __str__(self) -> str:
        return f"Recommendation {self.number}".strip() + f" of {self.document}"

    @property
    def is_open(self) -> bool:
        return self.answer == self.Answer.OPEN or (self.answer != self.Answer.REJECTED and self.followed_on is None)

    @property
    def standing(self) -> str:
        if self.followed_on:
            return f"followed on {self.followed_on:%-d %B %Y}"
        due = f", due {self.due_on:%-d %B %Y}" if self.due_on and self.answer != self.Answer.REJECTED else ""
        return f"{self.Answer(self.answer).label}{due}"


class SourcedFact(Known):
    """One thing that somebody else counted or found, for which year, where it says so, and what to mind."""

    statement = models.CharField("the fact, in one sentence", max_length=400)
    year = models.CharField("the year or years it is about", max_length=20, help_text="For example 2024 or 2023/24.")
    source = models.CharField("who says so, and where", max_length=300)
    address = models.URLField("where it can be read", max_length=500, blank=True)
    caveat = models.TextField("what to mind", help_text="How it was counted, what it leaves out, how sure it is.")
    document = models.ForeignKey(
        EvidenceDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facts",
        verbose_name="the document that it is from, if it is kept here",
    )
    printed = models.BooleanField(
        "print it in the next edition that is signed", default=False, help_text="What is printed may become public."
    )

    class Meta(Known.Meta):
        pass

    def __str__(self) -> str:
        return self.statement

    @property
    def standing(self) -> str:
        return f"{self.year}, {self.source}"
