"""Where a measure stands: red only for what chance would hardly make."""

import numpy as np
import pytest

from frankpledge.month import Month
from frankpledge.web.measures.judging import AMBER, NOTHING, ON_TARGET, RED, WATCHED, Read, judge

APRIL, MARCH = Month.parse("2025-04"), Month.parse("2026-03")


def series(values, *, last=MARCH, base=None):
    first = last.minus(len(values) - 1)
    return [Read(first.plus(at), value, base) for at, value in enumerate(values)]


def state(readings, *, polarity="down", unit="count", target=100.0, tolerance=5, first=APRIL):
    return judge(
        readings,
        polarity=polarity,
        unit=unit,
        target=target,
        tolerance=tolerance,
        first=first,
        last_due=readings[-1].month if readings else APRIL,
    )


def test_no_figure_is_no_state():
    assert state([]).state == NOTHING


@pytest.mark.parametrize(
    ("polarity", "count", "found"),
    [
        ("down", 90, ON_TARGET), ("down", 112, AMBER), ("down", 160, RED),
        ("ceiling", 160, RED), ("up", 160, ON_TARGET), ("up", 90, AMBER), ("up", 50, RED),
        ("maintain", 100, ON_TARGET), ("maintain", 160, RED), ("maintain", 50, RED),
    ],
)  # fmt: skip
def test_a_count_of_the_year_beside_its_target(polarity, count, found):
    assert state(series([count / 12] * 12), polarity=polarity).state == found


def test_a_count_is_compared_with_the_targets_share_of_the_months_so_far():
    before = [2.0] * 6 + [18.0] * 6  # crime that comes in winter: April to March, a tenth of it by September
    judged = state(series(before + [2.0] * 6, last=Month.parse("2025-09")), target=120)

    assert judged.expected == pytest.approx(12)
    assert judged.state == ON_TARGET


def test_a_level_that_only_its_tolerance_saves_is_amber():
    assert state(series([1000 / 12 * 1.1] * 12), target=1000, tolerance=20).state == AMBER


def test_a_percentage_is_judged_by_its_own_interval():
    few, many = (state(series([50], base=base), polarity="up", unit="percent", target=60).state for base in (20, 2000))

    assert (few, many) == (AMBER, RED)


def test_without_a_base_twelve_figures_are_needed_for_red():
    short = state(series([50.0] * 5), polarity="up", unit="number", target=60)
    assert short.state == AMBER
    assert "12 unbroken figures" in short.words

    rng = np.random.default_rng(1)
    assert state(series(list(rng.normal(50, 1, 24))), polarity="up", unit="number", target=60).state == RED


def test_one_that_is_watched_has_no_target_and_says_whether_it_changed():
    judged = state(series([50.0] * 12 + [100.0] * 12), polarity="watch")

    assert judged.state == WATCHED
    assert "hardly" in judged.words


def test_a_missing_month_is_missing_and_breaks_the_chart():
    readings = [read for read in series([10.0] * 20) if str(read.month) != "2025-11"]
    judged = state(readings)

    assert [str(month) for month in judged.missing] == ["2025-11"]
    assert judged.chart is None


def test_on_target_by_chance_alone_is_seldom_red():
    """A level that is just at its target: at most 1 year in 40 is called off target, crime that clusters included."""
    rng = np.random.default_rng(7)
    red = 0
    for _ in range(400):
        level = 20 * rng.gamma(20, 1 / 20, 24)  # more uneven than chance alone
        red += state(series([float(count) for count in rng.poisson(level)]), target=240.0, tolerance=0).state == RED

    assert red / 400 <= 0.05
