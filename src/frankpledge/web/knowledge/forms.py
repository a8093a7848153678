"""What is asked about each sort of thing: its fields, in plain controls."""

from typing import Any

from django import forms
from django.db import models
from django.forms import modelform_factory

from frankpledge.sources.police_uk_street import CRIME_TYPES
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.knowledge import queries
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.sorts import SORTS, Sort

# Where a rule that spans two fields is broken, the field that mends it.
AT = {
    "Say what became of it.": "outcome",
    "Say what was learnt.": "learnt",
    "Say why it is not, or not wholly, accepted.": "reason",
    "What was followed was accepted first: say so, and what was done.": "followed",
    "The last month cannot be before the first.": "until_month",
    "Say which month is the last that is out of the ordinary.": "until_month",
}


class KnownForm(forms.ModelForm):  # type: ignore[type-arg]
    """The fields of one sort. A rule that spans two fields speaks at the one that mends it."""

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        messages = [str(message) for message in self.errors.get("__all__", [])]
        if AT.keys() & set(messages):
            del self.errors["__all__"]
            for message in messages:
                super().add_error(AT.get(message), message)


def form_for(sort: Sort, viewer: Viewer, data: Any = None, *, thing: Known | None = None, initial: Any = None) -> Any:
    """The form of a sort, offering the viewer's own people and documents; changed or, without `thing`, new."""
    asked = [name for name in sort.fields if name != "printed" or viewer.may(Permission.WRITE_ASSESSMENT)]
    form = modelform_factory(sort.model, form=KnownForm, fields=asked, formfield_callback=_control)
    made = form(data, instance=thing, initial=initial)
    fields: dict[str, Any] = made.fields
    for name, field in fields.items():
        if name == "owner":
            field.queryset, field.empty_label = queries.people(viewer), "Nobody yet"
        elif name == "document":
            field.queryset = queries.of_sort(viewer, SORTS["evidence-document"])
            field.empty_label = "Choose a document" if field.required else "None"
    return made


def _control(field: "models.Field[Any, Any]", **options: Any) -> Any:
    """GOV.UK's control for a field."""
    label = str(field.verbose_name)
    options["label"] = label[0].upper() + label[1:]
    if field.name == "crime_types":
        return forms.MultipleChoiceField(
            label=options["label"],
            required=False,
            choices=[(name, name) for name in CRIME_TYPES],
            widget=forms.CheckboxSelectMultiple,
            help_text="Tick none for all of them.",
        )
    if isinstance(field, models.DateField):
        options["widget"] = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}
        )
    elif isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 4})
    elif isinstance(field, models.URLField):
        options |= {"assume_scheme": "https"}
    elif field.choices:
        options["widget"] = forms.RadioSelect
        choices = list(field.choices)
        return forms.ChoiceField(
            label=options["label"], choices=choices, widget=forms.RadioSelect, initial=field.get_default() or None
        )
    elif isinstance(field, models.CharField) and field.max_length and field.max_length <= 20:
        options["widget"] = forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"})
    return field.formfield(**options)
