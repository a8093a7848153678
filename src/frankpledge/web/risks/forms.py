"""What is asked about risks."""

from typing import Any

from django import forms

from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.measures.models import Measure
from frankpledge.web.plans.forms import day
from frankpledge.web.plans.models import Action
from frankpledge.web.plans.offering import by_plan_and_priority
from frankpledge.web.risks.escalating import PARTS
from frankpledge.web.risks.levels import LIKELIHOOD, SCALES, SEVERITY
from frankpledge.web.risks.models import Scoring

WIDE = forms.TextInput(attrs={"class": "govuk-input"})


class ScaleForm(forms.Form):
    scale = forms.TypedChoiceField(
        label="How do you say how likely and how bad a risk is?", choices=SCALES, coerce=int, widget=forms.RadioSelect
    )


class RiskForm(forms.Form):
    """A risk in words, and who answers for it."""

    description = forms.CharField(label="What could happen", max_length=300, widget=WIDE)
    impact = forms.CharField(
        label="What that would do to the plan", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    preventive = forms.CharField(
        label="What keeps it from happening", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    contingent = forms.CharField(
        label="What is done if it happens", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label="Agencies that answer for it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="People who answer for it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.CharField(
        label="Roles that answer for it",
        required=False,
        help_text="One a line, such as Managers of each organisation.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = day("To be reviewed by", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, agencies: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, choices in (("agencies", agencies), ("people", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = choices

    def clean_roles(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["roles"].splitlines() if line.strip()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("Write each role in at most 200 letters.")
        return lines

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not (answers.get("agencies") or answers.get("people") or answers.get("roles")):
            self.add_error("agencies", "Say who answers for it: an agency, a person or a role.")
        return answers


class ScoreForm(forms.Form):
    """How likely and how bad a risk is."""

    kind = forms.ChoiceField(
        label="Which score", choices=Scoring.Kind.choices, initial=Scoring.Kind.CURRENT, widget=forms.RadioSelect
    )
    likelihood = forms.TypedChoiceField(label="How likely", coerce=int, widget=forms.RadioSelect)
    severity = forms.TypedChoiceField(label="How bad", coerce=int, widget=forms.RadioSelect)
    because = forms.CharField(label="Why", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    on = day("As of")

    def __init__(self, *args: Any, scale: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, steps in (("likelihood", LIKELIHOOD[scale]), ("severity", SEVERITY[scale])):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = list(steps.items())


class ReviewForm(forms.Form):
    outcome = forms.CharField(label="What came of it", widget=forms.Textarea(attrs={"rows": 2}))
    next_on = day("Next review by", required=False)


class BecauseForm(forms.Form):
    because = forms.CharField(label="Why?", max_length=500, widget=WIDE)


class LinkForm(forms.Form):
    """An action or a measure that the risk bears on."""

    what = forms.ChoiceField(label="Action or measure")

    def __init__(self, *args: Any, actions: Any, measures: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.actions: dict[str, Action] = {f"action-{each.pk}": each for each in actions}
        self.measures: dict[str, Measure] = {f"measure-{each.pk}": each for each in measures}
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *by_plan_and_priority(
                self.actions.values(), lambda each: (f"action-{each.pk}", f"{each.number}. {each.text[:100]}")
            ),
            *by_plan_and_priority(
                self.measures.values(), lambda each: (f"measure-{each.pk}", str(each)), "Measures of "
            ),
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What `changes.link` takes."""
        key = self.cleaned_data["what"]
        return {"action": self.actions.get(key), "measure": self.measures.get(key)}


class EscalateForm(forms.Form):
    """What the parent partnership is told."""

    asks = forms.CharField(label="What are they asked to do?", widget=forms.Textarea(attrs={"rows": 3}))
    parts = forms.MultipleChoiceField(
        label="What they read beside the description",
        help_text="They read nothing else of this risk: no history, no links, no names but those you tick.",
        choices=list(PARTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Your answer", widget=forms.Textarea(attrs={"rows": 3}))


class DayForm(forms.Form):
    """Which day, and which of the scores, the heat map shows."""

    on = day("As it stood on")
    kind = forms.ChoiceField(
        label="Score",
        choices=[("current", "Current"), ("inherent", "Inherent"), ("target", "Target")],
    )
