"""What is asked when comments are coded and quoted."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from frankpledge.web.accounts.models import Person
from frankpledge.web.surveys.models import Coder, CommentCode, Survey

WIDE = {"class": "govuk-input"}


class CodeForm(forms.Form):
    name = forms.CharField(label="Name of the code", max_length=80, widget=forms.TextInput(attrs=WIDE))
    name_cy = forms.CharField(
        label="Name in Welsh, for published results", max_length=80, required=False, widget=forms.TextInput(attrs=WIDE)
    )
    definition = forms.CharField(
        label="What belongs to it, and what does not",
        help_text="So plain that two people would choose alike. Suggestions are made from these words too.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CopyForm(forms.Form):
    of: "forms.ModelChoiceField[Survey]" = forms.ModelChoiceField(Survey.objects.none(), label="Take over the codes of")

    def __init__(self, *args: Any, surveys: QuerySet[Survey], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["of"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = surveys


class CoderForm(forms.Form):
    place = forms.TypedChoiceField(label="Which coder", choices=Coder.Place.choices, coerce=int)
    person = forms.ModelChoiceField(Person.objects.none(), label="Who codes")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class CodesForm(forms.Form):
    """The codes of one comment, on a page with many: each has the comment's place as its prefix."""

    response = forms.UUIDField(widget=forms.HiddenInput)
    page = forms.CharField(max_length=100, widget=forms.HiddenInput)
    codes = forms.TypedMultipleChoiceField(
        label="Codes", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    none = forms.BooleanField(
        label="No code fits", required=False, widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"})
    )

    def __init__(self, *args: Any, book: list[CommentCode], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(code.pk, code.name) for code in book]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("none") and answers.get("codes"):
            self.add_error("none", "A comment has codes or none, not both.")
        return answers

    @property
    def is_chosen(self) -> bool:
        """Whether something was chosen: a comment that is left alone stays to be coded."""
        return bool(self.cleaned_data.get("codes") or self.cleaned_data.get("none"))


class QuoteForm(forms.Form):
    text = forms.CharField(
        label="Words to print",
        help_text="Take out whatever says who wrote this or whom they mean. You may shorten it; do not change what it says.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kept_because = forms.CharField(
        label="If words stay that look personal: why may they be printed?",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
    )
