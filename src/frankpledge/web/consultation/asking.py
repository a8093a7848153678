"""The fields that forms of this app share, and the page that each of them is on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.consultation.saving import ChangedMeanwhile


def line(label: str, most: int = 200, *, required: bool = True, hint: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "govuk-input"})
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


def words(label: str, most: int = 3000, *, required: bool = False, hint: str = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


def number(label: str, *, required: bool = True, hint: str = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-5", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=9_999_999, required=required, help_text=hint, widget=widget
    )


def one_of(label: str, choices: Any, *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    shown = choices if callable(choices) else [(value, capfirst(words)) for value, words in choices]
    return forms.ChoiceField(label=label, choices=shown, required=required, help_text=hint, widget=forms.RadioSelect)


def some_of(label: str, choices: Any, *, required: bool = False, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


def row_of(label: str, model: type[Model], *, required: bool = False, hint: str = "", none: str = "") -> Any:
    """One row of those that the form is given with `offer`."""
    empty = none or "None of these"
    return forms.ModelChoiceField(
        model._default_manager.none(),
        label=label,
        required=required,
        help_text=hint,
        empty_label=None if required else empty,
    )


class Offering(forms.Form):
    """A form whose choices of rows are handed over as `offered`: a name of a field to its rows."""

    def __init__(self, *args: Any, offered: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, rows in (offered or {}).items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class Versioned(Offering):
    """A form of something that others may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def answer_page(
    request: Asked,
    form: forms.Form,
    save: Callable[..., Any],
    *,
    title: str,
    back: tuple[str, str],
    refusal: str,
    button: str = "Save",
    intro: str = "",
    warns: bool = False,
) -> HttpResponse:
    """
    One form on a page. `back` is the address and words of where it belongs; `save` gets what was answered, and gives
    where to go. 403 where there is a refusal, 409 where somebody else's change came first.
    """
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            return redirect(save(**form.cleaned_data))
        except ChangedMeanwhile as fault:
            form.add_error(None, fault)
            status = 409
        except ValidationError as fault:
            for message in fault.messages:
                form.add_error(None, message)
    context = {
        "form": form,
        "heading": title,
        "back": back,
        "refusal": refusal,
        "button": button,
        "intro": intro,
        "warns": warns,
    }
    return render(request, "consultation/answer.html", context, status=status)
