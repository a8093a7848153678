"""Small pieces that the parts of a pack are made of."""

from collections.abc import Iterable
from datetime import date

from frankpledge.documents.content import Cell, DataTable


def table(id: str, caption: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> DataTable:
    """A table of words, never folded away and whole on paper."""
    filled = tuple(tuple(Cell(text) for text in row) for row in rows)
    return DataTable(
        id, caption, tuple(Cell(text) for text in head), filled, folded=False, print_rows=max(1, len(filled))
    )


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
