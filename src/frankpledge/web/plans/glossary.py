"""The words that a plan explains at its end: the partnership's own, and the field's short forms that it uses."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import AgencyAlias, Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans.models import GlossaryTerm

ACRONYMS = Path(__file__).parent / "data" / "acronyms.csv"


@dataclass(frozen=True)
class Explained:
    """A short form or a word, what it stands for, and what it means; `own` where the partnership wrote it."""

    short: str
    words: str
    meaning: str = ""
    own: bool = False

    @property
    def key(self) -> str:
        return (self.short or self.words).casefold()


@cache
def field_acronyms() -> dict[str, str]:
    """The field's short forms and what they stand for, as they come with the program."""
    with ACRONYMS.open(encoding="utf-8", newline="") as file:
        return {row["short"]: row["words"] for row in csv.DictReader(file)}


def terms(viewer: Viewer) -> list[GlossaryTerm]:
    """The partnership's own words."""
    return list(GlossaryTerm.objects.filter(partnership=viewer.partnership, retired_on=None))


def glossary(viewer: Viewer, texts: Iterable[str]) -> list[Explained]:
    """
    What the plan's texts need explained, in order of the alphabet, in two questions: the partnership's own words, its
    agencies' short names and the field's short forms, those of the last two that stand in the texts.
    """
    return _explained(viewer.partnership, terms(viewer), short_forms("\n".join(texts)))


def for_residents(partnership: Partnership, texts: Iterable[str]) -> list[Explained]:
    """The same for anybody, of the partnership's own words too only those that stand in the texts."""
    whole = "\n".join(texts)
    with scopes_disabled():
        mine = GlossaryTerm.objects.filter(partnership=partnership, retired_on=None)
        used = [each for each in mine if _stands_in(each.short, whole) or _stands_in(each.long, whole)]
        return _explained(partnership, used, short_forms(whole))


def _explained(partnership: Partnership, mine: list[GlossaryTerm], used: set[str]) -> list[Explained]:
    own = [Explained(each.short, each.long, each.meaning, own=True) for each in mine]
    known = {each.short.upper() for each in own if each.short}
    aliases = AgencyAlias.objects.filter(partnership=partnership).select_related("agency")
    agencies = [Explained(each.alias, str(each.agency)) for each in aliases if each.alias in used]
    agencies = [each for each in agencies if each.short.upper() not in known]
    known |= {each.short.upper() for each in agencies}
    field = [Explained(short, words) for short, words in field_acronyms().items() if short in used - known]
    return sorted([*own, *agencies, *field], key=lambda each: each.key)


def _stands_in(words: str, text: str) -> bool:
    """Whether a text has these words, whole, in capitals or not; a plural counts."""
    return bool(words) and bool(re.search(rf"(?<!\w){re.escape(words)}s?(?!\w)", text, re.IGNORECASE))


def short_forms(text: str) -> set[str]:
    """Every word of capitals in a text, without the plural's s."""
    from frankpledge.web.plans.completeness import ACRONYM

    return {each.removesuffix("s") for each in ACRONYM.findall(text)}
