"""Difference in differences: a published value, statsmodels' own fit, and how often chance alone sets it off."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from frankpledge.analysis.differences import (
    detectable_ratio,
    difference_in_differences,
    pre_trend,
    share_dispersion,
)


def drawn(random, mean, unevenness, months, *, season=0.2):
    level = mean * (1 + season * np.sin(2 * np.pi * np.arange(months) / 12))
    return random.poisson(random.gamma(level / (unevenness - 1), unevenness - 1) if unevenness > 1 else level)


def test_it_has_the_value_of_the_published_example():
    # Wheeler & Ratcliffe (2018): 207 to 110 where treated, 308 to 318 where not.
    found = difference_in_differences([207, 110], [308, 318], 1)

    assert np.log(found.ratio) == pytest.approx(-0.6642, abs=5e-5)
    assert found.standard_error == pytest.approx(0.1425, abs=5e-5)


monthly = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 60)), min_size=8, max_size=30)


@pytest.mark.filterwarnings("ignore:Perfect separation")  # months all alike
@given(monthly)
@settings(deadline=None, max_examples=40)
def test_it_equals_a_quasi_binomial_regression(months):
    t, c = np.array(months).T
    start = len(t) // 2

    found = difference_in_differences(t, c, start)

    after = np.arange(len(t)) >= start
    fit = sm.GLM(np.column_stack([t, c]), sm.add_constant(after.astype(float)), family=sm.families.Binomial())
    fit = fit.fit()
    # Not scale="X2": statsmodels leaves the number of trials out of it.
    dispersion = fit.pearson_chi2 / fit.df_resid
    assert np.log(found.ratio) == pytest.approx(fit.params[1], abs=1e-6)
    assert found.dispersion == pytest.approx(dispersion, rel=1e-6, abs=1e-9)
    assert found.standard_error == pytest.approx(fit.bse[1] * dispersion**0.5, rel=1e-5, abs=1e-9)


@given(monthly)
@settings(deadline=None, max_examples=30)
def test_the_interval_leaves_out_no_change_exactly_when_p_is_small_and_order_within_a_period_is_nothing(months):
    t, c = np.array(months).T
    start = len(t) // 2
    order = np.concatenate([np.arange(start)[::-1], np.arange(start, len(t))[::-1]])

    found, shuffled = (difference_in_differences(t[o], c[o], start) for o in (np.arange(len(t)), order))

    assert (found.low > 1 or found.high < 1) == (found.p < 0.05)
    assert shuffled.p == pytest.approx(found.p)
    assert found.low <= found.ratio * (1 + 1e-9)
    assert found.ratio <= found.high * (1 + 1e-9)


def test_small_counts_are_never_surer_than_the_exact_test():
    found = difference_in_differences([4, 4, 0, 0], [10, 10, 10, 10], 2)

    exact = stats.fisher_exact([[0, 8], [20, 20]], alternative="less").pvalue
    assert found.exact_p == pytest.approx(2 * exact)
    assert found.p >= found.exact_p
    assert found.low == 0.0


@pytest.mark.parametrize(("mean", "unevenness"), [(2, 1), (10, 2), (50, 1.5)])
def test_false_alarms_and_the_pre_trend_stay_near_five_percent(mean, unevenness):
    random = np.random.default_rng(int(mean))

    found = [
        difference_in_differences(drawn(random, mean, unevenness, 36), drawn(random, 2 * mean, unevenness, 36), 24)
        for _ in range(1200)
    ]

    assert 0.03 < np.mean([one.p < 0.05 for one in found]) < 0.07
    assert 0.03 < np.mean([one.pre_trend.p < 0.05 for one in found]) < 0.07


def test_intervals_hold_a_real_change_as_often_as_they_say():
    random = np.random.default_rng(9)
    share = np.repeat([1.0, 0.7], [24, 12])

    found = [
        difference_in_differences(drawn(random, 40 * share, 2, 36), drawn(random, 60, 2, 36), 24) for _ in range(800)
    ]

    assert 0.93 < np.mean([one.low <= 0.7 <= one.high for one in found]) < 0.97


def test_a_drift_before_is_found_and_measured():
    random = np.random.default_rng(3)
    level = 100 * 0.75 ** (np.arange(24) / 12)

    found = [pre_trend(random.poisson(level), random.poisson(120, 24)) for _ in range(100)]

    assert np.mean([one.p < 0.05 for one in found]) > 0.9
    assert np.mean([one.per_year for one in found]) == pytest.approx(0.75, abs=0.03)


def test_a_fall_called_detectable_is_seen_four_times_in_five():
    random = np.random.default_rng(4)
    ratio = detectable_ratio(480, 960, 480)

    p = [
        difference_in_differences(random.poisson(np.repeat([20, 20 * ratio], [24, 12])), random.poisson(40, 36), 24).p
        for _ in range(600)
    ]

    assert 0.7 < ratio < 0.85
    assert 0.73 < np.mean(np.array(p) < 0.05) < 0.87


def test_nothing_is_detectable_from_nothing():
    assert detectable_ratio(0, 10, 10) == 0.0


def test_alike_months_have_no_dispersion_and_single_months_none_to_measure():
    assert share_dispersion([5, 5, 5, 5], [10, 10, 10, 10], 2) == (0.0, 2)
    assert share_dispersion([5, 5], [10, 10], 1) == (1.0, 0)
    assert difference_in_differences([5, 5, 5, 5], [10, 10, 10, 10], 2).p == 1.0


def test_bad_series_are_refused():
    for t, c, start in (([1, 2], [1], 1), ([1, 2], [1, 2], 2), ([1, -2], [1, 2], 1), ([1.5, 2], [1, 2], 1)):
        with pytest.raises(ValueError, match=r"month"):
            difference_in_differences(t, c, start)
    with pytest.raises(ValueError, match="some crime"):
        difference_in_differences([0, 0], [1, 2], 1)
    with pytest.raises(ValueError, match="6 months"):
        pre_trend([1, 2], [1, 2])
    with pytest.raises(ValueError, match="level"):
        difference_in_differences([1, 2], [1, 2], 1, level=95)
