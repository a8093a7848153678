"""What is asked about a partner's feed: the file, the terms, the request, the end of its time."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from frankpledge.archive.shared_data_sets import catalogue
from frankpledge.month import Month
from frankpledge.sources.partner_mapping_fields import KIND_WORDS
from frankpledge.web import uploads

SELECT = {"class": "govuk-select"}
SHORT = {"class": "govuk-input govuk-input--width-10", "autocomplete": "off"}
NARROW = {"class": "govuk-input govuk-input--width-5", "autocomplete": "off"}
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
CHOOSE = ("", "Choose")


class ExtractForm(forms.Form):
    """One file of a partner."""

    file = forms.FileField(
        label="A file that the partner sent",
        help_text="A CSV file or an Excel workbook (.xlsx), as it came.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        uploads.checked(file, uploads.EXTRACT, uploads.MOST_EXTRACT)
        return file


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=SHORT),
        error_messages={"invalid": "Write the day as 2026-04-01 or 1 April 2026"},
    )


def _words(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=300, help_text=help_text, widget=forms.TextInput(attrs={"class": "govuk-input"})
    )


class TermsForm(forms.Form):
    """Who sends what, on what terms: nothing of it can be seen in a file, so all of it is asked."""

    name = _words("What the feed is called here", "For example Recorded crime with times.")
    sender = _words("Who sends it", "The agency, such as Frankshire Police.")
    kind = forms.ChoiceField(
        label="What it holds",
        choices=[CHOOSE, *((code, words.capitalize()) for code, words in KIND_WORDS.items())],
        widget=forms.Select(attrs=SELECT),
    )
    owner = _words("Who answers for it at the sender", "A post is better than a name.")
    purpose = _words("What it may be used for")
    licence = _words("Licence")
    sensitivity = forms.ChoiceField(
        label="Is it restricted?",
        choices=[
            ("restricted", "Restricted: small numbers are hidden, and only some roles see its figures"),
            ("open", "Open: anybody may see its figures"),
        ],
        initial="restricted",
        widget=forms.RadioSelect,
    )
    data_sets = forms.MultipleChoiceField(
        label="What it brings of the data that must be shared by law",
        required=False,
        help_text="Leave all of them empty if none.",
        widget=forms.CheckboxSelectMultiple,
    )
    reference = _words("Reference of the agreement", "For example ISA-7.")
    first = _day("First day of the agreement", "For example 2026-04-01.")
    until = _day("Last day of the agreement", "After this day nothing can be loaded.")
    retention_months = forms.IntegerField(
        label="Months that the data may be kept", min_value=1, max_value=1200, widget=forms.NumberInput(attrs=NARROW)
    )
    system = _words("The system that the rows come from", "As the sender calls it.")
    system_from = _day("In use since", "A rough day is enough.")
    next_system = forms.CharField(
        label="The system that took its place, if it was changed",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    next_system_from = _day("Changed on", required=False)
    one_row_per = forms.ChoiceField(
        label="What is one row?",
        choices=[("event", "One event"), ("person", "One person: an event may have several rows")],
        widget=forms.RadioSelect,
    )
    month_by = forms.ChoiceField(
        label="By which date does the sender cut its files?",
        choices=[("from", "The date on which it happened"), ("recorded", "The date on which it was recorded")],
        widget=forms.RadioSelect,
    )
    precision_metres = forms.IntegerField(
        label="Move each point to the middle of its square of this many metres",
        help_text="0 leaves points where they are. 100 is usual where homes could be told apart.",
        min_value=0,
        max_value=5000,
        initial=0,
        widget=forms.NumberInput(attrs=NARROW),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.holder}: {one.what}") for one in catalogue().data_sets]
        self.fields["data_sets"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("licence", "As agreed with the sender")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("next_system") and not answers.get("next_system_from"):
            self.add_error("next_system_from", "Say when the system was changed")
        if answers.get("first") and answers.get("until") and answers["until"] < answers["first"]:
            self.add_error("until", "The last day of the agreement is before the first")
        return answers

    @property
    def told(self) -> dict[str, Any]:
        """As the description has it, but for the file and its columns."""
        said = self.cleaned_data
        systems = [{"name": said["system"], "from": said["system_from"]}]
        if said["next_system"]:
            systems.append({"name": said["next_system"], "from": said["next_system_from"]})
        return {
            "feed": {
                name: said[name]
                for name in ("name", "sender", "kind", "owner", "purpose", "licence", "sensitivity", "data_sets")
            },
            "agreement": {
                "reference": said["reference"],
                "from": said["first"],
                "until": said["until"],
                "retention_months": said["retention_months"],
            },
            "systems": systems,
        }


class DescriptionForm(forms.Form):
    """The description as text, for those who know it."""

    text = forms.CharField(
        label="The description",
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 25, "class": "govuk-textarea fp-code", "spellcheck": "false"}),
    )


class RequestForm(forms.Form):
    """Who asked for a feed's data, and what was decided. A refusal is logged too."""

    feed = forms.ChoiceField(label="Which feed", widget=forms.Select(attrs=SELECT))
    who = _words("Who asks", "Name and post.")
    agency = _words("For which agency")
    purpose = _words("What it is for")
    wanted = _words("Which rows and columns", "For example burglary, counts by ward. Never name a person it is about.")
    first = forms.CharField(label="First month", help_text="Such as 2026-01.", widget=forms.TextInput(attrs=NARROW))
    last = forms.CharField(label="Last month", widget=forms.TextInput(attrs=NARROW))
    decision = _words("What was decided", "For example agreed, or refused because the purpose is another.")

    def __init__(self, data: Any, feeds: list[tuple[str, str]], initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        self.fields["feed"].choices = [CHOOSE, *feeds]  # type: ignore[attr-defined]

    def _month(self, name: str) -> Month:
        try:
            return Month.parse(str(self.cleaned_data[name]).strip())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_first(self) -> Month:
        return self._month("first")

    def clean_last(self) -> Month:
        return self._month("last")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors and answers["last"] < answers["first"]:
            self.add_error("last", "The last month is before the first")
        return answers


class PurgeForm(forms.Form):
    """Removal cannot be undone, so it is asked for twice."""

    sure = forms.BooleanField(
        label="Remove these months for good",
        error_messages={"required": "Tick the box if they are to be removed"},
    )
