"""An edition of results as its readers get it: the same for anybody, and for the two people who release it."""

from datetime import date
from typing import Any

from frankpledge.web.surveys import results_slopes
from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.models import ResultsEdition
from frankpledge.web.surveys.public_because import said_because
from frankpledge.web.surveys.questionnaire import LANGUAGES
from frankpledge.web.surveys.results_blocks import blocks, who
from frankpledge.web.surveys.results_words import words

WELSH_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd",
    "Rhagfyr",
)  # fmt: skip


def reading(edition: ResultsEdition, asked: str) -> dict[str, Any]:
    """What the templates need, in the language asked for where the survey has it, else in English."""
    content = edition.content
    language = asked if asked in content["languages"] else "en"
    margins = who(content, language)
    return {
        "edition": edition,
        "content": content,
        "first": day(content["from"], language),
        "last": day(content["until"], language),
        "blocks": blocks(content, language),
        "who": margins,
        "missed": [row for each in margins for row in each.missed],
        "recorded_picture": results_slopes.drawn(content.get("recorded"), "recorded"),
        "because": said_because(edition, language),
        "lang": language,
        "languages": [(code, LANGUAGES[code]) for code in content["languages"]],
        "w": words(language),
        "welsh_checked": bank().welsh_checked,
    }


def day(iso: str, language: str) -> str:
    """
    A day as people write it.

    >>> day("2026-03-03", "en"), day("2026-03-03", "cy")
    ('3 March 2026', '3 Mawrth 2026')
    """
    found = date.fromisoformat(iso)
    return f"{found.day} {WELSH_MONTHS[found.month - 1] if language == 'cy' else f'{found:%B}'} {found.year}"
