"""What is asked when many actions are changed at once."""

from collections.abc import Iterable
from typing import Any

from django import forms

from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.plans.facts import Facts, facts_of
from frankpledge.web.plans.forms import WIDE, day
from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.workbook import reading
from frankpledge.web.plans.workbook.reading import Edited, UnreadableWorkbook
from frankpledge.web.uploads import checked

MOST = 20_000_000
AS_IT_IS, NOBODY = "", "none"


class WorkbookForm(forms.Form):
    """The workbook that was taken away, changed."""

    file = forms.FileField(
        label="The changed workbook",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".xlsx"}),
    )

    def clean_file(self) -> list[Edited]:
        file = self.cleaned_data["file"]
        checked(file, {"xlsx"}, MOST)
        self.cleaned_data["name"] = str(file.name)
        try:
            return reading.read(file.read())
        except UnreadableWorkbook as fault:
            raise forms.ValidationError(fault.faults) from fault


class TicksForm(forms.Form):
    """What becomes of the ticked actions. A field that is left as it is changes nothing."""

    lead = forms.ChoiceField(label="Agency that answers for them", required=False)
    lead_person = forms.ChoiceField(label="Person who is asked how they go", required=False)
    due_on = day("Due", required=False, help_text="Leave it empty to leave their days as they are.")
    dropped_because = forms.CharField(label="Drop them, because", max_length=500, required=False, widget=WIDE)
    take_up = forms.BooleanField(label="Take up again those that were dropped", required=False)

    def __init__(self, *args: Any, agencies: list[Agency], people: Iterable[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.auto_id = "id_many_%s"  # it stands beside the filter, which has fields of the same names
        for name, those in (("lead", agencies), ("lead_person", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            names = [(str(each.pk), each.name) for each in those]
            field.choices = [(AS_IT_IS, "As it is"), *names, (NOBODY, "Nobody")]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("take_up") and answers.get("dropped_because"):
            self.add_error("take_up", "Drop them, or take them up again: one of the two.")
        if not self.errors and not any(answers.values()):
            raise forms.ValidationError("Say what becomes of the ticked actions.")
        return answers

    def changed(self, row: Row) -> Facts:
        """What would be different of an action; nothing where it is so already."""
        answers = self.cleaned_data
        wanted: Facts = {}
        for name in ("lead", "lead_person"):
            if answers[name] != AS_IT_IS:
                wanted[name] = "" if answers[name] == NOBODY else answers[name]
        if answers["due_on"]:
            wanted["due_on"] = answers["due_on"].isoformat()
        if answers["dropped_because"] and not row.action.dropped_on:
            wanted["dropped_because"] = answers["dropped_because"].strip()
        if answers["take_up"]:
            wanted["dropped_because"] = ""
        held = facts_of(row)
        return {name: value for name, value in wanted.items() if value != held[name]}
