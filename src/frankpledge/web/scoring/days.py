"""A day in a form, from the browser's own picker or typed as people here write it."""

from django import forms


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "govuk-input govuk-input--width-10"})


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=DayInput(), input_formats=formats
    )
