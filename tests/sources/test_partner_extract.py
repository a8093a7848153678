"""A partner's extract: taken as agreed, or refused before anything is taken."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.sources.opened import UnreadableFile
from tests.sources.partners import COLUMNS, feed, hidden, one_row, put, read_lines, read_path
from tests.sources.workbooks import put_workbook

HEADER = "Ref,Type,Start"
ROW = "C1,Burglary,03/02/2026 22:15"


def refusal(folder, made, *lines, **options):
    with pytest.raises(UnreadableFile) as caught:
        read_lines(folder, made, *lines, **options)
    return str(caught.value)


def faults(reading):
    return [(bad.row, bad.column, bad.reason.partition(":")[0]) for bad in reading.rejected]


def with_column(heading, meaning, **more):
    return feed(COLUMNS | {heading: meaning}, **more)


def test_a_row_is_typed_and_its_reference_hidden(tmp_path):
    row = one_row(read_lines(tmp_path, feed(), HEADER, ROW))

    assert row["event"] == hidden("C1")
    assert row["from_at"] == row["to_at"] == datetime(2026, 2, 3, 22, 15)
    assert (row["month"], row["month_ix"], row["time_known"]) == ("2026-02", 2026 * 12 + 1, True)
    assert (row["offence_group"], row["kind"], row["sensitivity"]) == ("Burglary", "crimes", "restricted")
    assert (row["source_system"], row["source_row"]) == ("Old records", 2)


def test_a_person_is_known_by_sex_age_and_pseudonym(tmp_path):
    made = feed(
        COLUMNS
        | {"V": "victim", "Age": "victim_age", "S": {"field": "victim_sex", "values": {"F": "female", "M": "male"}}}
        | {"Rep": "victim_repeat", "Perp": "suspect", "DA": {"field": "domestic_abuse", "blank": False}}
    )

    row = one_row(read_lines(tmp_path, made, HEADER + ",V,Age,S,Rep,Perp,DA", ROW + ",P7,34,f,Y,P7,"))

    assert (row["victim"], row["victim_age"], row["victim_sex"]) == (hidden("P7"), 34, "female")
    assert (row["victim_repeat"], row["domestic_abuse"], row["hate"]) == (True, False, None)
    assert row["suspect"] == row["victim"]


def test_a_window_ends_when_it_says(tmp_path):
    made = with_column("End", {"field": "to", "format": "%d/%m/%Y"})

    row = one_row(read_lines(tmp_path, made, HEADER + ",End", ROW + ",05/02/2026"))

    assert row["to_at"] == datetime(2026, 2, 6)
    assert row["time_known"] is False


def test_a_date_without_time_is_a_whole_day(tmp_path):
    made = feed(COLUMNS | {"Start": {"field": "from", "format": "%d/%m/%Y"}})

    row = one_row(read_lines(tmp_path, made, HEADER, "C1,Burglary,03/02/2026"))

    assert (row["from_at"], row["to_at"]) == (datetime(2026, 2, 3), datetime(2026, 2, 4))
    assert row["time_known"] is False


def test_date_and_time_may_stand_in_two_columns(tmp_path):
    made = feed(COLUMNS | {"Start": {"field": "from", "format": "%d/%m/%Y"}, "At": "from_time"})

    reading = read_lines(
        tmp_path, made, HEADER + ",At", "C1,A,03/02/2026,23:59", "C2,A,03/02/2026,", "C3,A,03/02/2026,25:00"
    )

    assert reading.rows["time_known"].to_pylist() == [True, False]
    assert reading.rows["from_at"].to_pylist()[0] == datetime(2026, 2, 3, 23, 59)
    assert faults(reading) == [(4, "At", "not a time of day as agreed")]


def test_midnight_may_mean_that_nobody_knows(tmp_path):
    made = feed(COLUMNS | {"Start": {"field": "from", "format": "%d/%m/%Y %H:%M", "midnight": "unknown"}})

    row = one_row(read_lines(tmp_path, made, HEADER, "C1,Burglary,03/02/2026 00:00"))

    assert row["time_known"] is False


def test_the_month_is_the_one_the_sender_cuts_by(tmp_path):
    made = feed(COLUMNS | {"Rec": {"field": "recorded", "format": "%Y-%m-%d"}}, file='month_by = "recorded"')

    row = one_row(read_lines(tmp_path, made, HEADER + ",Rec", ROW + ",2026-03-01"))

    assert (row["month"], row["source_system"]) == ("2026-03", "New records")


def test_one_date_the_other_way_round_refuses_the_file_without_showing_it(tmp_path):
    why = refusal(tmp_path, feed(), HEADER, ROW, "C2,Burglary,02/13/2026 10:00")

    assert "row 3, column “Start”" in why
    assert "02/13" not in why


@pytest.mark.parametrize(
    ("start", "reason"),
    [("yesterday", "not a date as agreed (%d/%m/%Y %H"), ("", "blank, and the month is counted by it"),
     ("01/07/2026 00:00", "in the future"), ("01/01/1066 00:00", "before 1970"), ("31/02/2026 10:00", "not a date as agreed (%d/%m/%Y %H")],
)  # fmt: skip
def test_a_bad_date_rejects_its_row(tmp_path, start, reason):
    reading = read_lines(tmp_path, feed(), HEADER, ROW, f"C2,Burglary,{start}")

    assert faults(reading) == [(3, "Start", reason)]
    assert len(reading.rows) == 1


def test_what_ends_before_it_begins_is_rejected(tmp_path):
    made = with_column("End", {"field": "to", "format": "%d/%m/%Y %H:%M"})

    reading = read_lines(tmp_path, made, HEADER + ",End", ROW + ",03/02/2026 22:00")

    assert faults(reading) == [(2, "End", "ends before it begins")]


def test_rejected_rows_show_the_shape_of_a_value_only(tmp_path):
    made = with_column("Age", "victim_age")

    reading = read_lines(tmp_path, made, HEADER + ",Age", ROW + ",Zebedee")

    assert [bad.value for bad in reading.rejected] == ["Aaaaaaa"]


def test_a_repeated_reference_is_rejected_unless_rows_are_people(tmp_path):
    once = read_lines(tmp_path, feed(), HEADER, ROW, ROW)
    people = read_lines(tmp_path, feed(file='one_row_per = "person"'), HEADER, ROW, ROW)

    assert [(bad.row, bad.column) for bad in once.rejected] == [(3, "Ref")]
    assert len(people.rows) == 2


@pytest.mark.parametrize(
    ("values", "expected"), [(("1.5", "53.9"), (1.5, 53.9)), (("", ""), (None, None)), (("0", "0"), (None, None))]
)
def test_coordinates_are_degrees(tmp_path, values, expected):
    made = feed(COLUMNS | {"X": "longitude", "Y": "latitude"})

    row = one_row(read_lines(tmp_path, made, HEADER + ",X,Y", f"{ROW},{values[0]},{values[1]}"))

    assert (row["lon"], row["lat"]) == expected


def test_grid_metres_become_degrees(tmp_path):
    made = feed(COLUMNS | {"X": "easting", "Y": "northing"})

    row = one_row(read_lines(tmp_path, made, HEADER + ",X,Y", f"{ROW},400000,400000"))

    assert row["lon"] == pytest.approx(-2.0015, abs=1e-3)
    assert row["lat"] == pytest.approx(53.4965, abs=1e-3)


def test_points_may_be_moved_to_the_middle_of_a_square(tmp_path):
    made = feed(COLUMNS | {"X": "easting", "Y": "northing"}, file="precision_metres = 100")

    reading = read_lines(tmp_path, made, HEADER + ",X,Y", f"{ROW},400001,400001", f"C2{ROW[2:]},400099,400099")

    assert len(set(reading.rows["lon"].to_pylist())) == 1


def test_coordinates_the_wrong_way_round_are_rejected(tmp_path):
    made = feed(COLUMNS | {"X": "longitude", "Y": "latitude"})

    reading = read_lines(tmp_path, made, HEADER + ",X,Y", f"{ROW},53.9,-1.5")

    assert faults(reading) == [(2, "X", "not from -9 to 3")]


def test_windows_1252_must_be_stated(tmp_path):
    accented = "C1,Café theft,03/02/2026 22:15"

    assert "not in UTF-8 (line 2)" in refusal(tmp_path, feed(), HEADER, accented, encoding="cp1252")
    stated = feed(file='encoding = "windows-1252"')
    assert one_row(read_lines(tmp_path, stated, HEADER, accented, encoding="cp1252"))["offence_group"] == "Café theft"
    assert "is in UTF-8" in refusal(tmp_path, stated, HEADER, accented)


def test_a_byte_order_mark_is_no_part_of_a_heading(tmp_path):
    assert len(read_lines(tmp_path, feed(), HEADER, ROW, encoding="utf-8-sig").rows) == 1


def test_text_mangled_before_it_came_is_refused(tmp_path):
    assert "mangled" in refusal(tmp_path, feed(), HEADER, "C1,Cafe\u0301 and CafÃ©,03/02/2026 22:15")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Ref,Type,Begin", "gone: “Start”; new: “Begin”"),
        ("Ref,Start,Type", "moved: “Start”, “Type”"),
        ("Ref,Type,Start,Notes", "new: “Notes”"),
        ("Ref,Type,Start,Start", "the heading “Start” twice"),
        ("Ref,Type,Start,", "a column without a heading (D)"),
    ],
)
def test_another_layout_is_refused_by_the_columns_that_differ(tmp_path, header, words):
    assert words in refusal(tmp_path, feed(), header, "C1,Burglary,03/02/2026 22:15" + "," * (header.count(",") - 2))


def test_headings_told_apart_by_number(tmp_path):
    made = feed(COLUMNS | {"Type#2": "outcome"}, drop=["column 5"], file="numbered = true")

    row = one_row(read_lines(tmp_path, made, "Ref,Type,Start,Type,", f"{ROW},Charged,x"))

    assert row["outcome"] == "Charged"


def test_a_number_cut_short_by_a_spreadsheet_is_refused(tmp_path):
    assert "row 2, column “Ref”" in refusal(tmp_path, feed(), HEADER, "1.23E+11,Burglary,03/02/2026 22:15")


def test_headings_may_stand_lower_down(tmp_path):
    made = feed(file="header_row = 3")

    row = one_row(read_lines(tmp_path, made, "Extract for the partnership", "", HEADER, ROW))

    assert row["source_row"] == 4


def test_a_workbook_is_read_like_a_csv(tmp_path):
    made = feed(file='format = "xlsx"')
    path = put_workbook(
        tmp_path, "a.xlsx", {"Crimes": [HEADER.split(","), ["C1", "Burglary", datetime(2026, 2, 3, 22, 15)]]}
    )

    assert one_row(read_path(path, made))["from_at"] == datetime(2026, 2, 3, 22, 15)


GOOD = [
    HEADER.split(","),
    ["C1", "Burglary", datetime(2026, 2, 3, 22, 15)],
    ["C2", "Theft", datetime(2026, 2, 4, 2, 0)],
]


@pytest.mark.parametrize(
    ("sheets", "wrong", "words"),
    [
        ({"A": GOOD}, {"merged": ["A2:A3"]}, "merged cells (sheet A, A2:A3)"),
        ({"A": GOOD}, {"formulas": ["B3"]}, "a formula (sheet A, cell B3)"),
        ({"A": GOOD}, {"errors": ["B2"]}, "an error (sheet A, cell B2)"),
        ({"A": GOOD, "B": GOOD}, {}, "several sheets (A, B)"),
        ({"A": [["Crime"], *GOOD]}, {}, "gone"),
        ({"A": [*GOOD, ["C3", "Theft", "14/02/2026 10:00"]]}, {}, "dates and text in one column (sheet A, row 4"),
        ({"A": [*GOOD, ["C3", "Theft", datetime(2026, 2, 4), "x"]]}, {}, "from cell D4 on"),
        (
            {"A": [*GOOD, [1234567890123456789, "Theft", datetime(2026, 2, 4)]]},
            {},
            "more digits than a spreadsheet keeps",
        ),
    ],
)
def test_what_a_workbook_leaves_open_is_refused_by_cell(tmp_path, sheets, wrong, words):
    with pytest.raises(UnreadableFile) as caught:
        read_path(put_workbook(tmp_path, "a.xlsx", sheets, **wrong), feed(file='format = "xlsx"'))

    assert words in str(caught.value)


def test_merged_titles_above_the_headings_do_no_harm(tmp_path):
    made = feed(file='format = "xlsx"\nheader_row = 2')
    path = put_workbook(tmp_path, "a.xlsx", {"A": [["Title", None], *GOOD]}, merged=["A1:C1"])

    assert len(read_path(path, made).rows) == 2


def test_counts_are_read_through_a_mapping(tmp_path):
    made = feed(
        {"Month": {"field": "month", "format": "%b %Y"}, "Area": "lsoa21", "What": "category", "N": "count"},
        kind="counts", name="Ambulance", sender="Frankshire Ambulance",
    )  # fmt: skip

    reading = read_lines(tmp_path, made, "Month,Area,What,N", "Feb 2026,E01999001,Assault,3", "Feb 2026,,Assault,<5")

    assert reading.dataset.name == "counts_extract"
    assert one_row(reading)["dataset"] == "Ambulance"
    assert faults(reading) == [(3, "N", "not a whole number, 0 or more")]


PLAIN = st.text("abcdefgh ,\"'\n\r=+-@ÄØ£", max_size=12)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(PLAIN, PLAIN, st.dates(date(2020, 1, 1), date(2026, 6, 1))), min_size=1, max_size=10))
def test_every_row_is_taken_rejected_or_the_file_refused(tmp_path, rows):
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER.split(","))
    writer.writerows([ref, kind, f"{day:%d/%m/%Y} 10:00"] for ref, kind, day in rows)
    path = put(tmp_path, out.getvalue().rstrip("\n"))

    reading = read_path(path, feed(file='one_row_per = "person"'))

    assert len(reading.rows) + len(reading.rejected) == len(rows)
    assert all("printed" in bad.reason for bad in reading.rejected)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=200))
def test_whatever_bytes_come_nothing_breaks(tmp_path, junk):
    path = tmp_path / "junk.csv"
    path.write_bytes(HEADER.encode() + b"\n" + junk)

    try:
        reading = read_path(path, feed())
    except UnreadableFile:
        return
    assert all(bad.reason for bad in reading.rejected)
