"""What is asked of somebody who asks."""

from datetime import date
from typing import Any

from django import forms
from django_scopes import get_scope

from frankpledge.archive.archive import Snapshot
from frankpledge.month import Month
from frankpledge.web.evidence import kept, row_types
from frankpledge.web.places import areas
from frankpledge.web.questions.answering import sources
from frankpledge.web.questions.asking import BREAKDOWNS, BY, STREET, Asked

SELECT = {"class": "govuk-select"}
NARROW = {"class": "govuk-input govuk-input--width-5", "autocomplete": "off"}


class AskForm(forms.Form):
    """Source, area, type, months and breakdown. It is sent by GET, so that a question is an address."""

    source = forms.ChoiceField(label="What is counted", widget=forms.Select(attrs=SELECT))
    place = forms.ChoiceField(label="Where", required=False, widget=forms.Select(attrs=SELECT))
    area = forms.CharField(
        label="Or another area",
        required=False,
        help_text="A council, police force, ward or LSOA, by name or ONS code",
        widget=forms.TextInput(attrs={"class": "govuk-input", "autocomplete": "off"}),
    )
    counted_by = forms.ChoiceField(
        label="How the area is counted", choices=list(BY.items()), initial="lsoa", widget=forms.RadioSelect
    )
    crime_type = forms.ChoiceField(label="Type, of police data", required=False, widget=forms.Select(attrs=SELECT))
    category = forms.CharField(
        label="Category, of a partner's data",
        required=False,
        max_length=200,
        help_text="Word for word. Empty for all.",
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    breakdown = forms.ChoiceField(
        label="Counted by", choices=list(BREAKDOWNS.items()), initial="month", widget=forms.Select(attrs=SELECT)
    )
    latest = forms.IntegerField(
        label="The newest months",
        required=False,
        min_value=1,
        max_value=120,
        help_text="How many, such as 12. Asked again next year, they are next year's.",
        widget=forms.NumberInput(attrs=NARROW),
    )
    first = forms.CharField(
        label="Or from", required=False, help_text="Such as 2025-01.", widget=forms.TextInput(attrs=NARROW)
    )
    last = forms.CharField(label="to", required=False, widget=forms.TextInput(attrs=NARROW))

    def __init__(self, data: Any, snapshot: Snapshot, today: date, *, restricted: bool):
        super().__init__(data)
        known = sources(snapshot, today, restricted=restricted)
        self.fields["source"].choices = known  # type: ignore[attr-defined]
        csps = [(area.code, area.name) for area in kept.partnerships_of(snapshot.archive.folder)]
        ours = areas.choices(get_scope()["partnership"], today)
        drawn = areas.drawn_only(get_scope()["partnership"], today)
        grouped = [("Ours", [*ours, *drawn]), ("Partnerships", csps)]
        self.fields["place"].choices = [("", "Choose"), *(group for group in grouped if group[1])]  # type: ignore[attr-defined]
        self.fields["crime_type"].choices = row_types.choices()  # type: ignore[attr-defined]

    def _month(self, name: str) -> Month | None:
        words = str(self.cleaned_data[name]).strip()
        try:
            return Month.parse(words) if words else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_first(self) -> Month | None:
        return self._month("first")

    def clean_last(self) -> Month | None:
        return self._month("last")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.errors:
            return answers
        if not answers["place"] and not answers["area"].strip():
            self.add_error("place", "Choose an area, or name another")
        first, last = answers["first"], answers["last"]
        if answers["latest"] and (first or last):
            self.add_error("latest", "Say how many of the newest months, or from which to which, not both")
            return answers
        if not answers["latest"] and not (first and last):
            self.add_error("latest", "Say how many of the newest months, or from which to which")
        elif not answers["latest"] and last < first:
            self.add_error("last", "The last month is before the first")
        return answers

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            source=said["source"],
            area=said["area"].strip() or said["place"],
            counted_by=said["counted_by"],
            crime_type=said["crime_type"] if said["source"] == STREET else said["category"].strip(),
            breakdown=said["breakdown"],
            first=None if said["latest"] else said["first"],
            last=None if said["latest"] else said["last"],
            latest=said["latest"],
        )


class SaveForm(forms.Form):
    """What the question is called."""

    title = forms.CharField(
        label="Save it as",
        max_length=200,
        help_text="For example Burglary in the town centre, by month.",
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
