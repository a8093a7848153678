"""Marks what looks like personal data in free text, for a person to look at before anything is published."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

E_MAIL = "e-mail address"
PHONE = "phone number"
POSTCODE = "postcode"
REGISTRATION = "car registration"
NAME = "name after a title"
ADDRESS = "street address"
NUMBERED = "home at a number"
BIRTH = "date of birth"
NHS = "NHS number"
INSURANCE = "National Insurance number"
SOCIAL = "social media name"


@dataclass(frozen=True)
class PersonalSpan:
    """Characters `start` to `end` (as Python counts) of a text, `words`, look like personal data of this `kind`."""

    start: int
    end: int
    kind: str
    words: str


def likely_personal(text: str) -> tuple[PersonalSpan, ...]:
    """
    What in a text looks like personal data, in order of place. Where two kinds overlap the longer is kept.

    E-mail addresses, UK phone numbers (not 101, 0800 and the like), full postcodes, car registrations, names after a
    title, street addresses with a number, homes told by a number (“neighbour at no 12”), dates of birth named as such,
    NHS numbers (by their check digit), National Insurance numbers, names on social media. It finds patterns, so it
    misses much: a name without a title, “the ginger lad by the chip shop”. Nothing marked does not mean nothing there.

    >>> [(one.kind, one.words) for one in likely_personal("Ask Mrs Jones, 07700 900123, about the noise at 2am")]
    [('name after a title', 'Mrs Jones'), ('phone number', '07700 900123')]
    """
    found = [
        PersonalSpan(match.start(), match.end(), kind, match.group())
        for kind, pattern, fits in _PATTERNS
        for match in pattern.finditer(text)
        if fits(match)
    ]
    return tuple(_without_overlap(found))


def _without_overlap(found: list[PersonalSpan]) -> Iterator[PersonalSpan]:
    kept: list[PersonalSpan] = []
    for one in sorted(found, key=lambda span: (span.start - span.end, span.start, span.kind)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda span: span.start)


def _always(_: re.Match[str]) -> bool:
    return True


def _is_phone(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match.group())
    digits = re.sub(r"^(?:00)?440?", "0", digits) if not digits.startswith("0") or digits.startswith("0044") else digits
    return len(digits) in (10, 11) and digits[1] in "1279"  # 03 and 08 are lines of organisations


def _is_postcode(match: re.Match[str]) -> bool:
    """“M4 2nd exit” and “A40 4th” are places on a road."""
    return re.fullmatch(r"1st|2nd|3rd|\dth", match.group(2)) is None


def _is_registration(match: re.Match[str]) -> bool:
    """“M40 AND” is a road and a word."""
    return match.group("letters").upper() not in _AFTER_A_ROAD


def _is_nhs(match: re.Match[str]) -> bool:
    digits = [int(digit) for digit in match.group() if digit.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and check % 11 == digits[9] and check != 10


def _is_name(match: re.Match[str]) -> bool:
    return match.group("name").lower() not in _AFTER_A_TITLE


def _is_address(match: re.Match[str]) -> bool:
    """“In 2019 High Street” is a year, “30 people on London Road” is how many."""
    if re.fullmatch(r"(?:19|20)\d\d", match.group("number")):
        return False
    named = match.group("named").split()
    return named[0].lower() not in _NOT_A_STREET and not (len(named) > 1 and named[1].lower() in _NOT_A_STREET)


_AFTER_A_ROAD_TEXT = (
    "AND THE WAS HAS HAD BUT FOR NOT ARE ALL OUT OFF NEW OLD BAD WHO WHY HOW CAN ITS OUR YOU SLIP BUS CAR VAN END "
    "TOO ONE TWO DUE VIA PER"
)
_AFTER_A_ROAD = frozenset(_AFTER_A_ROAD_TEXT.split())
_AFTER_A_TITLE_TEXT = (
    "a an and at are be but by for from has have i if in is it my no not of on or our so that the their then they "
    "this to was we were who whatever with you your the"
)
_AFTER_A_TITLE = frozenset(_AFTER_A_TITLE_TEXT.split())
_NOT_A_STREET_TEXT = (
    "am pm mph cars car people men women youths lads kids children houses shops times time on in at of from by "
    "near the a an and minutes minute min mins hours hour days day weeks week months month years year metres "
    "yards miles main side busy other different local bus buses off dead one incidents crimes burglaries "
    "complaints drivers vans bikes more or to residents lanes way through wheel police "
    "temporary new closed blocked"
)
_NOT_A_STREET = frozenset(_NOT_A_STREET_TEXT.split())
_DAY = r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3,9},?\s+\d{4}|(?:19|20)\d\d-\d\d-\d\d)"
_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Way|Crescent|Cres|Gardens|Court|Terrace|Place|Grove|Hill|"
    r"Square|Walk|Row|Mews|Parade|Green|Rise)"
)
_LATER = (
    r"(?!\s*(?:am\b|pm\b|a\.m|p\.m|o['’]?clock|[:.]\d\d|%|mph\b|in the\b|at night\b|bus\b|years\b|minutes\b|hours\b))"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (E_MAIL, re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE), _always),
    (PHONE, re.compile(r"(?<![\d£.,/])(?:(?:\+|\b00)44[\s-]?(?:\(0\))?|\(?0)\d(?:[\s().-]{0,2}\d){7,9}(?![\d/])"), _is_phone),
    (
        POSTCODE,
        re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE),
        _is_postcode,
    ),
    (REGISTRATION, re.compile(r"\b[A-HJ-PR-Y]{2}\d{2}\s?(?P<letters>[A-HJ-PR-Z]{3})\b", re.IGNORECASE), _is_registration),
    (REGISTRATION, re.compile(r"\b[A-HJ-NPR-TV-Y]\d{1,3}\s?(?P<letters>[A-HJ-PR-Z]{3})\b"), _is_registration),
    (REGISTRATION, re.compile(r"\b(?P<letters>[A-HJ-PR-Z]{3})\s?\d{1,3}[A-HJ-NPR-TV-Y]\b"), _is_registration),
    (
        NAME,
        re.compile(
            r"\b(?:(?:Mr|Mrs|Ms|Mx|Miss|Dr|Sir|Lady|Lord|Prof|Professor|Rev|Revd|Father|Cllr|Councillor|PC|PCSO|Sgt|"
            r"Sergeant|Inspector|Insp|Supt)\b\.?\s+|(?:MR|MRS|MS|DR)\.?\s+)"
            r"(?P<name>[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]+){0,2}"
        ),
        _is_name,
    ),
    (NAME, re.compile(r"\b(?:mr|mrs|ms)\b\.?[ \t]+(?P<name>[a-z][a-z'’-]+)"), _is_name),
    (
        ADDRESS,
        re.compile(
            r"(?<![\d£.,:/-])\b(?:[Ff]lat\s+\w{1,4},?\s+)?(?P<number>\d{1,4}[A-Za-z]?),?\s+"
            r"(?P<named>(?:(?:St\.?|[A-Z][\w'’-]*)\s+){1,3})" + _STREET + r"\b"
        ),
        _is_address,
    ),
    (
        ADDRESS,
        re.compile(
            r"(?<![\d£.,:/-])\b(?:flat\s+\w{1,4},?\s+)?(?P<number>\d{1,4}[a-z]?),?\s+(?P<named>[a-z]{3,})\s+"
            r"(?:street|road|rd|avenue|ave|lane|crescent|close|drive|terrace|grove|mews)\b(?!\s+(?:lamp|work|sign)s?)"
        ),
        _is_address,
    ),
    (
        NUMBERED,
        re.compile(r"\b(?:at|from|in|of|to)\s+(?:house|flat|number|no\.?|num\.?|#)\s*(?:no\.?\s*|number\s*)?\d{1,4}[a-z]?\b" + _LATER, re.IGNORECASE),
        _always,
    ),
    (
        NUMBERED,
        re.compile(r"\b(?:neighbou?rs?|lives?|living)\s+(?:(?:up|down|over)\s+)?(?:at|from|in)\s+\d{1,4}[a-z]?\b" + _LATER, re.IGNORECASE),
        _always,
    ),
    (
        BIRTH,
        re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|birthday|born)(?:\s+(?:is|was|on|in))?[\s:]*" + _DAY, re.IGNORECASE),
        _always,
    ),
    (NHS, re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), _is_nhs),
    (
        INSURANCE,
        re.compile(
            r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b",
            re.IGNORECASE,
        ),
        _always,
    ),
    (SOCIAL, re.compile(r"(?<![\w.@/])@[A-Za-z][A-Za-z0-9_.]{2,29}\b"), _always),
    (SOCIAL, re.compile(r"\b(?:www\.)?(?:facebook|instagram|tiktok|twitter|x|snapchat)\.com/(?:@|add/)?[\w.-]+", re.IGNORECASE), _always),
)  # fmt: skip
