"""What must hold of a column of a reference file; the rows of which it does not hold are rejected, all at once."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.opened import Opened
from frankpledge.sources.police_uk_csv import Lines, parse

AREA_CODE = r"^[EWNS][0-9]{8}$"
WHOLE_NUMBER = r"^([0-9]+|[0-9]{1,3}(,[0-9]{3})+)$"
NUMBER = r"^-?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?$"


def lines_of(opened: Opened) -> Lines:
    """The rows of a CSV under its own header, with spaces around values taken off."""
    lines = parse(opened.read(), opened.head.columns, opened.name)
    lines.table = pa.table({name: pc.utf8_trim_whitespace(lines.table[name]) for name in lines.table.column_names})
    return lines


def check_codes(lines: Lines, column: str, *, blank: bool = False) -> None:
    """Keep rows with an ONS code in the column (or, if `blank`, nothing)."""
    _check(lines, column, AREA_CODE, "not an ONS area code, which is a letter and 8 digits", blank)


def check_whole_numbers(lines: Lines, column: str, *, low: int = 0, high: int | None = None) -> None:
    """Keep rows with a whole number from `low` to `high`."""
    _check(lines, column, WHOLE_NUMBER, "not a whole number, 0 or more", blank=False)
    numbers = whole_numbers(lines, column)
    outside = pc.less(numbers, low)
    if high is not None:
        outside = pc.or_(outside, pc.greater(numbers, high))
    lines.drop(outside, column, f"not from {low:,} to {high:,}" if high is not None else f"less than {low:,}")


def check_numbers(
    lines: Lines, column: str, *, low: float | None = None, high: float | None = None, blank: bool = False
) -> None:
    """Keep rows with a number (or, if `blank`, nothing), from `low` to `high` where they are given."""
    _check(lines, column, NUMBER, "not a number", blank)
    given = numbers(lines, column)
    if low is not None:
        lines.drop(pc.less(given, low), column, f"less than {low:g}")
        given = numbers(lines, column)
    if high is not None:
        lines.drop(pc.greater(given, high), column, f"more than {high:g}")


def check_once(lines: Lines, columns: Sequence[str]) -> None:
    """Keep the first row of each key; a later one would contradict it, or say nothing new."""
    key = pc.binary_join_element_wise(*(lines.table[name] for name in columns), "\x1f")
    codes = pc.dictionary_encode(key.combine_chunks() if isinstance(key, pa.ChunkedArray) else key).indices
    order = np.asarray(codes)
    first = np.zeros(len(order), bool)
    first[np.unique(order, return_index=True)[1]] = True
    if first.all():
        return
    lines.drop(pa.chunked_array([pa.array(~first)]), columns[0], f"a second row for the same {' and '.join(columns)}")


def whole_numbers(lines: Lines, column: str, kind: pa.DataType | None = None) -> pa.ChunkedArray:
    """A checked column as integers."""
    return pc.cast(pc.replace_substring(lines.table[column], ",", ""), kind or pa.int64())


def numbers(lines: Lines, column: str) -> pa.ChunkedArray:
    """A checked column as float64, null where it is blank."""
    return pc.cast(lines.text_or_null(column), pa.float64())


def nothing(lines: Lines, kind: pa.DataType | None = None) -> pa.Array:
    """A column that the file does not have."""
    return pa.nulls(len(lines.table), kind or pa.string())


def text(lines: Lines, column: str | None) -> pa.ChunkedArray | pa.Array:
    """A column as text, null where it is blank or the file does not have it."""
    return lines.text_or_null(column) if column else nothing(lines)


def constant(lines: Lines, value: int) -> pa.Array:
    """The same year in every row."""
    return pa.array(np.full(len(lines.table), value, np.int32))


def _check(lines: Lines, column: str, pattern: str, reason: str, blank: bool) -> None:
    values = lines.table[column]
    empty = pc.equal(values, "")
    if not blank:
        lines.drop(empty, column, "blank")
        values = lines.table[column]
        empty = pc.equal(values, "")
    wrong = pc.and_(pc.invert(empty), pc.invert(pc.match_substring_regex(values, pattern)))
    lines.drop(wrong, column, reason)
