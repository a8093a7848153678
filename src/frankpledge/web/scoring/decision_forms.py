"""What is asked when something is decided."""

from typing import Any

from django import forms

from frankpledge.web.priorities.models import Strategy
from frankpledge.web.scoring.days import day
from frankpledge.web.scoring.models import Decision, StandingReview, Theme

WIDE = forms.TextInput(attrs={"class": "govuk-input"})
MINUTE = "For example Board, 12 March, item 4."


class DecideForm(forms.Form):
    """What becomes of a theme."""

    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=[(value, str(label).capitalize()) for value, label in Decision.Outcome.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of it."},
    )
    reason = forms.CharField(
        label="Why?",
        error_messages={"required": "Say why: it is what anybody is told who asks."},
        help_text="Anybody who asks “why not this?” reads it, so write what you would say to them.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    law = forms.CharField(
        label="Which law asks for it",
        required=False,
        max_length=200,
        help_text="Only where it is added because of a law.",
        widget=WIDE,
    )
    into: Any = forms.ModelChoiceField(
        Theme.objects.none(),
        label="Which theme it becomes part of",
        required=False,
        empty_label="None",
        help_text="Only where it is made part of another.",
    )
    public_sentence = forms.CharField(
        label="The priority in one sentence for residents",
        required=False,
        max_length=300,
        help_text="Only where it becomes a new priority.",
        widget=WIDE,
    )
    strategies = forms.MultipleChoiceField(
        label="Duties that the priority serves",
        required=False,
        choices=Strategy.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    on = day("Decided on")
    minute = forms.CharField(
        label="Minute of the meeting", required=False, max_length=200, help_text=MINUTE, widget=WIDE
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = others

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("outcome") == Decision.Outcome.BY_LAW and not answers.get("law"):
            self.add_error("law", "Name the law that asks for it.")
        if answers.get("outcome") == Decision.Outcome.MERGED and not answers.get("into"):
            self.add_error("into", "Say which theme it becomes part of.")
        return answers


class ReviewForm(forms.Form):
    """What is made of a priority that stood already."""

    verdict = forms.ChoiceField(
        label="What is made of it?",
        choices=[(value, str(label).capitalize()) for value, label in StandingReview.Verdict.choices],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))
    on = day("Decided on")
    minute = forms.CharField(
        label="Minute of the meeting", required=False, max_length=200, help_text=MINUTE, widget=WIDE
    )
