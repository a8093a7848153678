"""What is asked before an assessment is made."""

from pathlib import Path
from typing import Any

from django import forms

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import AmbiguousArea, Area, UnknownArea, find_area
from frankpledge.month import Month
from frankpledge.web.assessments import queries


class AskForm(forms.Form):
    """An area, the last month, and how many months."""

    partnership = forms.ChoiceField(
        label="Partnership", required=False, widget=forms.Select(attrs={"class": "govuk-select"})
    )
    area = forms.CharField(
        label="Or another area",
        required=False,
        help_text="A council, police force, ward or LSOA, by name or ONS code",
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-!-width-two-thirds", "autocomplete": "off"}),
    )
    to = forms.ChoiceField(label="Last month", widget=forms.Select(attrs={"class": "govuk-select"}))
    months = forms.TypedChoiceField(
        label="How many months",
        coerce=int,
        initial=12,
        choices=[(12, "12 months"), (6, "6 months"), (3, "3 months"), (24, "24 months")],
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, archive: Path, data: Any = None):
        super().__init__(data)
        self.archive = archive
        known = [(area.code, area.name) for area in queries.choices(archive)]
        self.fields["partnership"].choices = [("", "Choose a partnership"), *known]  # type: ignore[attr-defined]
        months = sorted(queries.months(archive), reverse=True)
        self.fields["to"].choices = [(str(month), month.label) for month in months]  # type: ignore[attr-defined]

    def find(self, words: str, last: Month) -> Area:
        """The area of that name or code, as it was at the end of the last month."""
        return find_area(Archive(self.archive).snapshot(), words)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        words = answers.get("area") or answers.get("partnership")
        if not words:
            self.add_error("partnership", "Choose a partnership, or name another area")
        if not words or "to" not in answers:
            return answers
        try:
            self.chosen = self.find(words, Month.parse(answers["to"]))
        except AmbiguousArea as exception:
            codes = "; ".join(f"{area.name} ({area.kind}, {area.code})" for area in exception.candidates)
            self.add_error("area", f"“{words}” could be several areas. Write the code of the one you mean: {codes}")
        except UnknownArea as exception:
            self.add_error("area", str(exception))
        return answers

    @property
    def asked(self) -> dict[str, Any]:
        answers = self.cleaned_data
        return {"area": self.chosen, "last": Month.parse(answers["to"]), "months": answers["months"]}
