"""What is asked about measures."""

from datetime import datetime
from typing import Any

from django import forms

from frankpledge.month import Month
from frankpledge.web.measures import counters
from frankpledge.web.measures.filling import ALL_CRIME, ANTI_SOCIAL
from frankpledge.web.measures.judging import SAID
from frankpledge.web.measures.models import Measure
from frankpledge.web.plans.forms import day
from frankpledge.web.plans.models import Action, Chapter
from frankpledge.web.plans.offering import by_plan_and_priority

WIDE = forms.TextInput(attrs={"class": "govuk-input"})
NARROW = forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-5", "step": "any"})
TYPES = (
    ANTI_SOCIAL, "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime", "Other theft",
    "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person", "Vehicle crime",
    "Violence and sexual offences",
)  # fmt: skip


class MonthField(forms.CharField):
    """A month, as 2026-10, 10/2026 or October 2026."""

    widget = forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"})

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        for form in ("%Y-%m", "%m/%Y", "%B %Y", "%b %Y"):
            try:
                return Month.parse(f"{datetime.strptime(text, form):%Y-%m}")
            except ValueError:
                continue
        raise forms.ValidationError("Write the month as 2026-10 or October 2026.")


class DefinitionForm(forms.Form):
    """What is counted, and what it should reach."""

    crime_type = forms.ChoiceField(
        label="Fill it from recorded crime",
        required=False,
        choices=[("", "No: somebody enters it"), (ALL_CRIME, "All crime"), *((each, each) for each in TYPES)],
        help_text="Counted by month in the partnership’s area, from the evidence that is loaded.",
    )
    counter = forms.ChoiceField(
        label="Or from what Frankpledge counts itself",
        required=False,
        help_text="Counted by month in this partnership. Small numbers about people are never shown.",
    )
    numerator = forms.CharField(label="What is counted", max_length=300, widget=WIDE)
    denominator = forms.CharField(
        label="Of what", max_length=300, required=False, widget=WIDE, help_text="For a percentage."
    )
    source = forms.CharField(label="Where the figures are from", max_length=300, required=False, widget=WIDE)
    baseline = forms.FloatField(label="Where it began", required=False, widget=NARROW)
    baseline_words = forms.CharField(
        label="What that is", max_length=200, required=False, widget=WIDE, help_text="For example the year 2025/26."
    )
    target = forms.FloatField(
        label="Target",
        required=False,
        widget=NARROW,
        help_text="For the whole year if it is a count, else for each figure.",
    )
    target_words = forms.CharField(
        label="What the target is",
        max_length=200,
        required=False,
        widget=WIDE,
        help_text="For example the force’s target.",
    )
    second_target = forms.FloatField(
        label="Second target, if two have to be met", required=False, widget=NARROW,
        help_text="For example the figure of 2025/26, beside the force’s target. Each is judged, and both together.",
    )  # fmt: skip
    second_words = forms.CharField(label="What the second target is", max_length=200, required=False, widget=WIDE)
    profile = forms.CharField(
        label="How the target spreads over the year",
        required=False,
        max_length=200,
        widget=WIDE,
        help_text="Twelve numbers from the plan’s first month on, such as 5 5 5 8 8 8 10 10 12 12 10 7. Leave it empty to "
        "follow the year before, where there is one.",
    )
    reach_by = day("To be reached by", required=False, help_text="For a milestone.")
    tolerance = forms.FloatField(label="Tolerance, in percent of the target", initial=5, min_value=0, widget=NARROW)
    from_month = MonthField(label="It counts from", help_text="A month, such as April 2026.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["counter"].choices = [("", "No"), *counters.choices()]  # type: ignore[attr-defined]

    def clean_from_month(self) -> str:
        return str(self.cleaned_data["from_month"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("crime_type") and answers.get("counter"):
            self.add_error("counter", "Choose recorded crime or a counter, not both.")
        if answers.get("second_target") is not None and answers.get("target") is None:
            self.add_error("target", "Give the first target too.")
        return answers

    def clean_profile(self) -> list[float]:
        try:
            profile = [float(each) for each in str(self.cleaned_data["profile"]).replace(",", " ").split()]
        except ValueError:
            raise forms.ValidationError("Write twelve numbers with spaces between them.") from None
        if profile and (len(profile) != 12 or min(profile) < 0 or not 0 < sum(profile) < float("inf")):
            raise forms.ValidationError("Write twelve numbers, none below 0 and not all 0.")
        return profile


class MeasureForm(DefinitionForm):
    """A new measure."""

    title = forms.CharField(label="What it is called", max_length=200)
    chapter: Any = forms.ModelChoiceField(Chapter.objects.none(), label="Priority", empty_label=None)
    polarity = forms.ChoiceField(
        label="Which way is better?", choices=Measure.Polarity.choices, widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label="What kind of figure is it?", choices=Measure.Unit.choices, widget=forms.RadioSelect)
    field_order = ("title", "chapter", "polarity", "unit")

    def __init__(self, *args: Any, chapters: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["chapter"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = chapters

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("unit") == Measure.Unit.PERCENT and not answers.get("denominator"):
            self.add_error("denominator", "Say of what it is a percentage.")
        if answers.get("crime_type") and answers.get("unit") != Measure.Unit.COUNT:
            self.add_error("unit", "Recorded crime fills counts only.")
        found = counters.find(answers.get("counter", ""))
        if found and answers.get("unit") != found.unit:
            self.add_error("unit", f"This counter gives: {Measure.Unit(found.unit).label.lower()}.")
        return answers


class RedefineForm(DefinitionForm):
    because = forms.CharField(label="Why it is defined anew", max_length=300, widget=WIDE)


class ReadingForm(forms.Form):
    """A figure of a month."""

    month = MonthField(label="Month", help_text="Or the last month of the period that it is about.")
    value = forms.FloatField(label="Figure", widget=NARROW)
    base = forms.FloatField(
        label="Out of how many", required=False, min_value=0, widget=NARROW, help_text="For a percentage, if you know."
    )
    words = forms.CharField(label="What to know of it", max_length=300, required=False, widget=WIDE)

    def __init__(self, *args: Any, unit: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if unit in SAID:
            choices = [(value, words.capitalize()) for value, words in sorted(SAID[unit].items(), reverse=True)]
            self.fields["value"] = forms.TypedChoiceField(
                label="How it stands", choices=choices, coerce=float, widget=forms.RadioSelect
            )
            del self.fields["base"]
        if unit == Measure.Unit.WORDS:
            self.fields["words"].required = True
            self.fields["words"].label = "What shows it"

    def clean(self) -> dict[str, Any]:
        return {"base": None} | (super().clean() or {})


class LinkForm(forms.Form):
    action: Any = forms.ModelChoiceField(Action.objects.none(), label="Action", empty_label=None)

    def __init__(self, *args: Any, actions: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["action"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = actions
        field.choices = by_plan_and_priority(
            actions.order_by("chapter__position", "number"),
            lambda each: (str(each.pk), f"{each.number}. {each.text[:100]}"),
        )


class RetireForm(forms.Form):
    because = forms.CharField(label="Why is it measured no longer?", max_length=300, widget=WIDE)
