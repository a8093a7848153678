"""What is odd in a month is counted by stated rules, and what is unusual is said."""

from pathlib import Path

import pytest

from frankpledge.archive.load_report import LoadReport
from frankpledge.archive.quality import MonthQuality
from frankpledge.archive.unusual import Counted, unusual
from frankpledge.month import Month
from tests.archive.loading import loaded
from tests.sources.files import (
    FORCE,
    asb_row,
    crimes,
    outcome_row,
    outcomes,
    places,
    put,
    put_street,
    stop_row,
    stops,
    street_row,
    unplaced_row,
)

OWN = [f"E01999{number:03d}" for number in range(1, 11)]


def quality_of(tmp_path: Path, *rows: str) -> MonthQuality:
    _, report = loaded(tmp_path, put_street(tmp_path / "in", *rows))
    (found,) = report.quality
    return found


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ([asb_row(lat="53.1"), street_row(1)], {"blank_ids": 1, "blank_ids_of_crimes": 0, "asb_rows": 1}),
        ([street_row(None), street_row(1)], {"blank_ids": 1, "blank_ids_of_crimes": 1}),
        ([street_row(1), street_row(1, outcome="b"), street_row(2)], {"repeated_ids": 1, "identical_rows": 0}),
        ([asb_row(), asb_row(), asb_row(), street_row(1), street_row(1)], {"identical_rows": 3, "repeated_ids": 1}),
        ([unplaced_row(1), street_row(2)], {"no_coordinates": 1, "no_lsoa": 1, "coordinates_without_lsoa": 0}),
        (
            [street_row(1, lon="-7.340312", lat="54.121860", lsoa=""), street_row(2)],
            {"outside_country": 1, "coordinates_without_lsoa": 1, "no_coordinates": 0, "no_lsoa": 1},
        ),
        ([street_row(1, location="On or near "), street_row(2, location="On or near Inn")], {"no_street": 1}),
        ([street_row(1, type="Piracy"), street_row(2)], {"new_types": ("Piracy",)}),
        ([street_row(1, type="Violent crime")], {"new_types": ()}),
    ],
)
def test_each_quirk_is_counted(tmp_path: Path, rows: list[str], counted: dict[str, object]) -> None:
    found = quality_of(tmp_path, *rows)

    assert found.rows == len(rows)
    assert {name: getattr(found, name) for name in counted} == counted


def test_rows_outside_the_force_are_counted_where_its_area_is_known(tmp_path: Path) -> None:
    loaded(tmp_path, put(tmp_path, "own.csv", places(*OWN)))
    loaded(tmp_path, put(tmp_path, "next.csv", places("E01999900", force="Otherland", force_code="E23999002")))
    rows = [*crimes(30), street_row(90, lsoa="E01999900"), street_row(91, lsoa="E01888888"), unplaced_row(92)]

    assert quality_of(tmp_path, *rows).outside_force == 2


def test_outside_the_force_is_not_checked_without_a_look_up(tmp_path: Path) -> None:
    assert quality_of(tmp_path, *crimes(30)).outside_force is None


def test_outside_the_force_is_not_checked_where_the_look_up_does_not_cover_it(tmp_path: Path) -> None:
    loaded(tmp_path, put(tmp_path, "own.csv", places(OWN[0])))
    rows = [*crimes(10), *crimes(10, first=50, lsoa="E01999500")]

    assert quality_of(tmp_path, *rows).outside_force is None


@pytest.mark.parametrize(("lsoa", "edition"), [("E01000001", 2011), ("E01033800", 2021), ("W01001999", 2021)])
def test_the_edition_of_the_codes_is_told_by_the_codes(tmp_path: Path, lsoa: str, edition: int) -> None:
    rows = [*crimes(250, lsoa="E01000002"), *crimes(3, first=900, lsoa=lsoa)]

    assert quality_of(tmp_path, *rows).lsoa_edition == edition


def test_too_few_codes_tell_no_edition(tmp_path: Path) -> None:
    assert quality_of(tmp_path, *crimes(20, lsoa="E01000002")).lsoa_edition is None


def test_outcomes_and_searches_have_the_counts_that_they_can(tmp_path: Path) -> None:
    put(tmp_path / "in", "2024-04-frankshire-outcomes.csv", outcomes(outcome_row(1), outcome_row(1, outcome="b")))
    put(tmp_path / "in", "2024-04-north-yorkshire-stop-and-search.csv", stops(stop_row(), stop_row(lat="1.0")))

    _, report = loaded(tmp_path, tmp_path / "in")

    outcome, search = report.quality
    assert (outcome.repeated_ids, outcome.no_lsoa, outcome.asb_rows) == (1, 2, None)
    assert (search.rows, search.outside_country, search.repeated_ids, search.no_lsoa) == (2, 1, None, None)


def year(tmp_path: Path, odd: list[str], months: int = 9) -> LoadReport:
    """Dull months of 2023, each with a few rows that have no place, and then an odd one, 2024-04."""
    for number in range(1, months + 1):
        month = f"2023-{number:02d}"
        rows = crimes(300, month=month) + [unplaced_row(900 + n, month=month) for n in range(20 + number % 3)]
        rows += [asb_row(month=month)] * (30 + number % 4)
        put_street(tmp_path / "dull", *rows, month=month)
    loaded(tmp_path, tmp_path / "dull")
    _, report = loaded(tmp_path, put_street(tmp_path / "odd", *odd))
    return report


PLAIN = [*crimes(300), *[unplaced_row(900 + n) for n in range(21)], *[asb_row()] * 31]


def test_a_month_like_the_others_is_not_unusual(tmp_path: Path) -> None:
    assert year(tmp_path, PLAIN).quality[0].unusual == ()


def test_a_month_without_a_single_row_without_a_place_is_unusual(tmp_path: Path) -> None:
    report = year(tmp_path, [*crimes(321), *[asb_row()] * 31])

    assert report.quality[0].unusual == (
        "April 2024 has no rows without a place at all; the other months have 20 to 22.",
    )


def test_a_month_with_half_the_rows_is_unusual(tmp_path: Path) -> None:
    half = [*crimes(150), *[unplaced_row(900 + n) for n in range(10)], *[asb_row()] * 15]

    report = year(tmp_path, half)

    assert report.quality[0].unusual == ("April 2024 has 175 rows; the other months have 351 to 354.",)


def test_a_month_with_many_more_rows_without_a_place_is_unusual(tmp_path: Path) -> None:
    rows = [*crimes(250), *[unplaced_row(900 + n) for n in range(71)], *[asb_row()] * 31]

    (said,) = year(tmp_path, rows).quality[0].unusual

    assert said == "April 2024 has 71 rows without a place, 20.2% of its rows; the other months have 5.7% to 6.2%."


def test_a_share_between_those_of_two_other_months_is_not_unusual() -> None:
    # Eight months almost alike, and one that is far higher still: a share of 9 % is no record.
    others = [share_of_month(number, no_lsoa) for number, no_lsoa in enumerate([18, 19, 20, 21, 20, 19, 20, 93], 1)]

    assert unusual(share_of_month(9, 90), others) == []
    assert "9.4% of its rows" in unusual(share_of_month(9, 94), others)[0]


def test_the_rows_of_a_month_are_not_unusual_within_those_of_the_others() -> None:
    # More a day than in any other month, because it is a February, and no more in all.
    others = [Counted(FORCE, Month.parse(f"2023-{number:02d}"), 31_000, 0, 0, 0, {}) for number in (1, 3, 5, 7, 8)]
    others += [Counted(FORCE, Month.parse("2023-12"), 36_500, 0, 0, 0, {})]

    assert unusual(Counted(FORCE, Month.parse("2023-02"), 36_000, 0, 0, 0, {}), others) == []


def share_of_month(number: int, no_lsoa: int) -> Counted:
    return Counted(FORCE, Month.parse(f"2023-{number:02d}"), 1000, no_lsoa, 0, 0, {})


def test_a_crime_type_that_is_always_there_is_missed(tmp_path: Path) -> None:
    rows = [row.replace(",Burglary,", ",Robbery,") for row in PLAIN]

    assert "April 2024 has no Burglary at all; every other month has." in year(tmp_path, rows).quality[0].unusual


def test_with_few_other_months_nothing_is_called_unusual(tmp_path: Path) -> None:
    assert year(tmp_path, [street_row()], months=5).quality[0].unusual == ()


def test_missing_months_are_named_between_those_held(tmp_path: Path) -> None:
    for month in ("2023-11", "2024-02", "2024-04"):
        put_street(tmp_path / "in", *crimes(3, month=month), month=month)

    _, report = loaded(tmp_path, tmp_path / "in")

    (gap,) = report.gaps
    assert (gap.force, gap.months) == (FORCE, ("2023-12", "2024-01", "2024-03"))
