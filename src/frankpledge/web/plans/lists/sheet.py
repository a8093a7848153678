"""Visible sheets of an Excel workbook."""

from collections.abc import Iterator
from datetime import date, datetime

from frankpledge.sources.opened import UnreadableFile
from frankpledge.sources.spreadsheets import Workbook
from frankpledge.web.plans.lists.table import Line, UnreadableList, clean


def lines(data: bytes) -> Iterator[Line]:
    """Every row of every visible sheet, below the sheet's name. Raises UnreadableList."""
    try:
        book = Workbook(data)
        for sheet in book.sheets:
            for index, row in enumerate(book.rows(sheet)):
                cells = tuple(clean(_words(value)) for value in row.values)
                yield Line(cells, f"sheet {sheet}, row {row.number}", sheet, first=index == 0)
    except UnreadableFile as fault:
        raise UnreadableList(f"This workbook {fault}.") from fault


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
