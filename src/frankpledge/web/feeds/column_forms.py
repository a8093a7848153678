"""What each column of a partner's file means: what was seen in the file is proposed, and the rest is asked."""

import tomllib
from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing

from frankpledge.sources.partner_mapping import ASKED, Layout
from frankpledge.sources.partner_mapping_fields import COUNT, EVENT, Field
from frankpledge.sources.partner_mapping_proposal import Draft

DROP = "drop"
SALT = "frankpledge.feeds.look"
KNOWN = {field.name: field for field in (*COUNT, *EVENT)}
TIMED = ("moment", "clock", "month")
TRUTH = [("", "Choose"), ("true", "Yes"), ("false", "No")]


def _choices() -> list[Any]:
    def named(fields: tuple[Field, ...]) -> list[tuple[str, str]]:
        return [(field.name, f"{field.name.replace('_', ' ')}: {field.meaning}") for field in fields]

    counts = tuple(field for field in COUNT if field.name not in {one.name for one in EVENT})
    return [
        ("", "Choose what it means"),
        (DROP, "Not taken: it is never read any further"),
        ("Of events", named(EVENT)),
        ("Of ready-made counts", named(counts)),
    ]


class ColumnForm(forms.Form):
    """One column. Its questions depend on what was seen in it; `refused` says why it is never taken, if so."""

    field = forms.ChoiceField(
        label="What it means",
        error_messages={"required": "Say what this column means, or that it is not taken"},
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    format = forms.CharField(
        label="How its dates or times are written",
        required=False,
        help_text="%d day, %m month, %Y year, %H:%M time. Empty if the year comes first, or the cells are real dates.",
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-20", "spellcheck": "false"}),
    )
    midnight = forms.BooleanField(label="Midnight means that the time is not known", required=False)
    blank = forms.ChoiceField(
        label="What an empty cell means",
        required=False,
        choices=[("", "Not known"), ("true", "Yes"), ("false", "No")],
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    separator = forms.CharField(
        label="What stands between several things in one cell",
        required=False,
        max_length=5,
        strip=False,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-2"}),
    )

    def __init__(self, number: int, draft: Draft, data: Any = None):
        super().__init__(data, prefix=f"c{number}", use_required_attribute=False)
        self.number, self.draft = number, draft
        self.refused = draft.remark if draft.field is None and draft.remark.endswith("never taken") else ""
        self.fields["field"].choices = _choices()  # type: ignore[attr-defined]
        self.fields["field"].label = f"What “{draft.heading}” means"
        self.initial["field"] = {None: DROP, ASKED: ""}.get(draft.field, draft.field)
        more = tomllib.loads("\n".join(f"{name} = {value}" for name, value in draft.more.items()))
        self.asks_format = more.get("format") == ASKED
        self.initial["format"] = "" if self.asks_format else more.get("format", "")
        self.values = [str(value) for value in more.get("values", {})]
        for place, value in enumerate(self.values):
            self.fields[f"value{place}"] = forms.ChoiceField(
                label=f"“{value}” means", choices=TRUTH, required=False, widget=forms.Select(attrs={"class": "govuk-select"})
            )  # fmt: skip

    @property
    def asked(self) -> bool:
        """Whether a person has to decide something about it."""
        return self.draft.field == ASKED or self.asks_format or bool(self.values)

    @property
    def value_fields(self) -> list[Any]:
        return [self[f"value{place}"] for place in range(len(self.values))]

    @property
    def further(self) -> list[Any]:
        """The questions beside the meaning, in order: where what is seen leaves one open, that one alone."""
        seen = KNOWN.get(self.draft.field or "")
        if self.values:
            return [*self.value_fields, self["blank"]]
        if self.asks_format and seen:
            return [self["format"], *([self["midnight"]] if seen.form == "moment" else [])]
        return [self["format"], self["midnight"], self["blank"], self["separator"]]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        meant = KNOWN.get(answers.get("field") or "")
        if meant is None:
            return answers
        if self.asks_format and meant.form in TIMED and not answers.get("format"):
            self.add_error("format", f"{self.draft.heading}: {self.draft.remark}")
        if meant.form == "flag":
            for place, value in enumerate(self.values):
                if not answers.get(f"value{place}"):
                    self.add_error(f"value{place}", f"{self.draft.heading}: say what “{value}” means")
        return answers

    @property
    def told(self) -> dict[str, Any] | None:
        """As the description has it; None where the column is not taken."""
        said = self.cleaned_data
        if self.refused or said["field"] == DROP:
            return None
        meant = KNOWN[said["field"]]
        flag = meant.form == "flag"
        told: dict[str, Any] = {"field": meant.name}
        if meant.form in TIMED and said["format"]:
            told["format"] = said["format"]
        if meant.form == "moment" and said["midnight"]:
            told["midnight"] = "unknown"
        if flag and self.values:
            told["values"] = {value: said[f"value{place}"] == "true" for place, value in enumerate(self.values)}
        if flag and said["blank"]:
            told["blank"] = said["blank"] == "true"
        if meant.name == "property_stolen" and said["separator"]:
            told["separator"] = said["separator"]
        return told


def kept(layout: Layout, drafts: list[Draft]) -> str:
    """What was seen in a file, for the page to send back: signed, so that it is what was seen. No cell is in it but flags'."""
    told = {"layout": asdict(layout), "drafts": [asdict(draft) for draft in drafts]}
    return signing.dumps(told, salt=SALT, compress=True)


def taken_up(text: str) -> tuple[Layout, list[Draft]] | None:
    """What `kept` gave, or None where it is not that, or older than a day."""
    try:
        told = signing.loads(text, salt=SALT, max_age=24 * 60 * 60)
    except signing.BadSignature:
        return None
    layout = Layout(**{**told["layout"], "columns": tuple(told["layout"]["columns"])})
    return layout, [Draft(**draft) for draft in told["drafts"]]


def column_forms(drafts: list[Draft], data: Any = None) -> list[ColumnForm]:
    return [ColumnForm(number, draft, None if _never(draft) else data) for number, draft in enumerate(drafts)]


def _never(draft: Draft) -> bool:
    return draft.field is None and draft.remark.endswith("never taken")


def file_told(layout: Layout, terms: dict[str, Any], columns: list[ColumnForm]) -> dict[str, Any]:
    """The description's parts about the file and its columns. Each form is valid, or is never taken."""
    meanings = {one.draft.heading: None if one.refused else one.told for one in columns}
    about: dict[str, Any] = {"format": layout.format}
    if layout.format == "csv":
        about |= {"encoding": layout.encoding, "delimiter": layout.delimiter}
    else:
        about |= {"sheet": layout.sheet}
    about |= {
        "header_row": layout.header_row,
        "numbered": layout.numbered,
        **{name: terms[name] for name in ("one_row_per", "month_by", "precision_metres")},
        "columns": list(meanings),
        "drop": [heading for heading, meaning in meanings.items() if meaning is None],
    }
    return {"file": about, "columns": {heading: meaning for heading, meaning in meanings.items() if meaning}}
