"""What is asked before evidence is loaded."""

import re
from pathlib import Path
from typing import Any

from django import forms

from frankpledge.month import Month
from frankpledge.web import uploads
from frankpledge.web.evidence import row_types


class SeveralFilesInput(forms.ClearableFileInput):
    """With scripts, a place to drop files on."""

    template_name = "evidence/several_files.html"
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more files, as they came from the browser."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        faults = []
        for file in files:
            try:
                uploads.checked(file, uploads.EVIDENCE, uploads.MOST_EVIDENCE)
            except forms.ValidationError as fault:
                faults.append(fault)
        if faults:
            raise forms.ValidationError(faults)
        return list(files)


class LoadForm(forms.Form):
    """Files from the browser, or a place on this computer; the server reads only what its own user may."""

    files = SeveralFilesField(  # type: ignore[assignment]  # the form also has its raw files under this name
        label="Files",
        required=False,
        help_text="The police.uk zip as it is, CSV files, boundaries, look-ups. You can choose several.",
        widget=SeveralFilesInput(attrs={"class": "govuk-file-upload", "multiple": True}),
    )
    path = forms.CharField(
        label="Or name a folder or file on this computer",
        required=False,
        help_text="For example /home/me/Downloads/police-uk",
        widget=forms.TextInput(attrs={"class": "govuk-input", "autocomplete": "off", "spellcheck": "false"}),
    )
    edition = forms.CharField(
        label="Edition, if you know it",
        required=False,
        help_text="The month in which the archive was published, such as 2026-02. It stops an older file replacing a newer one.",
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-5", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, alone: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not alone:  # in a shared workspace, the server's own files are nobody's to name
            del self.fields["path"]

    def clean_path(self) -> str:
        path = str(self.cleaned_data["path"]).strip()
        if path and not Path(path).expanduser().exists():
            raise forms.ValidationError(f"There is nothing at {path} on this computer. Check the spelling.")
        return str(Path(path).expanduser()) if path else ""

    def clean_edition(self) -> str:
        edition = str(self.cleaned_data["edition"]).strip()
        if edition and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", edition):
            raise forms.ValidationError("Write the edition as year and month, such as 2026-02")
        return edition

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors and not answers.get("files") and not answers.get("path"):
            self.add_error("files", "Choose a file, or name a folder on this computer")
        return answers


class RowsForm(forms.Form):
    """Which rows: area, type (none: all crime and anti-social behaviour), months."""

    area = forms.CharField(label="Area", widget=forms.TextInput(attrs={"class": "govuk-input"}))
    crime_type = forms.ChoiceField(
        label="Which rows", required=False, widget=forms.Select(attrs={"class": "govuk-select"})
    )
    first = forms.CharField(
        label="First month", widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-5"})
    )
    last = forms.CharField(
        label="Last month", widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-5"})
    )

    def __init__(self, data: Any = None):
        super().__init__(data)
        asked = str((data or {}).get("crime_type", ""))
        known = row_types.choices()
        # A type that the publisher has added since is asked for by a link.
        new = [] if asked in dict(known) else [(asked, asked)]
        self.fields["crime_type"].choices = [*known, *new]  # type: ignore[attr-defined]

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
        if not self.errors and answers["last"].index - answers["first"].index > 120:
            self.add_error("last", "Choose ten years or less")
        if not self.errors and answers["last"] < answers["first"]:
            self.add_error("last", "The last month is before the first")
        return answers
