"""Rows of a police.uk CSV, each with the line on which it stands."""

import csv
import io

import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.sources.opened import UnreadableFile, WrongHeader
from frankpledge.sources.police_uk_csv import Lines, parse

COLUMNS = ("a", "b", "c")


def parsed(text: str) -> Lines:
    return parse(text.encode(), COLUMNS, "x.csv")


def rows(lines: Lines) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (line, tuple(row.values())) for line, row in zip(lines.line.to_pylist(), lines.table.to_pylist(), strict=True)
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_rows_have_the_lines_they_stand_on(end: str, last: str) -> None:
    lines = parsed(end.join(["a,b,c", "1,2,3", '"x, y",,z']) + (end if last else ""))

    assert rows(lines) == [(2, ("1", "2", "3")), (3, ("x, y", "", "z"))]
    assert lines.rejected == []


def test_a_quoted_value_may_run_over_a_line_end() -> None:
    lines = parsed('a,b,c\n1,"two\nlines",3\n4,5,6\n')

    assert rows(lines) == [(2, ("1", "two\nlines", "3")), (4, ("4", "5", "6"))]


def test_empty_lines_are_no_rows_but_are_counted() -> None:
    lines = parsed("a,b,c\n\n1,2,3\n,,\n\n4,5,6\n\n")

    assert rows(lines) == [(3, ("1", "2", "3")), (6, ("4", "5", "6"))]
    assert lines.rejected == []


def test_a_row_of_another_width_is_rejected_with_its_line() -> None:
    lines = parsed("a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n7,8,9\n")

    assert rows(lines) == [(2, ("1", "2", "3")), (4, ("4", "5", "6")), (6, ("7", "8", "9"))]
    assert [(bad.row, bad.value, bad.reason) for bad in lines.rejected] == [
        (3, "1,2", "2 values where there should be 3"),
        (5, "1,2,3,4", "4 values where there should be 3"),
    ]


def test_a_last_line_cut_short_is_said_to_be() -> None:
    lines = parsed("a,b,c\n1,2,3\n4,5")

    assert rows(lines) == [(2, ("1", "2", "3"))]
    assert [(bad.row, bad.reason) for bad in lines.rejected] == [
        (3, "the last line is cut short: 2 values where there should be 3")
    ]


def test_a_quote_that_is_never_closed_takes_no_other_row_with_it() -> None:
    lines = parsed('a,b,c\n1,2,3\n4,"five,6\n' + "7,8,9\n" * 30)

    assert rows(lines)[:2] == [(2, ("1", "2", "3")), (4, ("7", "8", "9"))]
    assert len(rows(lines)) == 31
    assert [(bad.row, bad.reason) for bad in lines.rejected] == [(3, "a quote is opened and never closed")]


def test_a_quote_inside_a_value_is_a_letter_like_another() -> None:
    lines = parsed('a,b,c\n1,near 3" pipe,3\n4,5,6\n')

    assert rows(lines) == [(2, ("1", 'near 3" pipe', "3")), (3, ("4", "5", "6"))]


def test_two_stray_quotes_do_not_join_the_rows_between() -> None:
    lines = parsed('a,b,c\n1,near 3" pipe,3\n4,5,6\n7,near 2" pipe,9\n')

    assert [line for line, _ in rows(lines)] == [2, 3, 4]


def test_a_quote_left_open_in_the_last_column_is_rejected() -> None:
    lines = parsed('a,b,c\n1,2,"three\n4,5,6\n')

    assert rows(lines) == [(3, ("4", "5", "6"))]
    assert [(bad.row, bad.reason) for bad in lines.rejected] == [(2, "a quote is opened and never closed")]


def test_a_byte_order_mark_is_tolerated() -> None:
    assert rows(parsed("\ufeffa,b,c\n1,2,3\n")) == [(2, ("1", "2", "3"))]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("a,b", "the header is without “c”"),
        ("a,b,d", "the header is without “c” and has “d” instead"),
        ("a,b,c,d", "the header has “d”"),
        ("b,a,c", "the header has the columns in another order, or twice"),
    ],
)
def test_another_header_is_refused_with_the_columns_that_differ(header: str, words: str) -> None:
    with pytest.raises(WrongHeader) as refusal:
        parsed(f"{header}\n1,2,3\n")

    assert str(refusal.value) == words


@pytest.mark.parametrize("text", ["a,b,c", "a,b,c\n", "a,b,c\n\n \n"])
def test_a_header_alone_is_no_file(text: str) -> None:
    with pytest.raises(UnreadableFile, match="a header and no rows"):
        parsed(text)


def test_drop_takes_bad_rows_out_and_keeps_the_lines_of_the_others() -> None:
    lines = parsed("a,b,c\n1,x,3\n4,5,6\n7,x,9\n")

    lines.drop(pc.equal(lines.table["b"], "x"), "b", "no x here")

    assert rows(lines) == [(3, ("4", "5", "6"))]
    assert [(bad.row, bad.column, bad.value) for bad in lines.rejected] == [(2, "b", "x"), (4, "b", "x")]


VALUE = st.text(alphabet='ab ,"\né', max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("xyz"), VALUE, VALUE), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"])
)
def test_whatever_python_writes_is_read_back(written: list[tuple[str, str, str]], end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerows([COLUMNS, *written])

    lines = parse(out.getvalue().encode(), COLUMNS, "x.csv")

    assert [values for _, values in rows(lines)] == written
    assert lines.rejected == []
