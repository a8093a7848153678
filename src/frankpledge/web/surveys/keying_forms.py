"""The keying screen: how the pile came, and one short field for each question."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from frankpledge.web.plans.forms import day
from frankpledge.web.surveys.checking import LONGEST
from frankpledge.web.surveys.keying import MODES
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.paper import PaperPage, paper_form, paper_pages
from frankpledge.web.surveys.questionnaire import LANGUAGES, Kind, Questionnaire

SHORT = {"class": "govuk-input govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off", "data-key": ""}


class PileForm(forms.Form):
    """What is said once for a pile of papers, and kept from one to the next."""

    mode = forms.ChoiceField(label="How it came", choices=MODES, widget=forms.RadioSelect)
    on = day("Day it was answered")
    batch = forms.CharField(
        label="Pile or event",
        help_text="For example Library, May 3. No names of people.",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-20"}),
    )
    language = forms.ChoiceField(label="Language of the form", choices=list(LANGUAGES.items()), initial="en")


@dataclass(frozen=True)
class KeyedQuestion:
    """A question of the form beside the field that takes its answer."""

    asked: PaperPage
    text: str
    item: str
    only_if: str
    options: tuple[tuple[int, str], ...]
    field: forms.BoundField


class AnswersForm(forms.Form):
    """One field for each question, named p1, p2, … by the numbers on the form."""

    sending = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, survey: Survey, questionnaire: Questionnaire, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.printed = paper_form(survey, questionnaire, "en")
        self.pages = paper_pages(questionnaire)
        for asked in self.pages:
            words = asked.page.question.kind == Kind.COMMENT
            widget = (
                forms.Textarea(attrs={"rows": 3, "data-key": "", "class": "govuk-textarea"})
                if words
                else forms.TextInput(
                    attrs=SHORT | {"aria-describedby": f"options-{asked.number}"}
                    if asked.keys
                    else SHORT | {"inputmode": "text"}
                )
            )
            self.fields[f"p{asked.number}"] = forms.CharField(
                label=f"Question {asked.number}", required=False, max_length=LONGEST if words else 60, widget=widget
            )

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by page."""
        return {asked.page.key: self.cleaned_data.get(f"p{asked.number}", "") for asked in self.pages}

    def add_faults(self, by_page: dict[str, str]) -> None:
        for asked in self.pages:
            if asked.page.key in by_page:
                self.add_error(f"p{asked.number}", by_page[asked.page.key])

    @property
    def questions(self) -> Iterator[KeyedQuestion]:
        for asked, printed in zip(self.pages, self.printed.questions, strict=True):
            options = tuple(enumerate(printed.options, start=1))
            yield KeyedQuestion(asked, printed.text, printed.item, printed.only_if, options, self[f"p{asked.number}"])


def kept(cleaned: dict[str, Any]) -> dict[str, str]:
    """What of a pile is kept from one paper to the next, as a session holds it."""
    return {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in cleaned.items()}
