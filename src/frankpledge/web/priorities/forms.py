"""What is asked about priorities."""

from django import forms

from frankpledge.web.priorities.models import Strategy

WIDE = forms.TextInput(attrs={"class": "govuk-input"})


class PriorityForm(forms.Form):
    """A priority in words."""

    title = forms.CharField(label="What it is called", max_length=200)
    why = forms.CharField(label="Why it was chosen", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    public_sentence = forms.CharField(
        label="In one sentence for residents", max_length=300, required=False, widget=WIDE
    )
    strategies = forms.MultipleChoiceField(
        label="Which duties it serves",
        help_text="What section 6 of the Crime and Disorder Act 1998 asks every partnership to work on.",
        choices=Strategy.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class EndForm(forms.Form):
    because = forms.CharField(label="Why does the partnership stop working on it?", max_length=500, widget=WIDE)
