"""
Direct identifiers in a table that should have none: names, dates of birth, numbers that belong to one person.

Found by heading and by content, in every column. What is found is told of by its kind, its column and how many cells
have it, and never by the value itself. A search like this finds what looks like an identifier; it cannot promise that
nobody can be recognised from what is left (see suppression).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from frankpledge.sources.identifiers_content import (
    PLATE_ALONE,
    is_date_alone,
    is_free_text,
    kinds_in,
    looks_like_a_name,
    nhs_numbers,
)

# A heading that says so is no identifier, or one that has been replaced.
REPLACED = re.compile(r"pseudonym|hash|mask|anonym|depersonali|encrypted|scrambled", re.IGNORECASE)
ABOUT = {"type", "band", "flag", "category", "group", "class", "lsoa", "ward", "district", "sector", "area", "count"}
HEADINGS = (
    ("name", r"((fore|first|sur|last|middle|full|family|given|maiden|christian)[ ]?names?|initials|alias(es)?|surname)"),
    ("name", r"(nominal|victim|suspect|offender|complainant|caller|witness|patient|client|person|aggrieved|informant|"
             r"parent|child|customer|resident|tenant|accused|defendant|officer|contact|reporter|subject)s?( s)? names?"),
    ("name", r"^names?$|names? of (victim|suspect|offender|person|patient|caller|witness|officer)"),
    ("date of birth", r"d ?o ?b|(date|day) of birth|birth ?(date|day)|born"),
    ("telephone number", r"(tele)?phone|tel( no| number)?|mobile( no| number)?|contact (no|number)|fax"),
    ("e-mail address", r"e ?mail"),
    ("NHS number", r"nhs( no| num| number| id)?$"),
    ("National Insurance number", r"national insurance|nino|n i (no|number)|ni (no|num|number)"),
    ("address", r"address(es)?( line( \d+)?| \d+)?|addr( ?\d+)?|house (no|number|name)|building (no|number|name)|flat( no| number)?|uprn"),
    ("vehicle registration", r"vrm|vrn|(vehicle )?reg(istration)? (no|num|number|mark|plate)|number plate|licen[cs]e plate|registration|vehicle reg"),
    ("passport or licence number", r"passport( no| number)?|driving licen[cs]e( no| number)?|driver( s)? number"),
)  # fmt: skip
PATTERNS = tuple((kind, re.compile(rf"(^|\b)({pattern})(\b|$)")) for kind, pattern in HEADINGS)
SOME = 3
WHOLESALE = 0.1  # of a column that is hashed anyway, so many cells make it a column of identifiers


@dataclass(frozen=True)
class Identifier:
    """A kind of identifier in a column; `cells` is how many have it, 0 where the heading says so."""

    column: str
    kind: str
    cells: int

    def __str__(self) -> str:
        article = "an" if self.kind[0].lower() in "aeiou" or self.kind.startswith("NHS") else "a"
        if self.kind == "free text":
            return f"“{self.column}” is free text ({cells(self.cells)})"
        if not self.cells:
            return f"“{self.column}” is headed as {article} {self.kind}"
        return f"“{self.column}” has what looks like {article} {self.kind} ({cells(self.cells)})"


def cells(count: int) -> str:
    return f"{count:,} cell{'' if count == 1 else 's'}"


def by_heading(heading: str) -> str | None:
    """
    The kind of identifier that a heading names, or None.

    >>> by_heading("Victim_Surname"), by_heading("DOB"), by_heading("Ward name"), by_heading("Victim name (hashed)")
    ('name', 'date of birth', None, None)
    """
    if REPLACED.search(heading):
        return None
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.lower()).split())
    if ABOUT & set(words.split()):
        return None
    return next((kind for kind, pattern in PATTERNS if pattern.search(words)), None)


def by_content(column: str, values: Iterable[str], *, hashed: bool = False, dates: bool = False) -> list[Identifier]:
    """
    What the cells of a column give away.

    `hashed` columns are never kept as they are (a reference, a pseudonym), so that a number which only happens to have
    the form of an identifier does no harm there: they are refused when a tenth of their cells have it. `dates` says
    that dates are what the column is for.
    """
    given = Counter(value.strip() for value in values if value and value.strip())
    total = given.total()

    def cells_that(look: Callable[[str], object]) -> Counter[str]:
        return Counter({value: count for value, count in given.items() if look(value)})

    found: Counter[str] = Counter()
    for value, count in given.items():
        for kind in kinds_in(value):
            found[kind] += count
    found["NHS number"] += nhs_numbers(given)
    if not dates:
        found["date of birth"] += cells_that(is_date_alone).total()
    # One such cell may be a category; some different ones, or a fifth of all, are not.
    for kind, look in (("name", looks_like_a_name), ("vehicle registration", PLATE_ALONE.match)):
        alike = cells_that(look)
        if len(alike) >= SOME or (alike and len(alike) >= 0.2 * len(given)):
            found[kind] = max(found[kind], alike.total())
    if (long := cells_that(is_free_text).total()) >= 0.2 * total:
        found["free text"] = long
    least = WHOLESALE * total if hashed else 1
    return [Identifier(column, kind, count) for kind, count in sorted(found.items()) if count and count >= least]


def in_words(text: str) -> str | None:
    """The kind of identifier in a sentence that somebody typed, or None."""
    return next(iter(kinds_in(text)), None)


def shape(value: object) -> str:
    """
    A value with every letter and digit replaced, so that a person can find what is wrong without seeing whose it is.

    >>> shape("Ann Lee, 07/02/1990")
    'Aaa Aaa, 99/99/9999'
    """
    text = "" if value is None else str(value)
    letters = ("9" if c.isnumeric() else "A" if c.isupper() else "a" if c.isalnum() else c for c in text[:40])
    return "".join(letters)


def safe_heading(heading: str) -> str:
    """A heading for a message: where a table has lost its headings, its first row may name a person."""
    return shape(heading) if kinds_in(heading) or looks_like_a_name(heading) or is_date_alone(heading) else heading


def all_of(found: Sequence[Identifier]) -> str:
    """Several in one sentence."""
    return "; ".join(str(one) for one in found)
