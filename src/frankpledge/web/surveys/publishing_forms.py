"""What is asked when results are released, and when residents are told what is done."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from frankpledge.web.priorities.models import Priority


class ReleaseForm(forms.Form):
    public_from = forms.DateTimeField(
        label="Public from",
        help_text="Day and time, such as 2026-12-01 09:00. Until then nobody outside sees it.",
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M", attrs={"class": "govuk-input govuk-input--width-10"}),
    )

    def clean_public_from(self) -> datetime:
        moment: datetime = self.cleaned_data["public_from"]
        return moment


class BecauseForm(forms.Form):
    priority: "forms.ModelChoiceField[Priority]" = forms.ModelChoiceField(
        Priority.objects.none(), label="For which priority"
    )
    text = forms.CharField(
        label="What do you do because of what people said?",
        help_text="A few plain sentences to the people who answered. Say what changes, where, and by when.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    text_cy = forms.CharField(label="The same in Welsh", required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, priorities: QuerySet[Priority], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["priority"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = priorities
