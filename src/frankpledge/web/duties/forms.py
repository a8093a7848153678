"""What is asked of somebody who writes down how a duty was met."""

from django import forms

from frankpledge.web.plans.forms import day

WIDE = forms.TextInput(attrs={"class": "govuk-input"})


class DutyForm(forms.Form):
    met_on = day("Met on")
    minute = forms.CharField(
        label="Minute, or what was done", max_length=300, required=False, widget=WIDE,
        help_text="Such as: strategy group, 4 March, minute 7. For a strategy that no priority serves: why.",
    )  # fmt: skip
    link = forms.URLField(
        label="Where it can be read", max_length=500, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "govuk-input"}),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    because = forms.CharField(label="Why is it taken back?", max_length=300, widget=WIDE)
