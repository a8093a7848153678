"""What is asked when a list of actions is brought in."""

from typing import Any

from django import forms

from frankpledge.web.accounts.models import Agency
from frankpledge.web.plans.lists import reading, sheet, text, word
from frankpledge.web.plans.lists.reading import ListedAction
from frankpledge.web.plans.lists.table import UnreadableList
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.taking_in import NO_AGENCY
from frankpledge.web.uploads import Kind, checked

KINDS: frozenset[Kind] = frozenset({"text", "xlsx", "docx"})
MOST = 20_000_000
PASTED = "Pasted table"


class ListForm(forms.Form):
    """A file, or a table pasted from one, and the plan that it is for."""

    plan: Any = forms.ModelChoiceField(Plan.objects.none(), label="Into which plan?", empty_label=None)
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

    def __init__(self, *args: Any, plans: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = plans

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        file, pasted = answers.get("file"), str(answers.get("pasted") or "")
        if self.errors:
            return answers
        if bool(file) == bool(pasted.strip()):
            raise forms.ValidationError("Choose a file, or paste a table: one of the two.")
        try:
            answers["name"] = file.name if file else PASTED
            answers["actions"] = _read_file(file) if file else reading.read(text.lines(pasted))
        except UnreadableList as fault:
            self.add_error("file" if file else "pasted", str(fault))
        return answers


def _read_file(file: Any) -> list[ListedAction]:
    kind = checked(file, KINDS, MOST)
    data = file.read()
    lines = {"docx": word.lines, "xlsx": sheet.lines}
    return reading.read(lines[kind](data) if kind in lines else text.lines(text.decoded(data)))


class UnknownNamesForm(forms.Form):
    """Which agency each unknown name of a list is. Asked once: the answers are kept as short names."""

    def __init__(self, *args: Any, names: dict[str, int], agencies: list[Agency], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [("", "Not answered yet"), (NO_AGENCY, "No agency: a group, a post or a person")]
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
