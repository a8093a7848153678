"""What is asked about where an action was done."""

from typing import Any

from django import forms

from frankpledge.assessment.evidence import ANTI_SOCIAL, CRIME_TYPES
from frankpledge.web.places.forms import day

LINES = {"rows": 3, "class": "govuk-textarea", "spellcheck": "false"}


class PlaceForm(forms.Form):
    """Where, since when, against which recorded crime, and beside what."""

    own = forms.MultipleChoiceField(
        label="Your own areas", required=False, widget=forms.CheckboxSelectMultiple, help_text="Those that it covers."
    )
    places = forms.CharField(
        label="Other places",
        required=False,
        max_length=2_000,
        help_text="LSOAs, wards or districts by name or code, one to a line. A name that two places share is written as "
        "ward:Oak.",
        widget=forms.Textarea(attrs=LINES),
    )
    since = day("In place since", "Judged is from the first whole month after.")
    until = day("In place until", "Leave empty while it goes on.", required=False)
    crime_types = forms.MultipleChoiceField(
        label="Which recorded crime it was to lessen",
        required=False,
        choices=[(each, each) for each in sorted(CRIME_TYPES)],
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked stands for all crime.",
    )
    anti_social = forms.BooleanField(
        label="Anti-social behaviour instead",
        required=False,
        help_text="It is counted in incidents and never added to crime.",
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )
    comparison = forms.CharField(
        label="A place like it where nothing was done",
        required=False,
        max_length=2_000,
        help_text="Written as above. Leave it empty to have one chosen from your area by what was recorded before.",
        widget=forms.Textarea(attrs=LINES),
    )

    def __init__(self, *args: Any, own: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if own:
            self.fields["own"].choices = own  # type: ignore[attr-defined]
        else:
            del self.fields["own"]
            self.fields["places"].label = "Places"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.errors:
            return answers
        if not answers.get("own") and not _lines(answers["places"]):
            self.add_error("places", "Name at least one place")
        if answers["until"] and answers["until"] <= answers["since"]:
            self.add_error("until", "It cannot end before it begins")
        if answers["anti_social"] and answers["crime_types"]:
            self.add_error("anti_social", "Choose crime or anti-social behaviour: they are not added up")
        return answers

    @property
    def asked(self) -> dict[str, Any]:
        """As `changes.say_where` takes it."""
        said = self.cleaned_data
        return {
            "places": [*said.get("own", []), *_lines(said["places"])],
            "comparison": _lines(said["comparison"]),
            "crime_types": [ANTI_SOCIAL] if said["anti_social"] else said["crime_types"],
            "since": said["since"],
            "until": said["until"],
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
