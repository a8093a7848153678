"""What the demonstration's folder holds."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from frankpledge.demo import invent
from frankpledge.demo.expected import CRIME_TYPES
from frankpledge.month import Month
from frankpledge.sources.invented import ATTRIBUTION, FORCE_NAME


def rows_of(folder: Path, month: str) -> list[dict[str, str]]:
    with open(folder / "police-uk" / month / f"{month}-frankshire-street.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def year(frankshire: Path) -> list[dict[str, str]]:
    return [row for number in range(1, 13) for row in rows_of(frankshire, f"2025-{number:02d}")]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = invent.write(tmp_path / "first", seed=5, months=2)

    second = invent.write(tmp_path / "second", seed=5, months=2)

    assert digests(first) == digests(second)


def test_another_seed_gives_another_island(tmp_path: Path) -> None:
    first = digests(invent.write(tmp_path / "first", seed=5, months=1))

    second = digests(invent.write(tmp_path / "second", seed=6, months=1))

    assert {name for name in first if first[name] == second[name]} == {
        "geography/lookups/invented_lad24_csp24_pfa24.csv",
        "harm/invented_harm_weights.csv",
        "partner/invented_castermouth_recorded_crime.toml",
    }


def test_a_month_is_the_same_however_many_are_written(tmp_path: Path, frankshire: Path) -> None:
    short = invent.write(tmp_path / "short", months=2)

    assert rows_of(short, "2025-11") == rows_of(frankshire, "2025-11")


def test_there_is_a_file_for_each_of_48_months(frankshire: Path) -> None:
    months = sorted(path.parent.name for path in frankshire.glob("police-uk/*/*-frankshire-street.csv"))

    assert months == [str(month) for month in Month.parse("2022-01").to(Month.parse("2025-12"))]


def test_a_year_has_about_40_000_rows_of_every_type(year: list[dict[str, str]]) -> None:
    types = Counter(row["Crime type"] for row in year)

    assert 35_000 < len(year) < 45_000
    assert set(types) == set(CRIME_TYPES)
    assert min(types.values()) > 200


def test_everything_says_that_it_is_invented(frankshire: Path) -> None:
    not_street = [path.name for path in frankshire.rglob("*") if path.is_file() and "police-uk" not in path.parts]

    assert (frankshire / "README.txt").read_text().startswith(ATTRIBUTION)
    assert all(name.startswith("invented_") for name in not_street if name != "README.txt")


def test_the_quirks_of_real_files_are_there(year: list[dict[str, str]]) -> None:
    identical = Counter(tuple(row.values()) for row in year if row["Crime type"] == "Anti-social behaviour")
    ids = Counter(row["Crime ID"] for row in year if row["Crime ID"])

    assert {row["Crime type"] for row in year if not row["Crime ID"]} == {"Anti-social behaviour"}
    assert sum(count - 1 for count in identical.values()) > 200
    assert 100 < sum(count - 1 for count in ids.values()) < 1_000
    assert any(row["Location"] == "On or near " for row in year)
    assert any(row["LSOA code"] == "E01998001" for row in year)
    assert 150 < sum(row["Location"] == "No Location" for row in year) < 450
    assert len({(row["Longitude"], row["Latitude"]) for row in year}) < len(year) / 2


def test_one_month_alone_has_no_unplaced_rows(year: list[dict[str, str]]) -> None:
    unplaced = Counter(row["Month"] for row in year if row["Location"] == "No Location")

    assert {f"2025-{number:02d}" for number in range(1, 13)} - set(unplaced) == {"2025-07"}


def test_outcomes_ripen(frankshire: Path) -> None:
    def still_open(month: str) -> float:
        crimes = [row for row in rows_of(frankshire, month) if row["Crime ID"]]
        return sum(row["Last outcome category"] == "Under investigation" for row in crimes) / len(crimes)

    assert still_open("2025-12") > 0.5
    assert 0.02 < still_open("2025-04") < 0.2
    assert still_open("2023-12") < 0.01


def test_every_row_is_of_frankshire(year: list[dict[str, str]]) -> None:
    assert {(row["Reported by"], row["Falls within"]) for row in year} == {(FORCE_NAME, FORCE_NAME)}


def test_an_earlier_demonstration_is_replaced_whole(tmp_path: Path) -> None:
    folder = invent.write(tmp_path / "demo", months=2)

    invent.write(folder, months=1)

    assert [path.name for path in sorted(folder.glob("police-uk/*"))] == ["2025-12"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(invent.NotOurs, match="choose another folder"):
        invent.write(tmp_path, months=1)

    assert (tmp_path / "thesis.txt").read_text() == "years of work"
