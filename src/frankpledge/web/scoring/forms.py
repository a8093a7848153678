"""What is asked about a choosing and its themes."""

from typing import Any

from django import forms

from frankpledge.web.accounts.models import Person
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring.candidates import Candidates
from frankpledge.web.scoring.days import day
from frankpledge.web.scoring.models import Template

WIDE = forms.TextInput(attrs={"class": "govuk-input"})


def number(
    label: str, *, least: float = 0, most: float = 100, help_text: str = "", required: bool = True, step: str = "any"
) -> Any:
    """A number in a narrow box."""
    widget = forms.NumberInput(
        attrs={"class": "govuk-input govuk-input--width-4", "inputmode": "decimal", "step": step}
    )
    return forms.FloatField(
        label=label, min_value=least, max_value=most, help_text=help_text, required=required, widget=widget
    )


class ExerciseForm(forms.Form):
    """How a year's choosing is done."""

    title = forms.CharField(
        label="What it is called", max_length=200, help_text="For example Priorities for 2026 to 2027.", widget=WIDE
    )
    template: Any = forms.ModelChoiceField(Template.objects.none(), label="Scored by", empty_label=None)
    assessment: Any = forms.ModelChoiceField(
        Assessment.objects.none(), label="Figures come from", required=False, empty_label="No assessment"
    )
    places = forms.IntegerField(
        label="How many priorities are to be chosen, about",
        min_value=1,
        max_value=50,
        initial=5,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )
    residents = forms.IntegerField(
        label="Weight of what residents say, in percent",
        min_value=0,
        max_value=100,
        initial=20,
        help_text="The evidence has the rest. The two ranks are always shown beside each other.",
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )
    score_by = day(
        "Scores are wanted by", required=False, help_text="Who has not scored is reminded two days before, by e-mail."
    )

    def __init__(self, *args: Any, templates: Any, assessments: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, choices in (("template", templates), ("assessment", assessments)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices


class ThemeForm(forms.Form):
    """A theme by hand."""

    title = forms.CharField(label="What it is called", max_length=200, widget=WIDE)
    what = forms.CharField(label="What it is about", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    crime_type = forms.ChoiceField(
        label="Figures of which type of crime fill it", required=False, help_text="Leave it where no type fits."
    )
    priority: Any = forms.ModelChoiceField(
        Priority.objects.none(),
        label="A priority that stands already",
        required=False,
        empty_label="It is new",
    )

    def __init__(self, *args: Any, crime_types: list[str], priorities: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kind, standing = self.fields["crime_type"], self.fields["priority"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(standing, forms.ModelChoiceField)
        kind.choices = [("", "None"), *((each, each) for each in crime_types)]
        standing.queryset = priorities


class CandidatesForm(forms.Form):
    """Which candidates become themes, one theme each: types of crime, what residents say, and what else is known."""

    types = forms.MultipleChoiceField(required=False)
    said = forms.MultipleChoiceField(required=False)
    known = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, candidates: Candidates, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        offered = {
            "types": [kind for kind, _ in candidates.suggested],
            "said": [each.key for each in candidates.said],
            "known": [each.value for each in candidates.known],
        }
        for name, values in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(value, value) for value in values]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors and not any(answers.values()):
            raise forms.ValidationError("Choose at least one that becomes a theme.")
        return answers

    @property
    def chosen(self) -> dict[str, Any]:
        """What `taking.take` takes."""
        said, offered = self.cleaned_data, self.candidates
        return {
            "suggested": [pair for pair in offered.suggested if pair[0] in said["types"]],
            "said": [each for each in offered.said if each.key in said["said"]],
            "known": [each for each in offered.known if each.value in said["known"]],
        }


class ConcernForm(forms.Form):
    """What residents say of a theme, typed in: from a consultation that is not kept here."""

    percent = number("Percent who say that it is a very or fairly big problem")
    base = forms.CharField(
        label="Percent of whom, asked when and how",
        max_length=300,
        help_text="For example of 412 who answered the autumn consultation, open to anybody.",
        widget=WIDE,
    )
    low = number("Lowest that chance allows", required=False, help_text="Only where people were sampled.")
    high = number("Highest that chance allows", required=False)


class FromSurveyForm(forms.Form):
    """Which item of a survey speaks of each theme; one field for each."""

    def __init__(
        self, *args: Any, themes: list[Any], items: list[tuple[str, str]], guessed: dict[int, str], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.themes = themes
        for theme in themes:
            self.fields[f"theme-{theme.pk}"] = forms.ChoiceField(
                label=theme.title,
                choices=[("", "Nothing in it"), *items],
                initial=guessed.get(theme.pk, ""),
                required=False,
            )

    @property
    def chosen(self) -> list[tuple[Any, str]]:
        pairs = [(theme, self.cleaned_data[f"theme-{theme.pk}"]) for theme in self.themes]
        return [(theme, key) for theme, key in pairs if key]


class AskForm(forms.Form):
    """Who is asked to score."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="Who is asked to score?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people


class SecondRoundForm(forms.Form):
    """By when a second round's scores are wanted."""

    score_by = day(
        "Second scores are wanted by", required=False, help_text="Who has not scored is reminded two days before."
    )


class NoteForm(forms.Form):
    text = forms.CharField(label="What was said", widget=forms.Textarea(attrs={"rows": 3}))
