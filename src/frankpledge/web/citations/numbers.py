"""Numbers of rows as addresses have them: an address may hold anything."""

from collections.abc import Iterable

MOST_DIGITS = 18  # what the database can hold


def rows(ids: Iterable[str]) -> list[int]:
    """Those that can be the number of a row."""
    return [int(each) for each in ids if each.isascii() and each.isdecimal() and len(each) <= MOST_DIGITS]
