"""The year so far, the months ahead, a new level; and what is too short is said once."""

from pathlib import Path

import numpy as np
import pytest

from frankpledge.analysis.backtest import forecast_if_worth_showing
from frankpledge.archive import areas
from frankpledge.assessment import ahead, so_far, trend
from frankpledge.assessment.evidence import Evidence, gather
from frankpledge.assessment.finding import Finding
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

TOWN = Town(2, 1, district=2, ward=1)


def evidence(
    folder: Path, counts: dict[str, np.ndarray], last: str, missing: tuple[str, ...] = (), months: int = 12
) -> Evidence:
    """Counts of each type by month, the last of them `last`, all in the first LSOA; months that are not held."""
    length = len(next(iter(counts.values())))
    every = [str(month) for month in Month.parse(last).minus(length - 1).to(Month.parse(last))]
    rows = [
        (month, 0, kind, int(n)) for kind, series in counts.items() for month, n in zip(every, series, strict=True) if n
    ]
    kept = [month for month in every if month not in missing]
    held = archive(
        folder, TOWN, [row for row in rows if row[0] in kept], months=kept, boundaries=False, postcodes=False
    )  # fmt: skip
    snapshot = held.snapshot()
    return gather(snapshot, areas.find_area(snapshot, "csp:District A"), Month.parse(last), months)


def the(findings: list[Finding], id: str) -> Finding:
    return next(finding for finding in findings if finding.id == id)


def test_a_short_history_is_said_once_and_not_for_each_type(tmp_path: Path) -> None:
    series = {kind: np.full(24, 20) for kind in ("Burglary", "Drugs", "Robbery")}
    gathered = evidence(tmp_path, series, "2025-12")

    [short] = ahead.findings(gathered)

    assert "36 months without a gap needed" in short.statement
    assert "there are 24" in short.statement
    assert not any("needed" in finding.statement for finding in trend.findings(gathered))


def test_after_a_gap_only_the_months_since_it_count_and_types_are_not_charted(tmp_path: Path) -> None:
    counts = np.full(24, 20)
    gathered = evidence(
        tmp_path, {"Burglary": counts, "Anti-social behaviour": counts}, "2025-12", missing=("2025-07",)
    )

    [short] = ahead.findings(gathered)
    charted = trend.findings(gathered)

    assert "there are 5, August to December 2025" in short.statement
    assert "12 months without a gap needed" in short.statement
    assert [finding.id for finding in charted] == ["trend-all-crime", "trend-anti-social-behaviour"]


def test_a_forecast_is_shown_where_it_came_nearer_than_last_year(tmp_path: Path) -> None:
    counts = np.random.default_rng(1).poisson(40, 48)
    days = [month.days for month in Month.parse("2022-01").to(Month.parse("2025-12"))]

    [finding] = ahead.findings(evidence(tmp_path, {"Burglary": counts}, "2025-12"))

    expected, _ = forecast_if_worth_showing(counts, days, [31, 28, 31, 30, 31, 30], every=3)
    assert expected is not None
    shown = finding.figure("expected_burglary")
    assert shown.value == pytest.approx(expected.mean[0])
    assert shown.low == pytest.approx(expected.band(0.95).low[0])
    assert finding.figure("nearer_than_last_year_burglary").value > 0
    assert finding.charts[0].series[1].values[-1] == pytest.approx(expected.mean[5])
    assert finding.charts[0].series[1].values[0] is None


def test_no_forecast_is_shown_where_last_year_is_the_best_guess(tmp_path: Path) -> None:
    year = np.array([30, 50, 20, 60, 35, 45, 25, 55, 40, 30, 65, 20])

    [finding] = ahead.findings(evidence(tmp_path, {"Burglary": np.tile(year, 4)}, "2025-12"))

    assert finding.table is None
    assert finding.charts == ()
    assert "No forecast is shown" in finding.statement


def test_the_year_so_far_is_from_april_against_the_same_months_of_three_years(tmp_path: Path) -> None:
    counts = np.repeat([30, 40, 50, 60], 12)

    [finding] = so_far.findings(evidence(tmp_path, {"Burglary": counts, "Drugs": counts}, "2025-12"))

    assert finding.figure("count_to_date").value == 2 * 9 * 60
    assert finding.figure("count_to_date_before").value == 2 * 9 * 50
    assert finding.figure("count_to_date_3_years_before").value == 2 * 9 * 30
    assert "April to December 2025 against April to December 2024" in finding.statement
    assert finding.table is not None
    row = next(row for row in finding.table.rows if row[0] == "Burglary")
    assert row[1:3] == (540, 450)
    assert row[5:] == (360, 270)


def test_a_month_missing_in_one_year_is_left_out_of_all(tmp_path: Path) -> None:
    counts = np.repeat([50, 60], 12)

    [finding] = so_far.findings(evidence(tmp_path, {"Burglary": counts}, "2025-12", missing=("2024-06",)))

    assert finding.figure("count_to_date").value == 8 * 60
    assert any("June is missing in one of the years" in caveat for caveat in finding.caveats)


@pytest.mark.parametrize(("last", "months"), [("2025-03", 12), ("2025-04", 12), ("2025-12", 9)])
def test_the_year_so_far_is_not_said_where_it_would_say_the_same_again(tmp_path: Path, last: str, months: int) -> None:
    gathered = evidence(tmp_path, {"Burglary": np.full(36, 20)}, last, months=months)

    assert so_far.findings(gathered) == []


def test_without_the_year_before_there_is_no_year_so_far(tmp_path: Path) -> None:
    assert so_far.findings(evidence(tmp_path, {"Burglary": np.full(12, 20)}, "2025-12")) == []


def test_a_level_that_has_lasted_a_year_is_put_to_the_reader(tmp_path: Path) -> None:
    counts = np.concatenate([np.random.default_rng(3).poisson(20, 24), np.full(14, 45)])
    still = np.random.default_rng(3).poisson(20, 38)

    moved = the(trend.findings(evidence(tmp_path / "a", {"Burglary": counts}, "2025-12")), "trend-burglary")
    quiet = the(trend.findings(evidence(tmp_path / "b", {"Burglary": still}, "2025-12")), "trend-burglary")

    assert "Since November 2024 every month lies above the level" in moved.statement
    assert "whether a new level begins" not in quiet.statement


def test_a_change_of_few_crimes_is_given_in_counts_and_not_in_percent(tmp_path: Path) -> None:
    counts = {"Burglary": np.repeat([2, 3], 12), "Drugs": np.repeat([20, 30], 12)}

    [finding] = so_far.findings(evidence(tmp_path, counts, "2025-12"))

    assert finding.table is not None
    rows = {row[0]: row for row in finding.table.rows}
    assert rows["Burglary"][1:4] == (27, 18, "too few")
    assert rows["Drugs"][3] == pytest.approx(50)


WAVE = np.sin(2 * np.pi * np.arange(48) / 12)  # from January of the first year


def seasonal(length: int, level: int = 200, swing: float = 0.25) -> np.ndarray:
    """Counts with a season and no other change at all, the last month a December."""
    return np.round(level * (1 + swing * WAVE[-length:])).astype(int)


def test_a_season_of_two_years_is_not_said_to_be_a_move_of_the_level(tmp_path: Path) -> None:
    gathered = evidence(tmp_path, {"Burglary": seasonal(24)}, "2025-12")

    finding = the(trend.findings(gathered), "trend-burglary")

    assert "level" not in finding.statement
    assert finding.strength == "weak"
    assert any("nothing is said of whether the level moved" in caveat for caveat in finding.caveats)


def test_a_step_in_two_years_is_not_told_from_a_season_either(tmp_path: Path) -> None:
    counts = np.repeat([40, 40, 40, 70], 6)

    finding = the(trend.findings(evidence(tmp_path, {"Burglary": counts}, "2025-12")), "trend-burglary")

    assert "The level is higher" not in finding.statement
    assert finding.strength == "weak"


def test_a_pure_season_of_three_years_or_four_has_no_month_that_stands_out(tmp_path: Path) -> None:
    for length in (36, 48):
        chance = np.random.default_rng(length).poisson(seasonal(length))
        gathered = evidence(tmp_path / str(length), {"Burglary": chance}, "2025-12")

        finding = the(trend.findings(gathered), "trend-burglary")

        assert finding.figure("months_that_stand_out").value == 0
        assert "The level is" not in finding.statement
        assert finding.strength == "weak"
        assert any("follows the season" in caveat for caveat in finding.caveats)


def test_a_step_on_top_of_a_season_is_found(tmp_path: Path) -> None:
    counts = seasonal(48)
    counts[34:] = np.round(counts[34:] * 1.5)

    finding = the(trend.findings(evidence(tmp_path, {"Burglary": counts}, "2025-12")), "trend-burglary")

    assert "The level is higher from about November 2024" in finding.statement
    assert finding.strength == "moderate"


def with_a_run() -> np.ndarray:
    """Up and down without a season for three years; from March to December of the fourth above that, within limits."""
    counts = np.resize([17, 23, 24, 18, 22, 16, 23], 48)
    counts[37:] = [16, *[25] * 10]
    return counts


def test_a_run_is_said_from_its_first_month_to_its_last(tmp_path: Path) -> None:
    finding = the(trend.findings(evidence(tmp_path, {"Burglary": with_a_run()}, "2025-12")), "trend-burglary")

    assert "From March 2025 to December 2025 the line runs 10 months in a row above" in finding.statement
    assert finding.table is not None
    said = {row[0]: row[3] for row in finding.table.rows if row[3]}
    assert list(said) == ["December 2025"]
    assert said["December 2025"].startswith("to this month, 10 months in a row above")
    assert finding.charts[0].marks[-1].at == 47


def test_runs_and_crossings_are_not_counted_as_months_that_stand_out(tmp_path: Path) -> None:
    counts = with_a_run()
    counts[10] = 60

    finding = the(trend.findings(evidence(tmp_path, {"Burglary": counts}, "2025-12")), "trend-burglary")

    assert "10 months in a row" in finding.statement
    assert finding.figure("months_that_stand_out").value == 1
    assert "1 month stands out" in finding.charts[0].description
