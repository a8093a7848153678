"""What is asked about a partnership itself, its areas and its agencies."""

import re
from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.web.accounts.models import Agency, AgencyAlias, Partner, Partnership, PartnershipArea

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
CODE = re.compile(r"[EW]\d{8}", re.IGNORECASE)
SELECT = {"class": "govuk-select"}


def day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=DAYS,
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"class": "govuk-input govuk-input--width-10", "autocomplete": "off"}
        ),
        error_messages={"invalid": "Write the day as 2026-04-01 or 1 April 2026"},
    )


class NewPartnershipForm(forms.Form):
    """A further partnership on this installation."""

    name = forms.CharField(label="What it is called", max_length=200, help_text="For example Safer Thorley.")
    kind = forms.ChoiceField(label="What it is", choices=Partnership.Kind.choices, widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="For whom you work in it", empty_label=None, widget=forms.Select(attrs=SELECT)
    )
    parent = forms.ModelChoiceField(
        Partnership.objects.none(),
        label="It is part of",
        required=False,
        empty_label="Nothing above it",
        help_text="A county board or a police force area that you manage here. It sees which areas are below it, and "
        "plans that are published or shared with it.",
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(self, *args: Any, agencies: Collection[Agency], above: Collection[Partnership], **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choices(self, "agency", Agency.objects.filter(pk__in=[each.pk for each in agencies]))
        _choices(self, "parent", Partnership.objects.filter(pk__in=[each.pk for each in above]))


class ChangePartnershipForm(forms.Form):
    """What a partnership is, what it belongs to, and when."""

    name = forms.CharField(label="What it is called", max_length=200)
    kind = forms.ChoiceField(label="What it is", choices=Partnership.Kind.choices, widget=forms.RadioSelect)
    parent = forms.ModelChoiceField(
        Partnership.objects.none(),
        label="It is part of",
        required=False,
        empty_label="Nothing above it",
        help_text="A county board or a police force area in which you manage people too. It sees which areas are below "
        "it, and plans that are published or shared with it.",
        widget=forms.Select(attrs=SELECT),
    )
    duties_held_by = forms.CharField(
        label="Another body that holds its duties, if one does",
        max_length=200,
        required=False,
        help_text="For example Castermouth Health and Wellbeing Board.",
    )
    began_on = day("When it began", "For example 2019-04-01. Leave it empty if it was always there.")
    ended_on = day(
        "When it ended",
        "The first day without it: 2023-04-01 for one that worked until 31 March. Leave it empty while it goes on. "
        "From then on it is read, and nothing in it is changed; until you take the day out again.",
    )
    succeeded_by = forms.ModelChoiceField(
        Partnership.objects.none(),
        label="Which one took its place",
        required=False,
        empty_label="None",
        help_text="Where partnerships merged: the one they became.",
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(self, *args: Any, partnership: Partnership, others: Collection[Partnership], **kwargs: Any):
        facts = ("name", "kind", "parent", "duties_held_by", "began_on", "ended_on", "succeeded_by")
        kwargs["initial"] = {fact: getattr(partnership, fact) for fact in facts}
        super().__init__(*args, **kwargs)
        keys = {each.pk for each in others} | {partnership.parent_id, partnership.succeeded_by_id}
        choosable = Partnership.objects.filter(pk__in=[key for key in keys if key]).exclude(pk=partnership.pk)
        _choices(self, "parent", choosable)
        _choices(self, "succeeded_by", choosable)


class AreaForm(forms.Form):
    """An area, and when it belonged."""

    area = forms.CharField(
        label="Area",
        max_length=200,
        help_text="Its name or ONS code, such as Castermouth or E07000999. A council, a partnership’s or a ward.",
    )
    name = forms.CharField(
        label="What to call it", max_length=200, required=False, help_text="Empty: its official name."
    )
    from_on = day("From which day it belongs", "For example 2019-04-01. Empty: it always did.")
    until_on = day("First day on which it no longer belongs", "Empty: it still does.")

    def __init__(
        self, *args: Any, held: PartnershipArea | None, known: Callable[[str], tuple[str, str]], **kwargs: Any
    ):
        """`known` gives code and name of an area, or raises LookupError, whose words say what to try."""
        if held:
            facts = {"area": held.code, "name": held.name, "from_on": held.from_on, "until_on": held.until_on}
            kwargs["initial"] = facts
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        text = answers.pop("area", "").strip()
        if not text:
            return answers
        try:
            answers["code"], official = self.known(text)
        except LookupError as fault:
            if not CODE.fullmatch(text) or not answers.get("name"):
                hint = "Or write its ONS code, and below what to call it."
                raise ValidationError({"area": f"{fault} {hint}"}) from None
            answers["code"], official = text.upper(), ""
        answers["name"] = answers.get("name") or official
        return answers


class ChangeAgencyForm(forms.Form):
    """An agency's place in the partnership, and its short names."""

    standing = forms.ChoiceField(label="Its place here", choices=Partner.Standing.choices, widget=forms.RadioSelect)
    aliases = forms.CharField(
        label="Short names",
        required=False,
        max_length=1000,
        help_text="One to a line, such as TVP. Lists that you bring in are read with them.",
        widget=forms.Textarea(
            attrs={"rows": 4, "class": "govuk-textarea govuk-input--width-20", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any):
        short = AgencyAlias.objects.filter(agency=partner.agency).order_by("alias").values_list("alias", flat=True)
        kwargs["initial"] = {"standing": partner.standing, "aliases": "\n".join(short)}
        super().__init__(*args, **kwargs)

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["aliases"]).splitlines() if line.strip()]


class LeaveForm(forms.Form):
    """When an agency left, and why."""

    left_on = forms.DateField(
        label="First day on which it was no longer in the partnership",
        help_text="For example 2026-04-01 for one that took part until 31 March. Today, or a day before.",
        input_formats=DAYS,
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"class": "govuk-input govuk-input--width-10", "autocomplete": "off"}
        ),
        error_messages={
            "invalid": "Write the day as 2026-04-01 or 1 April 2026",
            "required": "Write the day on which it left",
        },
    )
    reason = forms.CharField(
        label="Why did it leave?", required=False, max_length=500, help_text="For example: merged with another."
    )


def _choices(form: forms.Form, name: str, found: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = found
