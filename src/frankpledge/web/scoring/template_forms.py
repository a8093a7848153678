"""Editing a scoring template: every criterion on one page, with a blank one at the end to add."""

import re
from dataclasses import replace
from typing import Any

from django import forms

from frankpledge.web.scoring.criteria import EVIDENCE, MOST_WEIGHT, NEW, Criterion, Level, Matrix, Section
from frankpledge.web.scoring.forms import number

WIDE = forms.TextInput(attrs={"class": "govuk-input"})
SECTIONS = (
    (Section.HARM, "harm"),
    (Section.LIKELIHOOD, "likelihood"),
    (Section.POSITION, "what can be done about it"),
    (Section.RESIDENTS, "what residents say"),
    (Section.LABEL, "a label that alters no score"),
)
KINDS = (("", "nothing: people judge it"), *((code, words) for code, (words, _) in EVIDENCE.items()))
LEVEL = re.compile(r"^\s*(-?\d+)\s*[:.]\s*(\S.*)$")


class TemplateForm(forms.Form):
    """Fields `<code>-name`, `-question`, `-section`, `-weight`, `-levels`, `-evidence`, `-bands`, `-drop`."""

    sentence = forms.CharField(label="How it scores, in a sentence or two", widget=forms.Textarea(attrs={"rows": 3}))
    because = forms.CharField(label="Why you change it", max_length=300, widget=WIDE)

    def __init__(self, *args: Any, matrix: Matrix, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.matrix = matrix
        self.fields["sentence"].initial = matrix.sentence
        for each in matrix.criteria:
            self._add(each.code, each)
        self._add(NEW, None)

    def _add(self, code: str, held: Criterion | None) -> None:
        needed = held is not None
        levels = "\n".join(f"{level.score}: {level.words}" for level in held.levels) if held else ""
        bands = ", ".join(f"{least:g}" for least in held.bands) if held else ""
        weight = number("Weight", most=MOST_WEIGHT, required=needed)
        self.fields[f"{code}-name"] = forms.CharField(
            label="Name", max_length=60, required=needed, initial=held.name if held else "", widget=WIDE
        )
        self.fields[f"{code}-question"] = forms.CharField(
            label="Question", max_length=300, required=needed, initial=held.question if held else "", widget=WIDE
        )
        self.fields[f"{code}-section"] = forms.ChoiceField(
            label="It is about", choices=SECTIONS, initial=held.section if held else Section.HARM
        )
        self.fields[f"{code}-weight"] = weight
        weight.initial = f"{held.weight:g}" if held else ""
        self.fields[f"{code}-levels"] = forms.CharField(
            label="Levels",
            required=needed,
            initial=levels,
            help_text="One on a line, the least pressing first, such as 0: Rare.",
            widget=forms.Textarea(attrs={"rows": 5}),
        )
        self.fields[f"{code}-evidence"] = forms.ChoiceField(
            label="What fills it", choices=KINDS, required=False, initial=held.evidence if held else ""
        )
        self.fields[f"{code}-bands"] = forms.CharField(
            label="Where each level but the first begins",
            required=False,
            initial=bands,
            help_text="Numbers with commas between. Only where a figure fills it.",
            widget=WIDE,
        )
        if held:
            self.fields[f"{code}-drop"] = forms.BooleanField(label=f"Drop {held.name.lower()}", required=False)

    @property
    def blocks(self) -> list[tuple[str, list[Any]]]:
        """Each criterion's name with its fields."""
        heads = [(each.code, each.name) for each in self.matrix.criteria] + [(NEW, "Another criterion")]
        return [(name, [self[field] for field in self.fields if field.startswith(f"{code}-")]) for code, name in heads]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.errors:
            return answers
        found = [self._criterion(each.code) for each in self.matrix.criteria if not answers.get(f"{each.code}-drop")]
        if answers.get(f"{NEW}-name"):
            found.append(self._criterion(NEW))
        if self.errors:
            return answers
        self.changed = replace(
            self.matrix, sentence=answers["sentence"], criteria=tuple(each for each in found if each)
        )
        for fault in self.changed.faults():
            self.add_error(None, fault)
        return answers

    def _criterion(self, code: str) -> Criterion | None:
        said = {name: self.cleaned_data.get(f"{code}-{name}") for name in ("name", "question", "section", "evidence")}
        levels = self._levels(code)
        try:
            bands = tuple(float(each) for each in self.cleaned_data[f"{code}-bands"].split(",") if each.strip())
        except ValueError:
            self.add_error(f"{code}-bands", "Write numbers with commas between.")
            return None
        if levels is None:
            return None
        return Criterion(
            code=code if code != NEW else self._new_code(str(said["name"])),
            name=str(said["name"]),
            question=str(said["question"]),
            section=Section(str(said["section"])),
            weight=self.cleaned_data.get(f"{code}-weight") or 0.0,
            levels=levels,
            evidence=str(said["evidence"] or ""),
            bands=bands if said["evidence"] else (),
        )

    def _levels(self, code: str) -> tuple[Level, ...] | None:
        lines = [line for line in self.cleaned_data[f"{code}-levels"].splitlines() if line.strip()]
        matched = [LEVEL.match(line) for line in lines]
        if not matched or not all(matched):
            self.add_error(f"{code}-levels", "Write each level as its number, a colon and its words.")
            return None
        return tuple(Level(int(each[1]), each[2].strip()) for each in matched if each)

    def _new_code(self, name: str) -> str:
        code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:36] or "criterion"
        taken = {each.code for each in self.matrix.criteria} | {NEW}
        return code if code not in taken else next(f"{code}-{n}" for n in range(2, 99) if f"{code}-{n}" not in taken)
