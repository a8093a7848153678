"""What is asked about results."""

from typing import Any

from django import forms

from frankpledge.web.surveys.results_population import MARGINS, Margin
from frankpledge.web.surveys.results_weights import MOST_MARGINS


class WeightingForm(forms.Form):
    margins = forms.MultipleChoiceField(
        label="Weight the answers so that they match who lives here by",
        help_text=f"At most {MOST_MARGINS}. Choose those by which people answer differently. None: not weighted.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    limit = forms.FloatField(
        label="The most that one answer may weigh",
        help_text="In times the mean. 5 is usual: a higher limit fits better, and makes the results less sure.",
        min_value=1.5,
        max_value=20,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-3", "inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, able: list[Margin], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["margins"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.name, f"{MARGINS[each.name].en} ({each.source})") for each in able]

    def clean_margins(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["margins"]
        if len(chosen) > MOST_MARGINS:
            raise forms.ValidationError(f"Choose at most {MOST_MARGINS}.")
        return chosen
