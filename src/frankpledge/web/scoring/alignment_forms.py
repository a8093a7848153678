"""What is asked about others' objectives."""

from collections.abc import Iterable
from typing import Any

from django import forms

from frankpledge.web.scoring.days import day
from frankpledge.web.scoring.models import Alignment, ExternalObjective, ExternalPlan

WIDE = forms.TextInput(attrs={"class": "govuk-input"})
NOT_AT_ALL = "0"


class ExternalPlanForm(forms.Form):
    """A plan of another body, in one version."""

    kind = forms.ChoiceField(label="What it is", choices=ExternalPlan.Kind.choices)
    name = forms.CharField(label="What it is called", max_length=200, widget=WIDE)
    body = forms.CharField(label="Whose plan it is", max_length=200, widget=WIDE)
    version = forms.CharField(label="Version", max_length=60, help_text="For example 2024 to 2028, or its date.")
    from_on = day("In force from")
    until_on = day("In force until", required=False)
    source = forms.URLField(
        label="Where it is published",
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "govuk-input"}),
    )
    objectives = forms.CharField(
        label="Its objectives",
        help_text="One on a line, in the plan’s own words. What was entered stays; later words are a new version.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_objectives(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["objectives"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError("Write each objective in at most 300 letters.")
        return lines


class AlignForm(forms.Form):
    """How closely one priority serves each objective; two fields for each."""

    def __init__(self, *args: Any, objectives: Iterable[ExternalObjective], held: dict[int, Alignment], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = list(objectives)
        choices = [
            (NOT_AT_ALL, "does not serve it"),
            *((str(value), label) for value, label in Alignment.Strength.choices),
        ]
        for each in self.asked:
            said = held.get(each.pk)
            self.fields[f"strength-{each.pk}"] = forms.ChoiceField(
                label=each.words, choices=choices, initial=str(said.strength) if said else NOT_AT_ALL
            )
            self.fields[f"note-{each.pk}"] = forms.CharField(
                label=f"How it serves “{each.words}”",
                max_length=300,
                required=False,
                initial=said.note if said else "",
                widget=WIDE,
            )

    @property
    def by_plan(self) -> list[tuple[ExternalPlan, list[tuple[Any, Any]]]]:
        """Each plan with its objectives' pairs of fields."""
        found: dict[int, tuple[ExternalPlan, list[tuple[Any, Any]]]] = {}
        for each in self.asked:
            pair = (self[f"strength-{each.pk}"], self[f"note-{each.pk}"])
            found.setdefault(each.plan_id, (each.plan, []))[1].append(pair)
        return list(found.values())

    @property
    def answers(self) -> dict[int, tuple[int, str]]:
        """What `aligning.align` takes."""
        said = self.cleaned_data
        return {each.pk: (int(said[f"strength-{each.pk}"]), said[f"note-{each.pk}"]) for each in self.asked}
