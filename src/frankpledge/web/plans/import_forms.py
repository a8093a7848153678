"""What is asked when a list is brought in."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from frankpledge.web.accounts.models import Agency
from frankpledge.web.plans.lists import reading, sheet, text, word
from frankpledge.web.plans.lists.reading import ListedAction
from frankpledge.web.plans.lists.table import Line, UnreadableList
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.taking_in import NEW_AGENCY, NO_AGENCY
from frankpledge.web.uploads import Kind, checked

KINDS: frozenset[Kind] = frozenset({"text", "xlsx", "docx"})
MOST = 20_000_000
PASTED = "Pasted table"


class TableForm(forms.Form):
    """A file with a table, or a table pasted from one; in `cleaned_data`, its `name` and what was `listed` in it."""

    file = forms.FileField(
        label="A Word, Excel or CSV file",
        required=False,
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".docx,.xlsx,.csv,.txt"}),
    )
    pasted = forms.CharField(
        label="Or paste the table here",
        required=False,
        strip=False,
        max_length=1_000_000,
        help_text="Mark the whole table in Word or Excel, with its first row, copy it, and paste it.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def listed(self, lines: Iterable[Line]) -> list[Any]:
        """What the table says, line by line. Raises UnreadableList."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        file, pasted = answers.get("file"), str(answers.get("pasted") or "")
        if self.errors:
            return answers
        if bool(file) == bool(pasted.strip()):
            raise forms.ValidationError("Choose a file, or paste a table: one of the two.")
        try:
            answers["name"] = file.name if file else PASTED
            answers["listed"] = self.listed(_lines(file) if file else text.lines(pasted))
        except UnreadableList as fault:
            self.add_error("file" if file else "pasted", str(fault))
        return answers


def _lines(file: Any) -> Iterable[Line]:
    kind = checked(file, KINDS, MOST)
    data = file.read()
    lines = {"docx": word.lines, "xlsx": sheet.lines}
    return lines[kind](data) if kind in lines else text.lines(text.decoded(data))


class ListForm(TableForm):
    """A list of actions, and the plan that it is for."""

    plan: Any = forms.ModelChoiceField(Plan.objects.none(), label="Into which plan?", empty_label=None)
    field_order = ("plan", "file", "pasted")

    def __init__(self, *args: Any, plans: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = plans

    def listed(self, lines: Iterable[Line]) -> list[ListedAction]:
        return reading.read(lines)


class UnknownNamesForm(forms.Form):
    """
    Which agency each unknown name of a list is. Asked once: the answers are kept as short names.

    `others` are answers beside the agencies: first of all, what it means that a name is none of them.
    """

    def __init__(
        self,
        *args: Any,
        names: dict[str, int],
        agencies: list[Agency],
        others: Sequence[tuple[str, str]] = (
            (NO_AGENCY, "No agency: a group, a post or a person"),
            (NEW_AGENCY, "An agency that is not here yet: add it by this name"),
        ),
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        choices = [("", "Not answered yet"), *others]
        choices += [(str(agency.pk), agency.name) for agency in agencies]
        self.names = list(names)
        for number, (name, rows) in enumerate(names.items()):
            self.fields[f"name_{number}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                help_text=f"In {rows} row{'' if rows == 1 else 's'}.",
            )

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"name_{number}"] for number, name in enumerate(self.names)}
