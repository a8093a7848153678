"""How a scan's answer is put: what may leave of restricted counts, and what is worth a reader's time."""

import numpy as np
import pytest

from frankpledge.assessment.gathering import CLEARLY, Gathering, Kind, scan_each, statement, strength_of
from frankpledge.assessment.partner_gathering import _unbroken
from frankpledge.month import Month

CENTRES = np.column_stack([np.arange(40) * 900.0, (np.arange(40) * 7 % 11) * 400.0])
NAMES = [(f"Elm {at:03d}A", "Elm") for at in range(40)]


def weekly(*, now: int, before: int, hide_under: int = 5, weeks: int = 52) -> Kind:
    """A crime now and then in each of forty LSOAs; in the eighth `before` until three weeks ago, and `now` since."""
    counts = np.random.default_rng(3).poisson(0.15, (40, weeks))
    counts[7] = 0
    counts[7, :before] = 1
    counts[7, -3:] = np.array([now - 2 * (now // 3), now // 3, now // 3])
    return Kind("Bicycle theft", "bicycle theft", counts, hide_under)


def scanned(kind: Kind) -> Gathering:
    [one] = scan_each([kind], CENTRES, unit="week", longest=4, fewest=5)
    return one


@pytest.mark.parametrize(("before", "may_leave"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_usual_is_not_said_where_a_small_number_would_follow_from_it(before: int, may_leave: bool) -> None:
    one = scanned(weekly(now=14, before=before))

    assert one.worth_showing
    assert one.lsoas == (7,)
    assert one.usual_may_leave == may_leave
    said = statement([one], ["in the 3 weeks to 31 December 2025"], NAMES, "Elmdale", "31 December 2025")
    assert ("far more than usual" in said) != may_leave
    assert ("would be usual" in said) == may_leave


def test_open_counts_hide_nothing() -> None:
    assert scanned(weekly(now=14, before=2, hide_under=0)).usual_may_leave


def test_nothing_is_said_of_a_gathering_that_is_sure_but_small() -> None:
    """Ten times the crimes: a rise of a third is beyond chance, and of no use to a reader."""
    counts = np.full((40, 52), 60) + np.random.default_rng(4).integers(-3, 4, (40, 52))
    counts[7, -4:] += 22
    one = scanned(Kind("Theft", "theft", counts))

    assert one.p < 0.05
    assert one.cluster is not None
    assert one.cluster.ratio < CLEARLY
    assert not one.worth_showing
    assert one.verdict == "under 1.5 times the usual"
    assert strength_of([one]) == "weak"
    assert statement([one], [""], NAMES, "Elmdale", "June").startswith("Nothing new is gathering")


def test_chance_allows_for_every_kind_that_was_scanned() -> None:
    kinds = [weekly(now=14, before=6), *[weekly(now=0, before=0)] * 3]

    first, *others = scan_each(kinds, CENTRES, unit="week", longest=4, fewest=5)

    assert first.cluster is not None
    assert first.p == pytest.approx(4 * first.cluster.p)
    assert not any(one.worth_showing for one in others)


def test_the_same_months_a_year_before_are_counted_only_where_they_are_held() -> None:
    one = scanned(weekly(now=14, before=6))

    assert (one.units, one.count_before(46)) == (3, 3)
    assert one.count_before(50) is None


def test_months_before_a_gap_are_not_joined_to_those_after() -> None:
    months = [Month.parse(text) for text in ("2025-06", "2025-08", "2025-09", "2025-10")]

    assert [str(month) for month in _unbroken(months)] == ["2025-08", "2025-09", "2025-10"]
