"""What is asked when somebody says what a thing rests on."""

from typing import Any

from django import forms

from frankpledge.web.citations.kinds import Kind, Thing


class CiteForm(forms.Form):
    """Which of the things on offer, and how they bear on it."""

    rests_on = forms.MultipleChoiceField(
        label="It rests on",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what it rests on, or search for something else"},
    )
    why = forms.CharField(
        label="How does it bear on it?",
        required=False,
        max_length=300,
        help_text="A few words, if it is not plain. For example: the rise that this answers.",
    )

    def __init__(self, data: Any = None, *, offered: list[tuple[Kind, list[Thing]]]):
        super().__init__(data)
        groups = [
            (kind.words, [(f"{thing.kind}:{thing.id}", _label(thing)) for thing in things]) for kind, things in offered
        ]
        self.fields["rests_on"].choices = groups  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Kind and number of each."""
        return [(kind, number) for kind, _, number in (value.partition(":") for value in self.cleaned_data["rests_on"])]


def _label(thing: Thing) -> str:
    said = thing.said if len(thing.said) <= 140 else f"{thing.said[:139].rstrip()}…"
    return f"{thing.title} – {said}" if said else thing.title
