"""What moved, who is unlike their neighbours, and where much lies on little ground: planted, found, and not in noise."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from frankpledge.archive import areas
from frankpledge.assessment import place_clusters, place_evidence, place_outliers, place_pattern, place_points
from frankpledge.assessment.evidence import Evidence, gather
from frankpledge.assessment.finding import Finding
from frankpledge.assessment.place_evidence import PlaceEvidence, from_grid
from frankpledge.assessment.place_points import PointEvidence
from frankpledge.month import Month
from tests.assessment.archives import SOUTH, WEST, Town, archive, lsoa

LAST = Month.parse("2025-12")
MONTHS = [str(month) for month in LAST.minus(23).to(LAST)]
TOWN = Town(12, 8, district=96, ward=12)
LOSES, GAINS = 40, 90
RING = (26, 27, 28, 38, 52, 50, 51)  # round 39, of which only …
QUIET = 39  # … has next to nothing: anti-social behaviour


def town_rows() -> list[tuple[str, int, str, int]]:
    """Burglary halves everywhere and moves from one LSOA to another; anti-social behaviour keeps its places."""
    chance = np.random.default_rng(11)
    rows: list[tuple[str, int, str, int]] = []
    for number, month in enumerate(MONTHS):
        later = number >= 12
        for at in range(len(TOWN.lsoas)):
            times = {LOSES: 1 if later else 12, GAINS: 12 if later else 1}.get(at, 1)
            rows.append((month, at, "Burglary", int(chance.poisson((1.0 if later else 2.0) * times))))
            incidents = 12.0 if at in (*RING, LOSES) else 0.1 if at == QUIET else 2.0
            rows.append((month, at, "Anti-social behaviour", int(chance.poisson(incidents))))
    return rows


def evidence_of(folder: Path, rows: list[tuple[str, int, str, int]], area: str = "District A") -> Evidence:
    snapshot = archive(folder, TOWN, rows, months=sorted({row[0] for row in rows})).snapshot()
    return gather(snapshot, areas.find_area(snapshot, area), LAST)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> PlaceEvidence:
    return place_evidence.gather(evidence_of(tmp_path_factory.mktemp("town"), town_rows()))


@pytest.fixture(scope="module")
def moved(places: PlaceEvidence) -> Finding:
    found = place_pattern.finding(places)
    assert found is not None
    return found


def row_of(finding: Finding, offence: str) -> dict[str, object]:
    assert finding.table is not None
    names = [column.name for column in finding.table.columns]
    (row,) = (row for row in finding.table.rows if row[0] == offence)
    return dict(zip(names, row, strict=True))


def test_what_moved_is_told_from_what_only_halved(moved: Finding) -> None:
    burglary, incidents = row_of(moved, "Burglary"), row_of(moved, "Anti-social behaviour")

    assert burglary["verdict"] == "changed"
    assert incidents["verdict"] == "could be chance"
    assert float(str(burglary["moved"])) > float(str(burglary["moved_by_chance"])) + 5


def test_the_lsoas_that_lost_and_gained_are_named(moved: Finding) -> None:
    burglary = row_of(moved, "Burglary")

    assert burglary["larger_share"] == f"Elm {GAINS + 1:03d}A"
    assert burglary["smaller_share"] == f"Elm {LOSES + 1:03d}A"
    assert "Elm 091A in Ward 8, from" in moved.statement
    drawn = {shape.code: shape.category for shape in moved.maps[0].shapes}
    assert (drawn[lsoa(GAINS)], drawn[lsoa(LOSES)]) == (1, 2)
    assert sum(category != 0 for category in drawn.values()) == 2


def test_counts_are_those_of_the_compared_months(moved: Finding) -> None:
    rows = [row for row in town_rows() if row[2] == "Burglary"]

    assert row_of(moved, "Burglary")["count_compared"] == sum(n for month, *_, n in rows if month >= "2025-01")
    assert row_of(moved, "Burglary")["count_before_compared"] == sum(n for month, *_, n in rows if month < "2025-01")


def test_where_nothing_moved_it_says_so_and_is_weak(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    rows = [(month, at, "Burglary", int(chance.poisson(1.5))) for month in MONTHS for at in range(len(TOWN.lsoas))]

    found = place_pattern.finding(place_evidence.gather(evidence_of(tmp_path, rows)))

    assert found is not None
    assert found.strength == "weak"
    assert found.statement.startswith("In none of 2 kinds looked at")
    assert found.maps == ()


def test_too_few_months_are_named(tmp_path: Path) -> None:
    rows = [row for row in town_rows() if row[0] >= "2025-01" or row[0] <= "2024-05"]

    found = place_pattern.finding(place_evidence.gather(evidence_of(tmp_path, rows)))

    assert found is not None
    assert "8 months needed that are held in both periods, 5 are" in found.statement
    assert found.strength == "context"


def test_a_small_area_or_one_without_a_year_before_has_no_such_finding(tmp_path: Path) -> None:
    latest = [row for row in town_rows() if row[0] >= "2025-01"]
    alone = place_evidence.gather(evidence_of(tmp_path / "alone", latest))
    single = place_evidence.gather(evidence_of(tmp_path / "single", town_rows(), lsoa(GAINS)))

    assert place_pattern.finding(alone) is None
    assert place_pattern.finding(single) is None


def test_a_quiet_lsoa_among_busy_ones_is_listed_and_drawn(places: PlaceEvidence) -> None:
    found = place_outliers.finding(places)

    assert found is not None
    assert found.table is not None
    listed = {(row[1], row[3], row[4]) for row in found.table.rows}
    assert (lsoa(QUIET), "Anti-social behaviour", "quiet among busy neighbours") in listed
    assert len(listed) <= 2
    grade = next(shape.category for shape in found.maps[0].shapes if shape.code == lsoa(QUIET))
    assert grade is not None
    assert found.maps[0].legend[grade] == "quiet among busy neighbours"


def noise(places: PlaceEvidence, seed: int) -> PlaceEvidence:
    """The same town, with crime that is as likely everywhere in every month."""
    return replace(places, cube=np.random.default_rng(seed).poisson(1.5, places.cube.shape))


def test_noise_moves_nothing_and_has_no_outliers_beyond_the_stated_rate(places: PlaceEvidence) -> None:
    moved, outliers = [], []
    for seed in range(40):
        found = place_pattern.finding(noise(places, seed))
        assert found is not None
        moved.append(found.strength != "weak")
        outliers.append(place_outliers.finding(noise(places, seed)) is not None)

    assert np.mean(moved) <= 0.14  # 0.05, and two and a half standard errors
    assert np.mean(outliers) <= 0.14


def with_street(points: PointEvidence, crimes: int, at_points: int = 5) -> PointEvidence:
    """All burglary of the period at `at_points` map points 100 m apart, `crimes` at each, and 200 far from each other."""
    street = np.array([[WEST + 3_050 + 100 * n, SOUTH + 4_050.0] for n in range(at_points)])
    grid = np.arange(20)
    scattered = np.array([[WEST + 300 + 550 * x, SOUTH + 300 + 700 * y] for x in grid for y in grid[:10]])
    positions = np.concatenate([street, scattered])
    counts = np.zeros((len(points.types), 3, len(positions)), dtype=np.int64)
    burglary = points.types.index("Burglary")
    counts[burglary, place_points.HELD] = [crimes] * at_points + [1] * len(scattered)
    return replace(points, positions=positions, degrees=from_grid(positions), counts=counts)


@pytest.fixture(scope="module")
def points(places: PlaceEvidence) -> PointEvidence:
    return place_points.gather(places)


def test_a_street_with_much_of_it_is_a_cluster_with_its_place_named(points: PointEvidence) -> None:
    found = place_clusters.finding(with_street(points, crimes=40))

    assert found is not None
    assert found.statement.startswith("50% of crime lies in one cluster of map points, on 0.1% of the ground.")
    row = row_of(found, "Burglary")
    assert (row["count"], row["map_points"], row["centre"]) == (200, 5, "SP 532 540")
    assert row["area"] == "Elm 052A"
    assert len(found.maps[0].shapes) == 1


@pytest.mark.parametrize(("crimes", "at_points"), [(8, 5), (100, 2)])
def test_a_small_part_of_it_or_two_busy_points_are_not_worth_a_finding(
    points: PointEvidence, crimes: int, at_points: int
) -> None:
    assert place_clusters.finding(with_street(points, crimes, at_points)) is None


def test_an_even_scatter_has_no_cluster(points: PointEvidence) -> None:
    assert place_clusters.finding(points) is None
