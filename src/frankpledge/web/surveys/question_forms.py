"""What is asked about one question."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.faults import MAY_HAVE_ITEMS
from frankpledge.web.surveys.forms import words
from frankpledge.web.surveys.questionnaire import Condition, Item, Kind, Option, Page, Question, Text
from frankpledge.web.surveys.scales import NAMES, options_of
from frankpledge.web.surveys.writing import key_for

SPARE = 3  # empty rows for more
MOST_ROWS = 60


class FromBankForm(forms.Form):
    """Questions of the bank to take up; those that are there already are not offered."""

    codes = forms.MultipleChoiceField(label="Questions of the bank", widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, there: Iterable[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field, held = self.fields["codes"], set(there)
        assert isinstance(field, forms.MultipleChoiceField)
        groups = [
            (group, [(each.code, f"{each.name}: {each.newest.text.en}") for each in entries if each.code not in held])
            for group, entries in bank().groups().items()
        ]
        field.choices = [(group, choices) for group, choices in groups if choices]


class OwnForm(forms.Form):
    """A question in one's own words."""

    kind = forms.ChoiceField(
        label="How it is answered",
        choices=[(kind.value, name) for kind, name in NAMES.items() if kind != Kind.POSTCODE],
        widget=forms.RadioSelect,
    )
    text_en = words("What you ask", required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Row(forms.Form):
    """One answer to choose from, or one thing asked about. Without English words it is left out."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    en = words("English")
    cy = words("", welsh=True)
    place = forms.IntegerField(
        label="Place", required=False, widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-2"})
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["cy"].label = "Welsh"


class OptionRow(Row):
    exclusive = forms.BooleanField(label="Goes with no other answer", required=False)
    aside = forms.BooleanField(label="No opinion, such as “don’t know”", required=False)


OptionRows = forms.formset_factory(OptionRow, extra=SPARE, max_num=MOST_ROWS)
ItemRows = forms.formset_factory(Row, extra=SPARE, max_num=MOST_ROWS)


class QuestionForm(forms.Form):
    """
    One question. Words and answers of one from the bank stay as they are there: only what it is about, and whether it
    needs an answer, is chosen here.
    """

    text_en = words("What you ask", rows=2, required=True)
    text_cy = words("What you ask", welsh=True, rows=2)
    hint_en = words("Hint", rows=2)
    hint_cy = words("Hint", welsh=True, rows=2)
    bank_items = forms.MultipleChoiceField(
        label="What it asks about", required=False, widget=forms.CheckboxSelectMultiple
    )
    most = forms.IntegerField(
        label="At most how many answers",
        required=False,
        min_value=1,
        help_text="Leave empty for any number.",
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )
    required = forms.BooleanField(label="People cannot go on without an answer", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, question: Question, version: int, data: Any = None):
        mine = {
            **{f"text_{each}": getattr(question.text, each) for each in ("en", "cy")},
            **{f"hint_{each}": getattr(question.hint, each) for each in ("en", "cy")},
            "required": question.required,
            "most": question.most or None,
            "bank_items": [item.code for item in question.items if item.code],
            "version": version,
        }
        super().__init__(data, initial=mine)
        self.question = question
        self.of_bank = {item.code: item for item in bank().entry(question.code).newest.items} if question.code else {}
        self._leave_out()
        own_items = [item for item in question.items if not item.code]
        self.options = OptionRows(data, initial=_rows(question.options), prefix="option")
        self.items = ItemRows(data, initial=_rows(own_items), prefix="item")
        self.has_options = not question.code and question.kind in (Kind.ONE, Kind.SEVERAL)
        self.has_items = question.kind in MAY_HAVE_ITEMS - {Kind.ONE}

    def _leave_out(self) -> None:
        """Take away what this question does not have."""
        if self.question.code:
            for name in ("text_en", "text_cy", "hint_en", "hint_cy"):
                del self.fields[name]
        if self.question.code or self.question.kind != Kind.SEVERAL:
            del self.fields["most"]
        items = self.fields["bank_items"]
        assert isinstance(items, forms.MultipleChoiceField)
        items.choices = [(code, item.text.en) for code, item in self.of_bank.items()]
        if not self.of_bank:
            del self.fields["bank_items"]

    @property
    def rows(self) -> list[tuple[str, Any]]:
        """The tables of this question, each with its heading."""
        asked = [("Answers to choose from", self.options)] if self.has_options else []
        more = "More that you ask about" if self.of_bank else "What it asks about, one thing a page"
        return [*asked, (more, self.items)] if self.has_items else asked

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(table.is_valid() for _, table in self.rows)])

    @property
    def written(self) -> Question:
        """The question as it is now."""
        said, old = self.cleaned_data, self.question
        made = replace(old, required=said["required"], most=said.get("most") or 0)
        if old.code:
            made = replace(made, most=old.most)
        else:
            made = replace(
                made, text=Text(said["text_en"], said["text_cy"]), hint=Text(said["hint_en"], said["hint_cy"])
            )
        if self.has_options:
            made = replace(
                made,
                options=tuple(
                    Option(key, text, row["exclusive"], row["aside"]) for key, text, row in _kept(self.options)
                ),
            )
        if self.has_items:
            chosen = {item.code: item for item in old.items if item.code}
            banked = (
                [chosen.get(code, self.of_bank[code]) for code in self.of_bank if code in said["bank_items"]]
                if self.of_bank
                else []
            )
            taken = [item.key for item in banked]
            made = replace(made, items=(*banked, *(Item(key, text) for key, text, _ in _kept(self.items, taken))))
        return made


class RouteForm(forms.Form):
    """Who is asked: answers of earlier questions, ticked."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, question: Question, earlier: Sequence[Page], version: int, data: Any = None):
        super().__init__(data, initial={"version": version})
        ticked = {condition.page: list(condition.options) for condition in question.route}
        self.pages = [page for page in earlier if options_of(page.question)]
        for page in self.pages:
            self.fields[page.key] = forms.MultipleChoiceField(
                label=f"{page.question.text.en} {page.item.text.en}" if page.item else page.question.text.en,
                choices=[(option.key, option.text.en) for option in options_of(page.question)],
                initial=ticked.get(page.key, []),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def by_page(self) -> list[tuple[Any, bool]]:
        """Each earlier page's field, and whether something of it is ticked now."""
        return [(self[page.key], bool(self[page.key].value())) for page in self.pages]

    @property
    def route(self) -> tuple[Condition, ...]:
        return tuple(
            Condition(page.key, tuple(self.cleaned_data[page.key]))
            for page in self.pages
            if self.cleaned_data[page.key]
        )


def _rows(entries: Sequence[Option | Item]) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key,
            "en": each.text.en,
            "cy": each.text.cy,
            "place": place,
            "exclusive": getattr(each, "exclusive", False),
            "aside": getattr(each, "aside", False),
        }
        for place, each in enumerate(entries, 1)
    ]


def _kept(rows: Any, taken: Iterable[str] = ()) -> list[tuple[str, Text, dict[str, Any]]]:
    """Rows with words, in the order of their places; those without a place come last. New ones get a key."""
    said = [form.cleaned_data for form in rows if form.cleaned_data.get("en")]
    said.sort(key=lambda row: row["place"] if row["place"] is not None else MOST_ROWS + 1)
    used = {*taken, *(row["key"] for row in said if row["key"])}
    kept = []
    for row in said:
        key = row["key"] or key_for(row["en"], used)
        used.add(key)
        kept.append((key, Text(row["en"], row["cy"]), row))
    return kept
