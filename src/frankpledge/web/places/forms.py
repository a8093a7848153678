"""What is asked about own areas and premises."""

from typing import Any, Literal

from django import forms
from django.core.files.uploadedfile import UploadedFile

from frankpledge.web import uploads
from frankpledge.web.places.models import OwnArea, Premises

Way = Literal["draw", "file", "list"]
WAYS: dict[Way, str] = {
    "draw": "Draw it on a map",
    "file": "Give its boundary as GeoJSON",
    "list": "Choose LSOAs from a list",
}
SELECT = {"class": "govuk-select"}
SHORT = {"class": "govuk-input govuk-input--width-10", "autocomplete": "off"}
INPUT = {"class": "govuk-input"}
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=SHORT),
        error_messages={"invalid": "Write the day as 2026-04-01 or 1 April 2026"},
    )


class ExtentForm(forms.Form):
    """From when on an area lies where; `way` is how that is said, and decides what is asked."""

    from_on = day("From which day it lies there", "For example 2026-04-01. Where it lay before is kept.")
    shape = forms.CharField(
        label="Boundary as GeoJSON",
        required=False,
        strip=True,
        max_length=uploads.MOST_SHAPES,
        widget=forms.Textarea(attrs={"rows": 5, "class": "govuk-textarea fp-code", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="A GeoJSON file",
        required=False,
        help_text="In longitude and latitude (WGS84), up to 5 MB.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload"}),
    )
    lsoas = forms.MultipleChoiceField(
        label="LSOAs", required=False, widget=forms.CheckboxSelectMultiple, help_text="By ward."
    )
    codes = forms.CharField(
        label="Or their codes",
        required=False,
        max_length=20_000,
        help_text="One to a line, or with commas, such as E01012345. They count beside those ticked.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea", "spellcheck": "false"}),
    )

    def __init__(self, way: Way, listed: list[Any], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.way = way
        wanted = {"draw": {"shape"}, "file": {"file", "shape"}, "list": {"lsoas", "codes"}}[way]
        for name in {"shape", "file", "lsoas", "codes"} - wanted:
            del self.fields[name]
        if way == "list":
            self.fields["lsoas"].choices = listed  # type: ignore[attr-defined]
        if way == "file":
            self.fields["shape"].label = "Or paste it"

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file:
            uploads.checked(file, uploads.SHAPES, uploads.MOST_SHAPES)
        return file

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.errors:
            return answers
        if self.way == "list" and not answers["lsoas"] and not answers["codes"].strip():
            self.add_error("lsoas", "Tick at least one LSOA, or write its code")
        elif self.way == "draw" and not answers["shape"]:
            self.add_error("shape", "Draw at least three corners on the map")
        elif self.way == "file" and bool(answers["file"]) == bool(answers["shape"]):
            self.add_error("file", "Choose a file or paste its text: one of the two")
        return answers

    @property
    def extent(self) -> dict[str, Any]:
        """As `changes.give_extent` takes it."""
        said = self.cleaned_data
        if self.way == "list":
            typed = said["codes"].replace(",", " ").split()
            return {"from_on": said["from_on"], "how": "chosen", "shape": "", "lsoas": [*said["lsoas"], *typed]}
        shape = said["shape"]
        if said.get("file"):
            shape = said["file"].read().decode("utf-8-sig", errors="replace")
        how = "drawn" if self.way == "draw" else "given"
        return {"from_on": said["from_on"], "how": how, "shape": shape, "lsoas": []}


class AreaForm(ExtentForm):
    """A new area: its name and kind, and where it lies."""

    name = forms.CharField(
        label="What it is called", max_length=200, help_text="For example Castermouth town centre.",
        widget=forms.TextInput(attrs=INPUT),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What it is", choices=[("", "Choose"), *OwnArea.Kind.choices], widget=forms.Select(attrs=SELECT)
    )
    note = forms.CharField(
        label="Where its boundary comes from",
        required=False,
        max_length=1000,
        help_text="For example the town centre of the local plan, 2024.",
        widget=forms.TextInput(attrs=INPUT),
    )
    field_order = ("name", "kind", "note", "from_on", "lsoas", "codes", "file", "shape")

    @property
    def about(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "kind", "note")}


class WithinForm(forms.Form):
    """Around which area a new one is looked for."""

    within = forms.CharField(
        label="Show the LSOAs of",
        required=False,
        help_text="A partnership, council or ward, by name or code",
        widget=forms.TextInput(attrs=INPUT),
    )


class EndForm(forms.Form):
    """From when on something is no more."""

    on = day("From which day")


class PremisesForm(forms.Form):
    """What is held of premises."""

    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs=INPUT))
    kind = forms.ChoiceField(
        label="What they are", choices=[("", "Choose"), *Premises.Kind.choices], widget=forms.Select(attrs=SELECT)
    )
    address = forms.CharField(label="Address", required=False, max_length=300, widget=forms.TextInput(attrs=INPUT))
    longitude = forms.FloatField(
        label="Longitude",
        required=False,
        help_text="In degrees, such as -0.81. Leave both empty if they are not known.",
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "decimal"}),
    )
    latitude = forms.FloatField(
        label="Latitude", required=False, widget=forms.TextInput(attrs={**SHORT, "inputmode": "decimal"})
    )
    note = forms.CharField(
        label="Note for the partnership alone",
        required=False,
        max_length=2000,
        help_text="It is never public.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
    )
    closed_on = day("Closed since", "Leave empty while they are open.", required=False)

    def __init__(self, data: Any, premises: Premises | None):
        held = {name: getattr(premises, name) for name in self.base_fields} if premises else {}
        super().__init__(data, initial=held)


class ConditionForm(forms.Form):
    """A condition, word for word."""

    text = forms.CharField(
        label="The condition", max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"})
    )
    source = forms.CharField(
        label="Imposed by",
        required=False,
        max_length=200,
        help_text="For example the licensing sub-committee, 12 May 2026.",
        widget=forms.TextInput(attrs=INPUT),
    )
    from_on = day("Holds from")
    until_on = day("Until", "Leave empty if it has no end.", required=False)
