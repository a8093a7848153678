"""Control charts: published limits, the rules in words, and how often chance alone sets them off."""

import itertools

import numpy as np
import pytest
from scipy.stats import binom

from frankpledge.analysis.control import c_chart, moving_range, run_limits, run_signals, u_chart, u_prime, xmr

DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def test_c_chart_has_the_textbook_limits():
    # Montgomery, Introduction to Statistical Quality Control: 26 samples, 516 nonconformities, limits printed as
    # 33.22 and 6.48 around 19.85.
    counts = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]

    chart = c_chart(counts)

    assert chart.centre == pytest.approx(19.85, abs=0.005)
    assert chart.upper[0] == pytest.approx(33.22, abs=0.01)
    assert chart.lower[0] == pytest.approx(6.48, abs=0.01)
    assert [(s.index, s.words) for s in chart.signals if s.rule == "beyond limit"] == [
        (5, "below the lower limit"),
        (19, "above the upper limit"),
    ]


def test_xmr_limits_are_the_mean_and_the_mean_step():
    values = np.array([8, 10, 9, 11, 10, 12, 9, 10, 11, 9, 10, 11.0])
    steps = [abs(b - a) for a, b in itertools.pairwise(values)]

    chart = xmr(values)

    assert chart.centre == pytest.approx(10)
    assert chart.upper == pytest.approx(10 + 3 * sum(steps) / 11 / 1.128)
    assert chart.lower == pytest.approx(10 - 3 * sum(steps) / 11 / 1.128)
    assert moving_range(values).upper == pytest.approx(3.267 * sum(steps) / 11)


def test_unequal_months_at_one_rate_are_not_a_signal():
    chart = u_prime(DAYS * 2, DAYS)

    assert chart.values == pytest.approx(np.full(12, 2.0))
    assert chart.signals == ()


def test_a_short_month_has_wider_limits():
    chart = u_chart([60] * 12, DAYS)

    assert chart.upper[1] == chart.upper.max()
    assert chart.lower[1] == chart.lower.min()


def test_laney_widens_limits_when_crime_is_more_varied_than_poisson_and_never_narrows_them():
    varied, steady = [60, 90, 40, 85, 55, 95, 50, 80, 45, 99, 60, 75], [60, 61, 60, 59, 60, 61] * 2

    assert (u_prime(varied, DAYS).upper > u_chart(varied, DAYS).upper).all()
    assert u_prime(steady, DAYS).dispersion == 1
    assert u_prime(steady, DAYS).upper == pytest.approx(u_chart(steady, DAYS).upper)


def test_laney_by_hand():
    counts, days = np.array([60, 90, 40, 85, 55, 95, 50, 80, 45, 99, 60, 75]), DAYS
    centre = counts.sum() / days.sum()
    z = [(c / d - centre) / (centre / d) ** 0.5 for c, d in zip(counts, days, strict=True)]
    sigma_z = sum(abs(b - a) for a, b in itertools.pairwise(z)) / 11 / 1.128

    chart = u_prime(counts, days)

    assert chart.dispersion == pytest.approx(sigma_z)
    assert chart.upper[3] == pytest.approx(centre + 3 * sigma_z * (centre / 30) ** 0.5)


def test_limits_of_a_frozen_baseline_do_not_move_with_later_points():
    first = [60, 55, 70, 62, 58, 66, 61, 59, 64, 63, 57, 60]

    alone, longer = u_prime(first, DAYS), u_prime(first + [200] * 12, np.tile(DAYS, 2), baseline=12)

    assert longer.centre == alone.centre
    assert longer.upper[:12] == pytest.approx(alone.upper)
    assert longer.outside[12:].all()


def test_a_lasting_shift_is_one_long_run_that_says_where_it_began():
    values = [10, 12] * 12 + [13] * 10

    signals = [s for s in xmr(values, baseline=24).signals if s.rule == "long run"]

    assert len(signals) == 1
    assert signals[0].first == 23
    assert signals[0].index == 31
    assert signals[0].words == "11 months in a row above the centre, where up to 8 are usual by chance"


def test_points_on_the_line_neither_make_nor_break_a_run():
    values = [1.0, 3] * 4 + [3, 2, 3, 2, 3, 2, 3, 2, 3, 3, 3, 3]

    runs = [s for s in run_signals(values, 2) if s.rule == "long run"]

    assert [s.first for s in runs] == [7]
    assert [s.last for s in runs] == [len(values) - 1]


def test_too_few_crossings_are_a_signal():
    values = [1.0] * 6 + [3] * 6 + [1] * 6 + [3] * 6

    assert [s.rule for s in run_signals(values, 2)] == ["few crossings"]


@pytest.mark.parametrize("points", range(12, 121, 9))
def test_run_limits_follow_the_published_formula(points):
    assert run_limits(points) == (round(np.log2(points)) + 3, int(binom.ppf(0.05, points - 1, 0.5)))


def test_no_crime_at_all_is_no_signal():
    chart = u_prime([0] * 24, [30] * 24)

    assert chart.signals == ()
    assert chart.upper.tolist() == [0] * 24


@pytest.mark.parametrize(
    ("values", "baseline"), [([1] * 11, None), ([1] * 12, 11), ([1] * 12, 13), ([1] * 11 + [np.nan], None)]
)
def test_too_short_or_missing_is_refused(values, baseline):
    with pytest.raises(ValueError, match="control chart"):
        xmr(values, baseline=baseline)


def test_negative_counts_and_days_of_zero_are_refused():
    with pytest.raises(ValueError, match="below 0"):
        c_chart([-1] + [2] * 11)
    with pytest.raises(ValueError, match="above 0"):
        u_chart([2] * 12, [0] + [30] * 11)


@pytest.mark.parametrize(("points", "baseline", "at_most"), [(24, 24, 0.13), (36, 24, 0.25)])
def test_chance_alone_sets_off_a_chart_no_more_often_than_the_methods_page_says(points, baseline, at_most):
    """Negative binomial months with variance twice the mean, no change: docs/methods/control-chart.md has the rates."""
    random = np.random.default_rng(11)
    months = random.poisson(random.gamma(50, 1, (600, points)))

    fired = np.mean([bool(u_prime(row, np.full(points, 30), baseline=baseline).signals) for row in months])

    assert 0.03 < fired < at_most


def test_a_halved_level_is_found():
    random = np.random.default_rng(3)
    series = np.concatenate([random.poisson(80, (200, 24)), random.poisson(40, (200, 12))], axis=1)

    found = np.mean([any(s.index >= 24 for s in u_prime(row, np.full(36, 30), baseline=24).signals) for row in series])

    assert found == 1
