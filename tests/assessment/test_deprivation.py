"""Crime by deprivation: shares that add up, a slope that finds a gradient, and silence where there is none to find."""

from pathlib import Path

import pytest

from frankpledge.archive import areas
from frankpledge.assessment import deprivation
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import Finding
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

YEAR = [str(month) for month in Month.parse("2025-01").to(Month.parse("2025-12"))]
TOWN = Town(5, 4, district=20, ward=5)
DECILES = [1 + at // 2 for at in range(20)]


def burglary(folder: Path, monthly: list[int], deciles: list[int] | None) -> Finding:
    rows = [(month, at, "Burglary", n) for month in YEAR for at, n in enumerate(monthly)]
    snapshot = archive(folder, TOWN, rows, months=YEAR, deciles=deciles).snapshot()
    evidence = gather(snapshot, areas.find_area(snapshot, "District A"), Month.parse("2025-12"))
    return next(finding for finding in deprivation.findings(evidence) if finding.id == "deprivation-burglary")


def test_a_gradient_is_found_and_its_direction_said(tmp_path: Path) -> None:
    finding = burglary(tmp_path, [11 - decile for decile in DECILES], DECILES)

    index = finding.figure("relative_index_imd")
    assert index.value is not None
    assert index.low is not None
    assert index.low > 1
    assert "rises" in finding.statement
    assert finding.strength == "strong"


def test_the_same_everywhere_is_no_gradient(tmp_path: Path) -> None:
    finding = burglary(tmp_path, [3] * 20, DECILES)

    assert "does not clearly rise or fall" in finding.statement
    assert finding.strength == "weak"


def test_shares_are_of_the_counts_and_add_up(tmp_path: Path) -> None:
    monthly = [11 - decile for decile in DECILES]
    finding = burglary(tmp_path, monthly, DECILES)

    worst = 100 * sum(monthly[:4]) / sum(monthly)
    assert finding.figure("share_of_count_most_deprived_fifth").value == pytest.approx(worst)
    assert finding.table is not None
    names = [column.name for column in finding.table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in finding.table.rows]
    quintiles = [row for row in rows if row["index"] == "overall index" and str(row["group"]).startswith("quintile")]
    assert sum(float(str(row["count_percent"])) for row in quintiles) == pytest.approx(100)
    assert sum(int(str(row["count"])) for row in quintiles) == 12 * sum(monthly)


def test_too_few_deciles_give_shares_and_say_that_there_is_no_slope(tmp_path: Path) -> None:
    finding = burglary(tmp_path, [3] * 20, [9, 10] * 10)

    assert finding.strength == "context"
    assert "No slope is given" in finding.statement
    assert all("index" not in figure.name for figure in finding.figures)


def test_it_is_said_that_the_index_contains_crime(tmp_path: Path) -> None:
    finding = burglary(tmp_path, [3] * 20, DECILES)

    assert any("recorded crime as one of its parts" in caveat for caveat in finding.caveats)


def test_without_an_index_there_is_no_finding(tmp_path: Path) -> None:
    rows = [(month, 0, "Burglary", 9) for month in YEAR]
    snapshot = archive(tmp_path, TOWN, rows, months=YEAR).snapshot()
    evidence = gather(snapshot, areas.find_area(snapshot, "District A"), Month.parse("2025-12"))

    assert deprivation.findings(evidence) == []


def test_a_curve_steeper_than_any_two_deciles_gives_no_number(tmp_path: Path) -> None:
    # Nothing like a steady fall: the curve would be stretched beyond all that was counted.
    by_decile = [30, 24, 30, 24, 30, 3, 3, 2, 3, 2]
    finding = burglary(tmp_path, [by_decile[decile - 1] for decile in DECILES], DECILES)

    index = finding.figure("relative_index_income")
    assert index.value is not None
    assert index.value > 15
    assert "but not steadily" in finding.statement
    assert "times that" not in finding.statement
    assert finding.strength == "moderate"


def test_where_line_and_curve_differ_no_gradient_is_claimed(tmp_path: Path) -> None:
    by_decile = [24, 3, 9, 8, 7, 8, 5, 6, 6, 5]
    monthly = [by_decile[decile - 1] for decile in DECILES]
    monthly[0] = 3 * monthly[0]

    finding = burglary(tmp_path, monthly, DECILES)

    curve, line = finding.figure("relative_index_income"), finding.figure("slope_index_income")
    assert curve.low is not None
    assert line.low is not None
    assert curve.low > 1
    assert line.low < 0
    assert "is not clear" in finding.statement
    assert finding.strength == "weak"


def test_an_interval_with_ends_ten_times_apart_gives_no_number(tmp_path: Path) -> None:
    by_decile = [60, 3, 40, 3, 2, 3, 2, 3, 2, 1]
    finding = burglary(tmp_path, [by_decile[decile - 1] for decile in DECILES], DECILES)

    index = finding.figure("relative_index_income")
    assert index.low is not None
    assert index.high is not None
    assert index.high > 10 * index.low
    assert "times that" not in finding.statement
