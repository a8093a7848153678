"""Areas beside each other: ranges, a funnel where it can be had, and no league table."""

from pathlib import Path

import pytest

from frankpledge.archive import areas
from frankpledge.assessment import comparison
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import Finding
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

YEAR = [str(month) for month in Month.parse("2025-01").to(Month.parse("2025-12"))]


def found(
    folder: Path, town: Town, burglaries: dict[int, int], area: str = "District A", peers: tuple[str, ...] = ()
) -> dict[str, Finding]:
    """Findings by id; `burglaries` are monthly by LSOA number, 2 where not said."""
    rows = [
        (month, at, kind, n)
        for month in YEAR
        for at in range(len(town.lsoas))
        for kind, n in (("Burglary", burglaries.get(at, 2)), ("Shoplifting", 1))
    ]
    snapshot = archive(folder, town, rows, months=YEAR).snapshot()
    evidence = gather(snapshot, areas.find_area(snapshot, area), Month.parse("2025-12"))
    return {finding.id: finding for finding in comparison.findings(evidence, peers)}


def test_the_rate_is_the_count_over_the_residents(tmp_path: Path) -> None:
    finding = found(tmp_path, Town(6, 2, district=2, ward=2), {0: 3})["comparison-burglary"]

    assert finding.figure("count").value == 12 * (3 + 2)
    assert finding.figure("rate_per_1000").value == pytest.approx(1000 * 60 / 3000)
    assert finding.figure("rate_per_1000_together").value == pytest.approx(1000 * 12 * 25 / 18_000)


def test_with_ten_areas_one_unlike_the_others_is_outside_the_funnel(tmp_path: Path) -> None:
    high = found(tmp_path, Town(24, 1, district=2, ward=2), {0: 12, 1: 12})["comparison-burglary"]

    assert high.strength == "strong"
    assert "unusually high" in high.statement
    assert high.figure("areas_above_limits").value == 1
    assert [chart.kind for chart in high.charts] == ["range", "funnel"]


def test_an_area_like_the_others_is_not_unusual_even_when_another_is(tmp_path: Path) -> None:
    usual = found(tmp_path, Town(24, 1, district=2, ward=2), {2: 12, 3: 12})["comparison-burglary"]

    assert usual.strength == "weak"
    assert "not unusual" in usual.statement


def test_under_ten_areas_there_is_no_funnel_and_the_finding_says_why(tmp_path: Path) -> None:
    finding = found(tmp_path, Town(6, 2, district=2, ward=2), {})["comparison-burglary"]

    assert [chart.kind for chart in finding.charts] == ["range"]
    assert any("no funnel" in caveat for caveat in finding.caveats)
    assert finding.figure("quarter").value in (1, 2, 3, 4)


def test_under_five_areas_all_crime_alone_is_compared_and_no_position_given(tmp_path: Path) -> None:
    findings = found(tmp_path, Town(4, 2, district=2, ward=2), {0: 9})

    assert "comparison-burglary" not in findings
    finding = findings["comparison-all-crime"]
    assert all(figure.name != "quarter" for figure in finding.figures)
    assert "quarter" not in finding.statement


def test_the_highest_of_five_is_called_highest_and_the_table_is_by_name(tmp_path: Path) -> None:
    finding = found(tmp_path, Town(10, 1, district=2, ward=2), {0: 9})["comparison-burglary"]

    assert "highest quarter" in finding.statement
    assert "top" not in finding.statement
    assert finding.table is not None
    assert [row[0] for row in finding.table.rows] == [f"District {letter}" for letter in "ABCDE"]


def test_ranges_are_in_order_of_value_with_the_area_highlighted(tmp_path: Path) -> None:
    chart = found(tmp_path, Town(10, 1, district=2, ward=2), {0: 9, 2: 1})["comparison-burglary"].charts[0]

    values = [value for value in chart.series[0].values if value is not None]
    assert values == sorted(values)
    assert chart.labels[-1] == chart.highlight == "District A"


def test_a_ward_stands_beside_the_wards_of_its_partnership(tmp_path: Path) -> None:
    finding = found(tmp_path, Town(8, 2, district=8, ward=2), {}, "ward:Ward 1")["comparison-all-crime"]

    assert finding.table is not None
    assert [row[0] for row in finding.table.rows] == ["Ward 1", "Ward 2", "Ward 3", "Ward 4"]


def test_a_force_is_not_among_its_own_partnerships(tmp_path: Path) -> None:
    finding = found(tmp_path, Town(10, 1, district=2, ward=2), {}, "force:Elmshire")["comparison-burglary"]

    assert finding.figure("areas_compared").value == 5
    assert all(figure.name != "rate_per_1000" for figure in finding.figures)
    assert finding.strength == "context"


def test_stated_peers_get_findings_of_their_own(tmp_path: Path) -> None:
    town = Town(10, 1, district=2, ward=2)
    finding = found(tmp_path, town, {}, peers=("District C", "District E"))["comparison-peers-burglary"]

    assert finding.table is not None
    assert [row[0] for row in finding.table.rows] == ["District A", "District C", "District E"]
