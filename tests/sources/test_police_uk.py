"""The three kinds of police.uk file: what is recognised, what each row becomes, what is rejected."""

from pathlib import Path

import pytest

from frankpledge.month import Month
from frankpledge.sources import police_uk_outcomes, police_uk_stop_and_search, police_uk_street
from frankpledge.sources.opened import Opened, Reading, UnreadableFile
from frankpledge.sources.police_uk import is_sample
from frankpledge.sources.recognise import almost, recognise
from tests.sources.files import (
    FORCE,
    STREET_HEADER,
    asb_row,
    crime_id,
    outcome_row,
    outcomes,
    put,
    put_street,
    stop_row,
    stops,
    street,
    street_row,
    unplaced_row,
)

NAME = "2024-04-frankshire-street.csv"
STOPS = "2024-04-north-yorkshire-stop-and-search.csv"


def read(path: Path) -> Reading:
    opened = Opened(path)
    known = recognise(opened.head)
    assert known is not None
    return known[0].read(opened, known[1])


def reasons(reading: Reading) -> list[tuple[int, str, str, str]]:
    return [(bad.row, bad.column, bad.value, bad.reason) for bad in reading.rejected]


def test_each_kind_is_recognised_by_its_columns_whatever_it_is_called(tmp_path: Path) -> None:
    files = {"police_uk_street": street(street_row()), "police_uk_outcomes": outcomes(outcome_row())}
    files["police_uk_stop_and_search"] = stops(stop_row())

    for name, data in files.items():
        known = recognise(Opened(put(tmp_path, "download (1).csv", data)).head)
        assert known is not None
        assert known[1].name == name


def test_a_street_row_becomes_typed_columns(tmp_path: Path) -> None:
    (row,) = read(put_street(tmp_path, street_row(7))).rows.to_pylist()

    assert row == {
        "month": "2024-04",
        "month_ix": 2024 * 12 + 3,
        "force": FORCE,
        "reported_by": FORCE,
        "crime_id": crime_id(7),
        "lon": -1.5,
        "lat": 53.9,
        "location": "On or near Tallow Lane",
        "lsoa": "E01999001",
        "crime_type": "Burglary",
        "outcome": "Under investigation",
        "source_row": 2,
    }


def test_blanks_are_nothing_and_not_zero(tmp_path: Path) -> None:
    placed, unplaced = read(put_street(tmp_path, asb_row(), unplaced_row())).rows.to_pylist()

    assert (placed["crime_id"], placed["outcome"]) == (None, None)
    assert (unplaced["lon"], unplaced["lat"], unplaced["location"], unplaced["lsoa"]) == (None, None, None, None)


# Every quirk of the real files is a valid row.
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([asb_row()], id="anti-social behaviour without Crime ID or outcome"),
        pytest.param([asb_row(), asb_row(), asb_row()], id="identical rows"),
        pytest.param([street_row(1), street_row(1, outcome="Offender fined")], id="a Crime ID twice"),
        pytest.param([unplaced_row()], id="no location"),
        pytest.param([street_row(location="On or near ")], id="a place without a name"),
        pytest.param([street_row(lon="-7.340312", lat="54.121860", lsoa="")], id="coordinates without an LSOA"),
        pytest.param([street_row(lsoa="W01000001")], id="an LSOA of Wales"),
        pytest.param([street_row(type="A crime type of the future")], id="a new crime type"),
        pytest.param([street_row(lon="-0.000012", lat="51.5")], id="a small longitude"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quirk_is_not_a_bad_row(tmp_path: Path, rows: list[str], end: str) -> None:
    reading = read(put_street(tmp_path, *rows, end=end))

    assert len(reading.rows) == len(rows)
    assert reading.rejected == []


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        (street_row(month="2024-13"), "Month", "2024-13", "not a month (YYYY-MM)"),
        (street_row(month=""), "Month", "", "not a month (YYYY-MM)"),
        (street_row(month="2024-05"), "Month", "2024-05", "another month than the file's (2024-04)"),
        (street_row(force=""), "Falls within", "", "no force"),
        (street_row(force="Essex Police"), "Falls within", "Essex Police", f"another force than the file's ({FORCE})"),
        (street_row(lon="west"), "Longitude", "west", "not a number of degrees"),
        (street_row(lon="nan"), "Longitude", "nan", "not a number of degrees"),
        (street_row(lon="-181.0"), "Longitude", "-181.0", "beyond 180 degrees"),
        (street_row(lat="53,9".replace(",", ".") + "N"), "Latitude", "53.9N", "not a number of degrees"),
        (street_row(lat="inf"), "Latitude", "inf", "beyond 90 degrees"),
        (street_row(lat=""), "Longitude", "-1.500000", "only one of longitude and latitude is given"),
        (street_row(lsoa="E0199900"), "LSOA code", "E0199900", "not an LSOA code (such as E01027900)"),
        (street_row(lsoa="Frankford"), "LSOA code", "Frankford", "not an LSOA code (such as E01027900)"),
        (street_row(type=""), "Crime type", "", "no crime type"),
    ],
)
def test_a_bad_row_is_rejected_and_the_good_ones_are_not(
    tmp_path: Path, row: str, column: str, value: str, reason: str
) -> None:
    reading = read(put(tmp_path, NAME, street(street_row(1), street_row(2), row, street_row(3), street_row(4))))

    assert reasons(reading) == [(4, column, value, reason)]
    assert reading.rows["source_row"].to_pylist() == [2, 3, 5, 6]
    assert reading.rows["crime_id"].to_pylist() == [crime_id(n) for n in (1, 2, 3, 4)]


def test_a_row_with_several_faults_is_rejected_once(tmp_path: Path) -> None:
    reading = read(put(tmp_path, NAME, street(street_row(1), street_row(month="x", lon="y", lsoa="z"))))

    assert [bad.row for bad in reading.rejected] == [3]


def test_rejected_rows_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [street_row(1), street_row(lsoa="z"), street_row(2), street_row(month="x"), "too,short"]

    reading = read(put(tmp_path, NAME, street(*rows)))

    assert [bad.row for bad in reading.rejected] == [3, 5, 6]


def test_the_rows_say_whose_file_it_is_and_the_name_settles_a_draw(tmp_path: Path) -> None:
    misnamed = put(tmp_path, "2023-01-essex-street.csv", street(street_row(1), street_row(2), street_row(3)))
    draw = put(tmp_path, NAME, street(street_row(1, month="2024-03"), street_row(2)))

    assert police_uk_street.of(Opened(misnamed).head).month == Month.parse("2024-04")
    assert police_uk_street.of(Opened(misnamed).head).force == FORCE
    assert police_uk_street.of(Opened(draw).head).month == Month.parse("2024-04")


@pytest.mark.parametrize("cut", [1, 5, 40, 100])
def test_a_street_file_cut_anywhere_in_its_last_line_loses_only_that_line(tmp_path: Path, cut: int) -> None:
    whole = street(street_row(1), street_row(2), street_row(3))

    reading = read(put(tmp_path, NAME, whole[:-cut]))

    lost = 0 if cut == 1 else 1  # without its line end alone the row is complete
    assert len(reading.rows) == 3 - lost
    assert len(reading.rejected) == lost


def test_an_outcome_cut_inside_its_last_word_is_rejected(tmp_path: Path) -> None:
    path = put(tmp_path, "o.csv", outcomes(outcome_row(1), outcome_row(2), last="")[:-4])

    reading = read(path)

    assert reasons(reading) == [
        (3, "Outcome type", "Offender given a cau", "the last line has no end, and may be cut short")
    ]


def test_an_outcome_row_is_of_the_month_of_the_outcome(tmp_path: Path) -> None:
    (row,) = read(put(tmp_path, "o.csv", outcomes(outcome_row(5)))).rows.to_pylist()

    assert (row["crime_id"], row["outcome_type"], row["location"], row["lon"]) == (
        crime_id(5),
        "Offender given a caution",
        None,
        None,
    )


def test_a_search_is_of_the_force_in_the_files_name(tmp_path: Path) -> None:
    reading = read(put(tmp_path, STOPS, stops(stop_row(), stop_row(lat="", lon="", linked=""))))

    first, second = reading.rows.to_pylist()
    assert (first["force"], first["month"], first["latitude"], first["outcome_linked_to_object_of_search"]) == (
        "North Yorkshire Police",
        "2024-04",
        53.9,
        True,
    )
    assert (second["latitude"], second["outcome_linked_to_object_of_search"]) == (None, None)


def test_the_first_summer_hour_of_a_month_is_still_of_that_month(tmp_path: Path) -> None:
    rows = [stop_row(), stop_row("2024-03-31T23:10:00+00:00"), stop_row("2024-03-30T23:10:00+00:00")]

    reading = read(put(tmp_path, STOPS, stops(*rows)))

    assert reading.rows["month"].to_pylist() == ["2024-04", "2024-04"]
    assert [bad.value for bad in reading.rejected] == ["2024-03-30T23:10:00+00:00"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (stop_row(date="yesterday"), "Date"),
        (stop_row(lat="north"), "Latitude"),
        (stop_row(linked="perhaps"), "Outcome linked to object of search"),
    ],
)
def test_a_bad_search_is_rejected(tmp_path: Path, row: str, column: str) -> None:
    reading = read(put(tmp_path, STOPS, stops(stop_row(), row)))

    assert [(bad.row, bad.column) for bad in reading.rejected] == [(3, column)]


def test_searches_without_a_force_in_the_name_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not say whose it is"):
        police_uk_stop_and_search.of(Opened(put(tmp_path, "searches.csv", stops(stop_row()))).head)


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("2024-03-thames-valley-street.csv", False),
        ("2024-03-thames-valley-street-extract.csv", True),
        ("street_sample_2024.csv", True),
        ("Extract of March.csv", True),
        ("2024-03-extraction-street.csv", False),
    ],
)
def test_a_file_is_a_sample_when_its_name_says_so(name: str, sample: bool) -> None:
    assert is_sample(name) is sample


def test_a_header_that_is_nearly_right_is_named_with_what_differs(tmp_path: Path) -> None:
    header = STREET_HEADER.replace("Crime type", "Crime category")
    head = Opened(put(tmp_path, "x.csv", f"{header}\n{street_row()}\n".encode())).head

    assert recognise(head) is None
    assert almost(head) == (
        "it is not quite a street-level crime file: the header is without “Crime type” and has “Crime category” instead"
    )


def test_a_publishers_name_over_something_else_is_named(tmp_path: Path) -> None:
    head = Opened(put(tmp_path, NAME, b"one,two\n1,2\n")).head

    assert almost(head) == "its first line is not the publisher's header"


def test_an_unrelated_table_is_just_not_known(tmp_path: Path) -> None:
    head = Opened(put(tmp_path, "budget.csv", b"Month,Amount\n2024-04,12\n")).head

    assert (recognise(head), almost(head)) == (None, None)


def test_outcomes_are_not_taken_for_a_broken_street_file(tmp_path: Path) -> None:
    head = Opened(put(tmp_path, "o.csv", outcomes(outcome_row()))).head

    assert recognise(head) == (police_uk_outcomes, police_uk_outcomes.OUTCOMES)
