"""What is asked about what a register keeps: its fields, in plain controls."""

from typing import Any

from django import forms
from django.db import models
from django.forms import modelform_factory

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans.forms import DayInput
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.kept import Kept
from frankpledge.web.plans.registers.register import Register


def form_for(
    register: Register, viewer: Viewer, data: Any = None, *, thing: Kept | None = None, initial: Any = None
) -> Any:
    """The form of a register, offering what is the viewer's own; changed or, without `thing`, new."""
    form = modelform_factory(register.model, fields=register.fields, formfield_callback=_control)
    made = form(data, instance=thing, initial=initial)
    fields: dict[str, Any] = made.fields
    for name, field in fields.items():
        described = register.model._meta.get_field(name)
        if isinstance(described, models.ForeignKey):
            field.queryset = keeping.offered(viewer, described, thing)
            field.empty_label = "Choose one" if field.required else "None"
    return made


def _control(field: "models.Field[Any, Any]", **options: Any) -> Any:
    """GOV.UK's control for a field."""
    label = str(field.verbose_name)
    label = label[0].upper() + label[1:]
    help_text = str(field.help_text)
    if isinstance(field, models.DateField):
        return forms.DateField(
            label=label, required=not field.blank, help_text=help_text, widget=DayInput(),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"],
        )  # fmt: skip
    if field.choices:
        return forms.ChoiceField(
            label=label, choices=list(field.choices), widget=forms.RadioSelect, required=not field.blank,
            initial=field.get_default(), help_text=help_text,
        )  # fmt: skip
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 4})
    elif isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    elif isinstance(field, models.CharField) and field.max_length and field.max_length <= 20:
        options["widget"] = forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"})
    return field.formfield(label=label, **options)
