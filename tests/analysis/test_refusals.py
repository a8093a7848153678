"""What the methods cannot work with is refused in words, and what is merely extreme still has an answer."""

import numpy as np
import pytest

from frankpledge import analysis

DAYS = [30] * 48

REFUSED = {
    "unevenness without pairs": (
        lambda: analysis.compare_periods([1], [2], uneven=([1, 2], [3])),
        "come in pairs",
    ),
    "no areas at all": (lambda: analysis.expected_counts([], []), "one count and one population"),
    "a window of nothing": (lambda: analysis.latest_periods([1] * 30, 0), "1 month or more"),
    "a month index that is missing": (lambda: analysis.deseason([1] * 24, [np.nan] * 24), "none is missing"),
    "no month index": (lambda: analysis.deseason([1] * 24, []), "0 or more"),
    "leaving out a month that is not there": (
        lambda: analysis.u_prime([1] * 24, [30] * 24, out=(99,)),
        "one of the 24",
    ),
    "a penalty that rewards": (lambda: analysis.change_points([1] * 30, penalty=-1), "0 or more"),
    "an unknown kernel": (
        lambda: analysis.density([[0, 0]], [1], [[0, 0]], bandwidth=500, kernel="round"),
        "“quartic” or “gaussian”",
    ),
    "part of a day": (lambda: analysis.near_repeats([1, 2, 3], [1, 2, 3], [1.5, 2, 3]), "whole days"),
    "a single edge": (lambda: analysis.near_repeats([1, 2, 3], [1, 2, 3], [1, 2, 3], lags=[0]), "two or more"),
    "no shuffle": (lambda: analysis.near_repeats([1, 2, 3], [1, 2, 3], [1, 2, 3], shuffles=0), "without a shuffle"),
    "an event nowhere": (lambda: analysis.near_repeats([1, np.nan, 3], [1, 2, 3], [1, 2, 3]), "has a place"),
    "strata of other events": (
        lambda: analysis.near_repeats([1, 2, 3], [1, 2, 3], [1, 2, 3], strata=[1]),
        "in one stratum",
    ),
    "a row for a table": (lambda: analysis.scan_dispersion([1, 2]), "by place and unit"),
    "fewer than nobody": (
        lambda: analysis.group_ratios({"a": -1}, {"a": 1000, "b": 1000}, reference="a"),
        "0 or more",
    ),
    "events of nobody": (
        lambda: analysis.repeat_people([None, "a"], [1, 2], first_day=0, last_day=800),
        "nobody is named",
    ),
    "a table of nothing": (
        lambda: analysis.rao_scott(np.array([], int), np.array([], int), []),
        "two rows and two columns",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_is_refused_with_the_reason(what):
    ask, reason = REFUSED[what]

    with pytest.raises(ValueError, match=reason):
        ask()


def test_counts_of_a_whole_nation_still_have_a_p():
    change = analysis.compare_periods([10**9] * 12, [10**9 + 5] * 12)

    assert change.can_tell
    assert change.p == pytest.approx(1.0, abs=0.001)


def test_the_e_test_of_large_counts_needs_no_table_of_all_pairs():
    found = analysis.e_test(100_000, 101_000)

    # At such counts every test of two counts is the same normal one: z = 1,000 / √201,000.
    assert found.p == pytest.approx(0.02572, abs=0.0001)
    assert found.low == pytest.approx(1.0012, abs=0.0001)


def test_months_without_any_noise_do_not_make_a_step_certain():
    found = analysis.interrupted_series([5] * 36 + [4] * 12, DAYS, 36)

    assert found.step.ratio == pytest.approx(0.8, abs=1e-6)
    assert found.step.low < 1 < found.step.high
