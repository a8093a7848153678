"""What is asked about grants, their returns, and commissioned services."""

from typing import Any

from django import forms

from frankpledge.web.funding.forms import NARROW, SOME, WIDE, choose
from frankpledge.web.funding.models import Pot, Service
from frankpledge.web.funding.money import PoundsField
from frankpledge.web.plans.forms import day
from frankpledge.web.plans.models import Action
from frankpledge.web.risks.models import Risk


class GrantForm(forms.Form):
    """What can change about a grant."""

    purpose = forms.CharField(label="What it is for", widget=SOME)
    conditions = forms.CharField(label="On which conditions", required=False, widget=SOME, help_text="One a line.")
    organisation_number = forms.CharField(label="Charity or company number", max_length=40, required=False, widget=WIDE)
    first_day = day("From", required=False)
    last_day = day("Until", required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("first_day"), answers.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "A grant cannot end before it begins.")
        return answers


class GrantLinkForm(forms.Form):
    """An action that a grant pays for, or a risk that hangs on it."""

    what = forms.ChoiceField(label="Action or risk")

    def __init__(self, *args: Any, actions: Any, risks: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.actions: dict[str, Action] = {f"action-{each.pk}": each for each in actions}
        self.risks: dict[str, Risk] = {f"risk-{each.pk}": each for each in risks}
        groups = [
            (
                "It pays for this action",
                [(key, f"{each.number}. {each.text[:100]}") for key, each in self.actions.items()],
            ),
            ("This risk hangs on it", [(key, str(each)[:110]) for key, each in self.risks.items()]),
        ]
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, choices) for name, choices in groups if choices]


class ReturnsForm(forms.Form):
    """How often a funder is told."""

    every_months = forms.TypedChoiceField(
        label="How often does the funder want a return?",
        choices=[(1, "Every month"), (3, "Every three months"), (6, "Every six months"), (12, "Every year")],
        coerce=int,
        initial=3,
    )
    days_to_report = forms.IntegerField(
        label="Days after those months until it is due", min_value=0, max_value=365, initial=28, widget=NARROW
    )


class ReturnForm(forms.Form):
    """The words beside what is worked out."""

    words = forms.CharField(
        label="What the funder should know beside that",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SkipForm(forms.Form):
    because = forms.CharField(label="Why no return is needed", max_length=300, widget=WIDE)


class ServiceForm(forms.Form):
    """A commissioned service or a pilot."""

    kind = forms.ChoiceField(label="What is it?", choices=Service.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="What it is called", max_length=200, widget=WIDE)
    provider = forms.CharField(label="Who provides it, or for whom you do it", max_length=200, widget=WIDE)
    specification = forms.CharField(label="What is to be done", widget=SOME)
    eligibility = forms.CharField(label="Who it is for", required=False, widget=SOME)
    capacity = forms.IntegerField(label="How many people it can take", required=False, min_value=1, widget=NARROW)
    pence = PoundsField(label="Price for the whole term")
    pot: Any = forms.ModelChoiceField(
        Pot.objects.none(), label="Pot that pays for it", required=False, empty_label="None"
    )
    action: Any = forms.ModelChoiceField(
        Action.objects.none(), label="Action that it is part of", required=False, empty_label="None"
    )
    first_day = day("From")
    last_day = day("Until")
    review_on = day("To be reviewed by", help_text="Early enough before its end to go on or to stop.")

    def __init__(self, *args: Any, pots: Any, actions: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose(self, pot=pots, action=actions)
        field = self.fields["action"]
        assert isinstance(field, forms.ModelChoiceField)
        field.label_from_instance = lambda action: f"{action.number}. {action.text[:100]}"  # type: ignore[method-assign, assignment]


class ResultForm(forms.Form):
    """What a service reached in some months."""

    first_day = day("From")
    last_day = day("Until")
    reached = forms.IntegerField(label="How many people it took in", min_value=0, widget=NARROW)
    succeeded = forms.IntegerField(
        label="How many of them it helped as meant, if you know", required=False, min_value=0, widget=NARROW
    )
    words = forms.CharField(label="What to know of it", required=False, widget=SOME)


class ServiceDecisionForm(forms.Form):
    decision = forms.ChoiceField(label="Does it go on?", choices=Service.Decision.choices, widget=forms.RadioSelect)
    because = forms.CharField(label="Why", widget=SOME)
