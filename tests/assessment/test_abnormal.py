"""Months that the partnership knows to be out of the ordinary fix nothing that is taken as usual."""

import numpy as np
import pytest

from frankpledge.analysis.control import u_prime
from frankpledge.archive.areas import find_area
from frankpledge.assessment import trend
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import Finding
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

LAST = Month.parse("2025-12")
MONTHS = [str(month) for month in LAST.minus(23).to(LAST)]
FLOOD = {"Burglary": [Month.parse("2024-03"), Month.parse("2024-04")]}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """Ten or eleven burglaries a month, but 60 in two months of a flood; robberies as usual."""
    rows = []
    for at, month in enumerate(MONTHS):
        rows.append((month, 0, "Burglary", 60 if month in ("2024-03", "2024-04") else 10 + at % 2))
        rows.append((month, 1, "Robbery", 10 + at % 2))
    town = Town(2, 1, district=2, ward=1)
    return archive(tmp_path_factory.mktemp("town"), town, rows, months=MONTHS, boundaries=False).snapshot()


def burglary(snapshot, abnormal=None) -> Finding:
    evidence = gather(snapshot, find_area(snapshot, "csp:District A"), LAST, abnormal=abnormal)
    return next(finding for finding in trend.findings(evidence) if finding.id == "trend-burglary")


def limits(finding: Finding) -> tuple[float, float]:
    band = finding.charts[0].bands[0]
    return band.low[-1], band.high[-1]


def test_the_limits_are_those_of_the_usual_months(snapshot) -> None:
    with_flood, without = limits(burglary(snapshot)), limits(burglary(snapshot, FLOOD))

    assert without[1] < 25 < with_flood[1]


def test_the_months_are_still_charted_and_named(snapshot) -> None:
    finding = burglary(snapshot, FLOOD)

    assert 60 in finding.charts[0].series[0].values
    [said] = [caveat for caveat in finding.caveats if "Out of the ordinary" in caveat]
    assert "March to April 2024" in said
    assert "not among the months that fix what is usual" in said


def test_another_type_is_as_it_was(snapshot) -> None:
    area = find_area(snapshot, "csp:District A")
    plain = {f.id: f for f in trend.findings(gather(snapshot, area, LAST))}
    told = {f.id: f for f in trend.findings(gather(snapshot, area, LAST, abnormal=FLOOD))}

    assert told["trend-robbery"] == plain["trend-robbery"]


def test_where_too_few_would_be_left_none_is_left_out_and_that_is_said(snapshot) -> None:
    finding = burglary(snapshot, {"": Month.parse("2024-01").to(Month.parse("2025-06"))})

    assert limits(finding) == limits(burglary(snapshot))
    assert any("Too few months would be left" in caveat for caveat in finding.caveats)


def test_leaving_points_out_equals_a_chart_of_the_others() -> None:
    counts, days = np.array([10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 10, 11, 500.0]), np.full(13, 30)

    left_out, others = u_prime(counts, days, out=[12]), u_prime(counts[:12], days[:12])

    assert (left_out.centre, left_out.dispersion) == (others.centre, others.dispersion)
    assert [signal.index for signal in left_out.signals] == [12]


def test_a_chart_needs_twelve_points_that_are_not_left_out() -> None:
    with pytest.raises(ValueError, match="not left out"):
        u_prime(np.full(13, 10), np.full(13, 30), out=[3, 4])
