"""How crime was recorded, as far as the partnership knows: notes that stand at the series that they touch."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from frankpledge.month import Month
from frankpledge.web.knowledge.known import Known

MONTH = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", "Write the month as 2025-03.")


class RecordingNote(Known):
    """
    From one month, perhaps until another, some types of crime (all, where none is named) were recorded otherwise, or
    the months were out of the ordinary. `abnormal` months are kept out of what is taken as ordinary in charts.
    """

    title = models.CharField("what changed", max_length=200)
    crime_types = models.JSONField("which types of crime", default=list, blank=True)
    from_month = models.CharField("from the month", max_length=7, validators=[MONTH], help_text="For example 2025-03.")
    until_month = models.CharField(
        "until the month",
        max_length=7,
        validators=[MONTH],
        blank=True,
        help_text="The last month that it touches. Leave it empty if it goes on.",
    )
    effect = models.TextField("what it does to the figures")
    source = models.CharField("how it is known", max_length=300)
    abnormal = models.BooleanField(
        "these months are out of the ordinary: leave them out of what is taken as ordinary",
        default=False,
        help_text="For example a lockdown, a flood, or months when a system failed. It needs a last month.",
    )

    class Meta(Known.Meta):
        ordering = ("-from_month", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until_month="") | Q(until_month__gte=F("from_month")),
                name="knowledge_note_ends_after_it_begins",
                violation_error_message="The last month cannot be before the first.",
            ),
            models.CheckConstraint(
                condition=Q(abnormal=False) | ~Q(until_month=""),
                name="knowledge_abnormal_months_end",
                violation_error_message="Say which month is the last that is out of the ordinary.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def first(self) -> Month:
        return Month.parse(self.from_month)

    @property
    def last(self) -> Month | None:
        return Month.parse(self.until_month) if self.until_month else None

    @property
    def standing(self) -> str:
        until = f"to {self.last.label}" if self.last else "and since"
        types = ", ".join(self.crime_types) or "all types"
        return f"{self.first.label} {until}; {types}"

    def touches(self, crime_type: str | None, first: Month, last: Month) -> bool:
        """Whether it bears on a series of this type (None: all crime together) over these months."""
        typed = not self.crime_types or crime_type is None or crime_type in self.crime_types
        return typed and self.first <= last and (self.last is None or self.last >= first)
