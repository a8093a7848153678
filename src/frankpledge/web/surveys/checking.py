"""Whether what somebody gave on a page answers it."""

import re
from collections.abc import Sequence
from typing import Any

from frankpledge.web.surveys.questionnaire import Kind, Questionnaire, Text
from frankpledge.web.surveys.scales import options_of

LONGEST = 2000  # letters in a comment: about a page
# The shape of a postcode in the United Kingdom, without its space; whether it exists is for the look-up to say.
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
NO_LETTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # no database, sheet or printer takes them all
CHOOSE = Text("Choose an answer to go on", "Dewiswch ateb i fynd ymlaen")
NOT_OFFERED = Text("Choose one of the answers that are listed", "Dewiswch un o’r atebion sydd ar y rhestr")
ALONE = Text("“{option}” cannot be chosen with another answer", "Ni ellir dewis “{option}” gydag ateb arall")
AT_MOST = Text("Choose at most {most} answers", "Dewiswch ddim mwy na {most} ateb")
WRITE = Text("Write an answer to go on", "Ysgrifennwch ateb i fynd ymlaen")
TOO_LONG = Text("Write at most {longest} letters", "Ysgrifennwch ddim mwy na {longest} llythyren")
NOT_A_POSTCODE = Text(
    "Write a whole postcode, such as AB1 2CD, or leave it empty",
    "Ysgrifennwch god post cyfan, fel AB1 2CD, neu gadewch y blwch yn wag",
)


class NotAnAnswer(ValueError):
    """What was given does not answer the page; the message is for the person, in their language."""


def check(questionnaire: Questionnaire, page: str, given: Sequence[str], language: str = "en") -> Any:
    """
    The value to keep (see `questionnaire`), or None where the page was left empty and may be.

    `given` is what the form sent under the page's name, as `request.POST.getlist(page)` has it. Raises NotAnAnswer;
    KeyError for a page that there is not.
    """
    question = questionnaire.page(page).question
    words = [stripped for each in given if (stripped := each.strip())]
    if not words:
        if question.required:
            raise NotAnAnswer((WRITE if question.kind in (Kind.COMMENT, Kind.POSTCODE) else CHOOSE).say(language))
        return None
    if question.kind == Kind.COMMENT:
        if len(words[0]) > LONGEST:
            raise NotAnAnswer(TOO_LONG.say(language).format(longest=LONGEST))
        return NO_LETTER.sub("", words[0].replace("\r\n", "\n"))
    if question.kind == Kind.POSTCODE:
        return _postcode(words[0], language)
    options = options_of(question)
    chosen = [option for option in options if option.key in words]
    if set(words) - {option.key for option in options} or (question.kind != Kind.SEVERAL and len(chosen) > 1):
        raise NotAnAnswer(NOT_OFFERED.say(language))
    if question.kind != Kind.SEVERAL:
        return chosen[0].key
    alone = next((option for option in chosen if option.exclusive), None)
    if alone and len(chosen) > 1:
        raise NotAnAnswer(ALONE.say(language).format(option=alone.text.say(language)))
    if question.most and len(chosen) > question.most:
        raise NotAnAnswer(AT_MOST.say(language).format(most=question.most))
    return [option.key for option in chosen]


def _postcode(written: str, language: str) -> str:
    """Without spaces, in capitals."""
    shortened = re.sub(r"[^A-Za-z0-9]", "", written).upper()
    if not POSTCODE.fullmatch(shortened):
        raise NotAnAnswer(NOT_A_POSTCODE.say(language))
    return shortened
