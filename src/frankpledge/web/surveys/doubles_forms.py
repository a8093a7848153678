"""What is asked about a response that is perhaps somebody's second."""

from typing import Any

from django import forms

from frankpledge.web.surveys.models import Response

KEEP = "keep"


class JudgeForm(forms.Form):
    sort = forms.ChoiceField(
        label="Does it count?",
        choices=[
            (KEEP, "Keep it: it counts"),
            *((key, f"Leave it out: {text}") for key, text in Response.LeftOut.choices),
        ],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="Why",
        help_text="For the record. No names of people.",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["sort"].error_messages["required"] = "Choose whether it counts"
        self.fields["because"].error_messages["required"] = "Write why: it stays on record"
