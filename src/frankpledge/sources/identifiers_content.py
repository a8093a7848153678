"""What identifiers look like, one cell at a time."""

import re
from collections.abc import Mapping

MOST_WORDS, MOST_LETTERS = 8, 60  # a code or a category is shorter

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.])(\+44[\s-]?\(?0?\)?|0044[\s-]?|\(?0)(?=[1-37-9])(\d[\s\-()]{0,2}){9,10}(?![\w.]|\s?\d)")
# The forms HM Revenue & Customs gives: letters that are never used are left out.
INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
    re.IGNORECASE,
)
PLATE = re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y](0[1-9]|[1-9]\d)[ -]?[A-HJ-PR-Z]{3}\b", re.IGNORECASE)  # from 2001
# Before, with the year's letter in front or behind. "S18 GBH" is an offence, so these need a word before, or a column.
OLD_PLATE = r"(?!S\d+ ?[AG]BH\b)([A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y])"
PLATE_NAMED = re.compile(rf"\b(reg|registration|vrm|vrn|plate|index)\W{{0,3}}{OLD_PLATE}\b", re.IGNORECASE)
PLATE_ALONE = re.compile(rf"^{OLD_PLATE}$", re.IGNORECASE)
STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|way|court|crescent|cres|terrace|grove|gardens|gdns|place|"
    "mews|square|hill|walk|row|parade|rise|green|park"
)
ADDRESS = re.compile(
    rf"\b\d{{1,4}}[a-z]?,?\s+([A-Z][\w'’.-]*\s+){{1,4}}(?i:{STREETS})\b|\b(?i:flat|apartment|apt)\.?\s+\d+[a-z]?\b"
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? +\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
POSTCODE_ALONE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}$", re.IGNORECASE)
TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Master|MR|MRS|MISS)\.?\s+([A-Z]\.?\s+)?[A-Z][A-Za-z'’-]+")
DATE = r"(\d{1,2}[/.\-]\d{1,2}[/.\-](19|20)?\d{2}|(19|20)\d{2}-\d{2}-\d{2}|\d{1,2}(st|nd|rd|th)? [A-Z][a-z]{2,8} (19|20)\d{2})"
BORN = re.compile(rf"\b(d\.?o\.?b\.?|date of birth|born)\W{{0,4}}(on |in )?(\D{{0,3}}{DATE})", re.IGNORECASE)
DATE_ALONE = re.compile(rf"^{DATE}( 00:00(:00)?)?$")
TEN_DIGITS = re.compile(r"(?<![\w.])(\d{3}[ -]\d{3}[ -]\d{4}|\d{10})(?![\w.])")
NUMBER_ALONE = re.compile(r"^\d{10}$")
# The commonest forenames of England and Wales over the last century: enough to know a column of names by.
COMMON = """
james john robert michael william david richard thomas charles joseph daniel paul mark andrew steven stephen
kenneth george brian edward peter kevin jason matthew gary timothy anthony christopher simon ian alan colin
keith graham stuart neil martin philip nigel adam benjamin samuel jack harry oliver jacob alfie charlie oscar
liam joshua luke ryan jamie connor callum aaron nathan lewis mohammed muhammad mohammad ahmed ali hassan omar
ibrahim mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy margaret lisa betty
sandra ashley dorothy kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura
helen anna amy angela ruth jane julie tracey tracy nicola claire joanne alison gillian diane lesley wendy
samantha emma louise lauren hannah charlotte olivia amelia isla ava sophie chloe grace lucy megan ellie holly
katie jasmine fatima aisha maryam zainab ann anne jean joan sheila doris edna gladys albert arthur frank fred
ernest harold ronald raymond dennis derek norman leslie roy eric stanley sidney walter henry
"""
FORENAMES = frozenset(COMMON.split())
NAME = re.compile(r"^[A-Za-z][A-Za-z'’-]*(,? +[A-Za-z]\.?)?,? +[A-Za-z][A-Za-z'’-]+$")


def kinds_in(value: str) -> list[str]:
    """The kinds of identifier that stand somewhere in a cell."""
    found = []
    if "@" in value and EMAIL.search(value):
        found.append("e-mail address")
    digits = sum(map(str.isdigit, value))
    if digits >= 10 and PHONE.search(value):
        found.append("telephone number")
    # Ten digits and nothing else may be any number: see nhs_numbers.
    apart = digits >= 10 and not NUMBER_ALONE.match(value)
    if apart and any(is_nhs_number(match[0]) for match in TEN_DIGITS.finditer(value)):
        found.append("NHS number")
    if digits >= 6 and INSURANCE.search(value):
        found.append("National Insurance number")
    if digits and (PLATE.search(value) or PLATE_NAMED.search(value)):
        found.append("vehicle registration")
    if digits and ADDRESS.search(value):
        found.append("address")
    if digits and (POSTCODE.search(value) or POSTCODE_ALONE.match(value)):
        found.append("full postcode")
    if TITLE.search(value):
        found.append("name")
    if digits and BORN.search(value):
        found.append("date of birth")
    return found


def is_nhs_number(text: str) -> bool:
    """
    Whether ten digits have the right last one (modulus 11, NHS Data Model and Dictionary).

    >>> is_nhs_number("943 476 5919"), is_nhs_number("9434765918")
    (True, False)
    """
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def nhs_numbers(values: Mapping[str, int]) -> int:
    """
    How many cells are NHS numbers and nothing else, 0 where no more are than chance gives. `values` counts each value.

    Of any ten digits one in eleven has the right last one. More than three standard deviations above that is no chance.
    """
    tens = [value for value in values if NUMBER_ALONE.match(value)]
    right = [value for value in tens if is_nhs_number(value)]
    chance = len(tens) / 11
    return sum(values[value] for value in right) if len(right) > chance + 3 * (chance * 10 / 11) ** 0.5 else 0


def is_date_alone(value: str) -> bool:
    """Whether a cell is a whole date and nothing else."""
    return bool(DATE_ALONE.match(value))


def looks_like_a_name(value: str) -> bool:
    """
    >>> looks_like_a_name("Jack Smith"), looks_like_a_name("SMITH, Jack"), looks_like_a_name("Criminal damage")
    (True, True, False)
    """
    return bool(NAME.match(value)) and bool(FORENAMES & set(re.findall(r"[a-z]+", value.lower())))


def is_free_text(value: str) -> bool:
    """Whether somebody wrote a sentence: more than a code or category needs."""
    return len(value) > MOST_LETTERS or len(value.split()) > MOST_WORDS
