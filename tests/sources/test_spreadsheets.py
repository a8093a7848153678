"""Workbooks as they stand: values, and what must not be guessed."""

import contextlib
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.sources.opened import UnreadableFile
from frankpledge.sources.spreadsheets import Workbook, column_letters, column_number
from tests.sources.workbooks import workbook

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Co", "Cn")), min_size=1, max_size=20),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=8), st.booleans(), st.booleans())
def test_every_value_comes_back(rows, inline, since_1904):
    if since_1904:
        rows = [[None if isinstance(v, date) and v.year < 1905 else v for v in row] for row in rows]

    read = Workbook(workbook({"S": rows}, inline=inline, since_1904=since_1904)).sheet("S")

    found = [row.values + [None] * (len(wanted) - len(row.values)) for row, wanted in zip(read.rows, rows, strict=True)]
    assert found == [list(row) for row in rows]


def test_a_time_of_day_is_a_time():
    book = Workbook(workbook({"S": [[time(22, 15)]]}))

    assert next(book.rows("S")).values == [time(22, 15)]


def test_formulas_errors_merged_cells_and_hidden_rows_are_told():
    rows = [["a", "b"], [1, 2], [3, 4]]
    sheet = Workbook(workbook({"S": rows}, formulas=["B2"], errors=["A3"], merged=["A1:B1"], hidden_rows=[3])).sheet(
        "S"
    )

    assert sheet.merged == ("A1:B1",)
    assert [row.formulas for row in sheet.rows] == [(), ("B2",), ()]
    assert [row.errors for row in sheet.rows] == [(), (), ("A3",)]
    assert [row.hidden for row in sheet.rows] == [False, False, True]


def test_hidden_sheets_are_not_offered():
    book = Workbook(workbook({"Crimes": [["a"]], "Look-up": [["b"]]}, hidden_sheets=["Look-up"]))

    assert list(book.sheets) == ["Crimes"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Excel workbook"),
        (b"PK\x03\x04 cut short", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data, words):
    with pytest.raises(UnreadableFile, match=words):
        Workbook(data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_refused_in_words_or_read(at, junk):
    data = bytearray(workbook({"S": [["Ref", "Start"], ["a", date(2025, 1, 1)]]}))
    data[at % len(data) : at % len(data) + len(junk)] = junk

    # Any other exception fails the test.
    with contextlib.suppress(UnreadableFile):
        book = Workbook(bytes(data))
        for name in book.sheets:
            book.sheet(name)


def test_entities_that_grow_are_not_read():
    import io
    import zipfile

    good = workbook({"S": [["a"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + text
            new.writestr(name, text)

    with pytest.raises(UnreadableFile, match="document type"):
        Workbook(out.getvalue()).sheet("S")


@given(st.integers(0, 16_383))
def test_letters_and_numbers_of_columns_agree(number):
    assert column_number(f"{column_letters(number)}7") == number
