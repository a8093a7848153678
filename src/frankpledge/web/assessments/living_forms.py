"""What is asked while an assessment is written, signed and released."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate
from django_scopes import get_scope

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import Area
from frankpledge.month import Month
from frankpledge.web.assessments.forms import AskForm
from frankpledge.web.places import areas


class BeginForm(AskForm):
    """Area and period as for any assessment, and what it is called."""

    title = forms.CharField(
        label="What it is called",
        max_length=200,
        help_text="For example Strategic assessment 2026/27.",
        error_messages={"required": "Say what it is called"},
    )
    field_order: tuple[str, ...] = ("title", "partnership", "area", "to", "months")

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None):
        super().__init__(settings.ARCHIVE, data)
        partnership, today = get_scope()["partnership"], localdate()
        parts = areas.parts(partnership, today)
        if parts:  # most assess where they are
            self.initial["partnership"] = parts[0].code if len(parts) == 1 else areas.code_of_all(partnership)
        self.initial.update(initial or {})
        field: Any = self.fields["partnership"]
        if ours := areas.choices(partnership, today):
            field.label = "Area"
            field.choices = [*field.choices[:1], ("Ours", ours), ("Partnerships", field.choices[1:])]

    def find(self, words: str, last: Month) -> Area:
        return areas.find(Archive(self.archive).snapshot(), words, areas.last_day(last))

    @property
    def asked(self) -> dict[str, Any]:
        return {**super().asked, "title": self.cleaned_data["title"]}


class BeginProfileForm(BeginForm):
    """The same for a problem profile, with who may read it and when it is to be looked at again."""

    restricted = forms.BooleanField(
        label="Restricted: only for those who may see restricted data",
        required=False,
        help_text="A restricted profile is never released. Each time that somebody opens it, that is recorded.",
    )
    review_on = forms.DateField(
        label="Look at it again on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}),
    )
    field_order = ("title", "restricted", "partnership", "area", "to", "months", "review_on")

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None):
        super().__init__(data, initial)
        self.fields["title"].label = "What the problem is called"
        self.fields["title"].help_text = "For example Shop theft in the High Street."

    @property
    def asked(self) -> dict[str, Any]:
        answers = self.cleaned_data
        return {**super().asked, "restricted": answers["restricted"], "review_on": answers["review_on"]}


class PassageForm(forms.Form):
    """Words, and the number of the version that they were written over."""

    text = forms.CharField(
        label="Your words", required=False, strip=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    joined = forms.BooleanField(required=False, widget=forms.HiddenInput)


class GiveBackForm(forms.Form):
    """Why it is not signed yet."""

    missing = forms.CharField(
        label="What is missing?",
        max_length=2000,
        help_text="Whoever writes it reads this on their first page.",
        error_messages={"required": "Say what is missing"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeaveOutForm(forms.Form):
    """Why a finding is left out."""

    reason = forms.CharField(
        label="Why is it left out?",
        max_length=500,
        help_text="The reason is kept with the assessment. For example: too few to say anything.",
        error_messages={"required": "Say why it is left out"},
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )


class ReleaseForm(forms.Form):
    """From when the edition is public."""

    public_from = forms.DateTimeField(
        label="Public from",
        help_text="Day and time, such as 2026-12-01 09:00. Until then nobody outside sees it.",
        error_messages={
            "required": "Say from when it is public, such as 2026-12-01 09:00",
            "invalid": "Write the day and the time as in 2026-12-01 09:00",
        },
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M", attrs={"class": "govuk-input govuk-input--width-10"}),
    )

    shows_restricted = forms.BooleanField(
        label="Show anybody what rests on data that came on terms: the senders have agreed to it",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    def clean_public_from(self) -> datetime:
        moment: datetime = self.cleaned_data["public_from"]
        return moment


class CorrectionForm(forms.Form):
    """What is wrong in a released edition, and what is right."""

    wrong = forms.CharField(
        label="What is wrong?",
        max_length=2000,
        help_text="Name the finding or the sentence. Everybody can read this at once.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    right = forms.CharField(label="What is right?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
