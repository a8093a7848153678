"""
A questionnaire on paper: its pages numbered in order, and the answers to each numbered too. Whoever keys the paper in
types the same numbers, so the form and the keying screen are made from this one list.
"""

from dataclasses import dataclass

from frankpledge.documents.paper_form import PaperForm, PrintedQuestion
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.questionnaire import Condition, Kind, Page, Questionnaire, Text
from frankpledge.web.surveys.scales import options_of

ONLY_IF = Text(
    "Only if at question {number} you chose: {options}", "Dim ond os dewisoch yng nghwestiwn {number}: {options}"
)
OR, ALL = Text(" or ", " neu "), Text("Choose all that apply", "Dewiswch bob un sy’n berthnasol")
AT_MOST = Text("Choose at most {most}", "Dewiswch ddim mwy na {most}")
TICK = Text("Circle one number", "Rhowch gylch o amgylch un rhif")
NO_NAMES = Text(
    "Please write no names, addresses or telephone numbers",
    "Peidiwch ag ysgrifennu enwau, cyfeiriadau na rhifau ffôn",
)
POSTCODE = Text(
    "We use it to find your area, and do not keep it", "Rydym yn ei ddefnyddio i ddod o hyd i’ch ardal, heb ei gadw"
)
HOW = Text(
    "Circle the number of your answer. Leave empty what you do not want to answer. Do not write your name.",
    "Rhowch gylch o amgylch rhif eich ateb. Gadewch yn wag yr hyn nad ydych am ei ateb. Peidiwch ag ysgrifennu eich enw.",
)


@dataclass(frozen=True)
class PaperPage:
    """A page with its number, and the key of each option by the number that is printed beside it."""

    number: int
    page: Page
    keys: tuple[str, ...]

    @property
    def by_code(self) -> dict[str, str]:
        """ "1" → "very"."""
        return {str(code): key for code, key in enumerate(self.keys, start=1)}


def paper_pages(questionnaire: Questionnaire) -> list[PaperPage]:
    return [
        PaperPage(number, page, tuple(option.key for option in options_of(page.question)))
        for number, page in enumerate(questionnaire.pages, start=1)
    ]


def paper_form(survey: Survey, questionnaire: Questionnaire, language: str) -> PaperForm:
    """What is printed, in one language."""
    pages = paper_pages(questionnaire)
    return PaperForm(
        title=questionnaire.title.say(language),
        run_by=survey.partnership.name,
        language={"en": "en-GB", "cy": "cy-GB"}[language],
        intro=questionnaire.intro.say(language),
        how=HOW.say(language),
        thanks=questionnaire.thanks.say(language),
        questions=tuple(_printed(each, pages, language) for each in pages),
    )


def _printed(asked: PaperPage, pages: list[PaperPage], language: str) -> PrintedQuestion:
    question, item = asked.page.question, asked.page.item
    hints = [question.hint.say(language)] if question.hint else []
    if question.kind == Kind.SEVERAL:
        hints.append(AT_MOST.say(language).format(most=question.most) if question.most else ALL.say(language))
    elif question.kind == Kind.COMMENT:
        hints.append(NO_NAMES.say(language))
    elif question.kind == Kind.POSTCODE:
        hints.append(POSTCODE.say(language))
    return PrintedQuestion(
        number=asked.number,
        text=question.text.say(language),
        item=item.text.say(language) if item else "",
        only_if="; ".join(_only_if(condition, pages, language) for condition in question.route),
        hints=tuple(hints),
        options=tuple(option.text.say(language) for option in options_of(question)),
        lines=5 if question.kind == Kind.COMMENT else 1 if question.kind == Kind.POSTCODE else 0,
    )


def _only_if(condition: Condition, pages: list[PaperPage], language: str) -> str:
    before = next(each for each in pages if each.page.key == condition.page)
    texts = {option.key: option.text.say(language) for option in options_of(before.page.question)}
    options = OR.say(language).join(texts[key] for key in condition.options if key in texts)
    return ONLY_IF.say(language).format(number=before.number, options=options)
