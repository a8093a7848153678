"""Trying other weights: numbers in the address, so that what somebody tried can be shared."""

from typing import Any

from django import forms

from frankpledge.web.scoring.criteria import Formula, Matrix
from frankpledge.web.scoring.forms import number

REACH = (
    ("20", "up to a fifth more or less than stated"),
    ("50", "up to half more or less than stated"),
    ("any", "any weights at all"),
)


class WhatIfForm(forms.Form):
    """One box for each weight. What is not in the address is as stated."""

    residents = number("What residents say, in percent of all")
    reach = forms.ChoiceField(label="Weightings that count as plausible", choices=REACH)

    def __init__(self, asked: Any, *, matrix: Matrix, residents: int):
        self.criteria = () if matrix.formula is Formula.PRODUCT else matrix.weighed
        stated: dict[str, Any] = {f"w-{each.code}": f"{each.weight:g}" for each in self.criteria}
        stated |= {"residents": f"{residents:g}", "reach": "50"}
        self.changed = any(asked.get(name, value) != value for name, value in stated.items() if name != "reach")
        super().__init__({name: asked.get(name) or value for name, value in stated.items()}, auto_id="if_%s")
        for each in self.criteria:
            self.fields[f"w-{each.code}"] = number(each.name)
        if not matrix.residents:
            del self.fields["residents"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        weights = [answers.get(f"w-{each.code}") for each in self.criteria]
        if self.criteria and not any(weights):
            raise forms.ValidationError("At least one criterion has to have a weight above 0.")
        return answers

    @property
    def boxes(self) -> list[Any]:
        """The weights' fields, residents last."""
        names = [f"w-{each.code}" for each in self.criteria]
        return [self[name] for name in (*names, "residents") if name in self.fields]

    @property
    def asked(self) -> dict[str, Any]:
        """What `results.standing` takes."""
        said = self.cleaned_data
        return {
            "weights": {each.code: said[f"w-{each.code}"] for each in self.criteria},
            "residents": said.get("residents"),
            "reach": said["reach"],
        }
