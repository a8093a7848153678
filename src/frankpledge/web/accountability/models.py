"""Facts about the account: the packs that the partnership's meetings read."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class Pack(models.Model):
    """
    What a meeting reads of a quarter, or a year. A draft shows the plan as it is today; a signed one no longer changes.

    `remarks` are the manager's words by part; all else is worked out. What was signed is kept as it was printed.
    """

    class Kind(models.TextChoices):
        QUARTER = "quarter", "Quarterly pack"
        YEAR = "year", "Annual report"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="packs")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.QUARTER)
    first_day = models.DateField()
    last_day = models.DateField()
    summary = models.TextField(blank=True)
    ask = models.TextField("what the meeting is asked to decide", blank=True)
    version = models.PositiveIntegerField(default=0)
    prepared_at = models.DateTimeField(auto_now_add=True)
    signed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    signed_as = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    html = models.TextField(blank=True)
    pdf = models.BinaryField(null=True)
    word = models.BinaryField(null=True)
    workbook = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-last_day", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "plan", "kind", "first_day"),
                name="accountability_pack_once",
                violation_error_message="There is a pack of this time already.",
            ),
            models.CheckConstraint(condition=Q(last_day__gt=F("first_day")), name="accountability_pack_ends_after"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {spell(self.first_day, self.last_day)}"

    def get_absolute_url(self) -> str:
        return reverse("pack", args=[self.partnership.slug, self.pk])


def spell(first: date, last: date) -> str:
    """A run of months as people say it: "July to September 2026"."""
    begin = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
    return f"{begin} to {last:%B %Y}"


def quarter_before(day: date) -> tuple[date, date]:
    """The first and last day of the newest quarter that has ended by this day."""
    begun = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = date.fromordinal(begun.toordinal() - 1)
    return date(last.year, last.month - 2, 1), last
