"""One column of a partner's extract, as values of the field it is mapped to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from frankpledge.sources.column_checks import AREA_CODE
from frankpledge.sources.partner_extract_table import ExtractTable, as_text
from frankpledge.sources.partner_mapping import Column
from frankpledge.sources.postcodes import POSTCODE
from frankpledge.sources.spreadsheets import Value

YES, NO = {"y", "yes", "true", "t", "1"}, {"n", "no", "false", "f", "0"}
MOST_LETTERS = 120
OLDEST = 120


@dataclass(frozen=True)
class Taken:
    """A value a row, None where blank; `faults` are reasons by row why a value cannot be taken."""

    values: list[Any]
    faults: dict[int, str]


def take_column(table: ExtractTable, column: Column, pseudonym: Callable[[str], str]) -> Taken:
    """Each distinct value is looked at once."""
    known: dict[tuple[type, Value], tuple[Any, str]] = {}
    values: list[Any] = []
    faults: dict[int, str] = {}
    for index, value in enumerate(table.values(column.heading)):
        key = (type(value), value)
        if key not in known:
            known[key] = _taken(value, column, pseudonym)
        result, fault = known[key]
        values.append(result)
        if fault:
            faults[index] = fault
    return Taken(values, faults)


def _taken(value: Value, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    """The value as it will be held, and why it cannot be ("" if it can)."""
    text = as_text(value)
    if not text:
        return column.blank, ""
    if text.casefold() in column.values:
        return column.values[text.casefold()] if column.values[text.casefold()] != "" else None, ""
    if column.values and column.field.form != "flag":
        return None, "not among the values that the mapping names"
    return _FORMS[column.field.form](value, text, column, pseudonym)


def _hashed(value: Value, text: str, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    return pseudonym(text), ""


def _text(value: Value, text: str, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    if len(text) > MOST_LETTERS:
        return None, f"longer than {MOST_LETTERS} letters: no code or category is"
    if any(not letter.isprintable() for letter in text):
        return None, "has letters that cannot be printed"
    if column.separator:
        parts = [part.strip() for part in text.split(column.separator)]
        return "; ".join(part for part in parts if part), ""
    return text, ""


def _number(value: Value, text: str, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    if not re.fullmatch(r"£?-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", text):
        return None, "not a number"
    number = float(text.replace(",", "").removeprefix("£"))
    if number < 0:
        return None, "less than 0"
    return number, ""


def _age(value: Value, text: str, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    if not re.fullmatch(r"\d{1,3}", text) or int(text) > OLDEST:
        return None, f"not an age from 0 to {OLDEST}"
    return int(text), ""


def _flag(value: Value, text: str, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    said = text.casefold()
    if said in YES | NO:
        return said in YES, ""
    return None, "neither yes nor no: name it under the column's values"


def _code(value: Value, text: str, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    if not re.fullmatch(AREA_CODE, text):
        return None, "not an ONS area code, which is a letter and 8 digits"
    kind = "E05 W05" if column.field.name == "ward" else "E01 W01"
    if text[:3] not in kind.split():
        return None, f"not a code of {'a ward' if column.field.name == 'ward' else 'an LSOA'}"
    return text, ""


def _postcode(value: Value, text: str, column: Column, pseudonym: Callable[[str], str]) -> tuple[Any, str]:
    """Outward parts alone (HP11) have no one LSOA, so the row has no place, but is kept."""
    plain = text.replace(" ", "").upper()
    if re.fullmatch(POSTCODE, plain):
        return plain, ""
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?([0-9])?", plain):
        return None, ""
    return None, "not a postcode"


_FORMS: dict[str, Callable[[Value, str, Column, Callable[[str], str]], tuple[Any, str]]] = {
    "hashed": _hashed,
    "text": _text,
    "number": _number,
    "age": _age,
    "flag": _flag,
    "code": _code,
    "postcode": _postcode,
}
