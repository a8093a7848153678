"""Gatherings: a planted one is found where and when it is, quiet months say so, and short histories refuse."""

from pathlib import Path

import numpy as np
import pytest

from frankpledge.archive import areas
from frankpledge.assessment import place_evidence, place_gathering, place_points
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import Finding
from frankpledge.month import Month
from tests.assessment.archives import Town, archive, lsoa

LAST = Month.parse("2025-12")
MONTHS = [str(month) for month in LAST.minus(35).to(LAST)]
TOWN = Town(8, 6, district=48, ward=8)
GATHERED = (19, 20, 27)  # next to each other, in the last two months

Rows = list[tuple[str, int, str, int]]


def rows(*, planted: bool, uneven: float = 1.5) -> Rows:
    """Three years of burglary and anti-social behaviour, in bursts; and, planted, twelve burglaries more for two months."""
    chance = np.random.default_rng(17)
    found: Rows = []
    for number, month in enumerate(MONTHS):
        for at in range(len(TOWN.lsoas)):
            for kind, mean in (("Burglary", 1.2), ("Anti-social behaviour", 2.0)):
                n = int(chance.negative_binomial(mean / (uneven - 1), 1 / uneven))
                if planted and kind == "Burglary" and at in GATHERED and number >= 34:
                    n += 6
                found.append((month, at, kind, n))
    return found


def ask(folder: Path, held: Rows, area: str = "District A", last: Month = LAST) -> Finding | None:
    snapshot = archive(folder, TOWN, held, months=sorted({row[0] for row in held})).snapshot()
    evidence = gather(snapshot, areas.find_area(snapshot, area), last)
    return place_gathering.finding(place_points.gather(place_evidence.gather(evidence)))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Finding:
    finding = ask(tmp_path_factory.mktemp("gathered"), rows(planted=True))
    assert finding is not None
    return finding


def test_what_is_planted_is_found_where_and_when_it_is(found: Finding) -> None:
    assert found.strength in ("strong", "moderate")
    assert "Burglary has gathered in" in found.statement
    assert "in November to December 2025" in found.statement
    marked = {shape.code for shape in found.maps[0].shapes if shape.category == 1}
    assert len(marked & {lsoa(at) for at in GATHERED}) >= 2
    assert len(marked) <= 5


def test_the_count_is_that_of_the_lsoas_that_are_marked(found: Finding) -> None:
    marked = {shape.code for shape in found.maps[0].shapes if shape.category == 1}
    by_hand = sum(
        n
        for month, at, kind, n in rows(planted=True)
        if kind == "Burglary" and lsoa(at) in marked and month >= "2025-11"
    )
    a_year_before = sum(
        n
        for month, at, kind, n in rows(planted=True)
        if kind == "Burglary" and lsoa(at) in marked and month in ("2024-11", "2024-12")
    )

    assert found.figure("burglary_gathered").value == by_hand
    assert found.table is not None
    columns = [column.name for column in found.table.columns]
    [burglary] = [row for row in found.table.rows if row[0] == "Burglary"]
    assert burglary[columns.index("count")] == by_hand
    assert burglary[columns.index("count_a_year_before")] == a_year_before


def test_every_kind_that_was_scanned_is_in_the_table(found: Finding) -> None:
    assert found.table is not None
    assert {row[:2] for row in found.table.rows} == {
        ("Burglary", "gathering"),
        ("Anti-social behaviour", "nothing beyond chance"),
    }


def test_it_says_that_it_goes_by_months_and_allows_for_bursts(found: Finding) -> None:
    said = " ".join(found.caveats)
    assert "by whole months" in said
    assert "bursts" in said
    assert "1.5 times the usual" in said
    assert found.method == "space-time-scan"


def test_where_nothing_gathers_it_says_so(tmp_path: Path) -> None:
    quiet = ask(tmp_path, rows(planted=False))

    assert quiet is not None
    assert quiet.statement.startswith("Nothing new is gathering: up to December 2025, none of the 2 kinds of crime")
    assert (quiet.strength, quiet.maps) == ("weak", ())


def test_fewer_than_three_years_are_too_short_and_it_says_how_many_are_needed(tmp_path: Path) -> None:
    short = ask(tmp_path, [row for row in rows(planted=True) if row[0] >= "2024-01"])

    assert short is not None
    assert "Too short to say: 36 months without a gap are needed" in short.statement
    assert "24 are held up to December 2025" in short.statement
    assert short.strength == "context"


def test_a_ward_is_not_scanned(tmp_path: Path) -> None:
    assert ask(tmp_path, rows(planted=True), "ward:Ward 3") is None
