"""Harm: published figures, the truth in the intervals as often as stated, and never one number for a broad type."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.severity import (
    harm_band,
    order_reversed,
    weighted_groups,
    weighted_rate,
    weighted_total,
)
from frankpledge.analysis.severity_change import paired_dispersion, weighted_change

WEIGHTS = np.array([1, 2, 2, 5, 10, 10, 185, 365, 365, 2555, 5475.0])
A_MONTH = np.array([20, 15, 10, 15, 30, 20, 0.5, 10, 2, 1, 0.03])
SEASON = 1 + 0.3 * np.cos(np.arange(12) * np.pi / 6)


def year(rng, unevenness=1.0, mean=A_MONTH):
    monthly = SEASON[:, None] * mean
    return rng.poisson(monthly if unevenness == 1 else rng.gamma(monthly / (unevenness - 1), unevenness - 1))


def test_the_interval_is_that_of_the_paper():
    # Births with Down's syndrome by the mother's age, fifth children or later (Fay & Feuer 1997); ends by R 4.2.2 qgamma.
    cases, births = [0, 8, 63, 112, 262, 295], np.array([327, 30666, 123419, 149919, 104088, 34392])
    standard = np.array([319933, 931318, 786511, 488235, 237863, 61313])
    weights = 1e5 * standard / (births * standard.sum())

    gamma = weighted_total(cases, weights)
    dobson = weighted_total(cases, weights, method="dobson")

    assert gamma.total == pytest.approx(75.52901, abs=1e-5)
    assert (gamma.low, gamma.high) == (pytest.approx(67.70212, abs=1e-5), pytest.approx(188.3002, abs=1e-4))
    assert (dobson.low, dobson.high) == (pytest.approx(67.63284, abs=1e-5), pytest.approx(83.86703, abs=1e-5))


@pytest.mark.parametrize("method", ["gamma", "dobson"])
def test_with_one_weight_for_all_it_is_the_exact_interval_of_a_count(method):
    harm = weighted_total([7, 3], [2, 2], method=method)

    assert (harm.low / 2, harm.high / 2) == (pytest.approx(4.795, abs=1e-3), pytest.approx(18.390, abs=1e-3))


@pytest.mark.parametrize("method", ["gamma", "dobson"])
def test_none_recorded_does_not_mean_that_none_can_be(method):
    harm = weighted_total([0, 0], [2, 100], method=method)

    assert (harm.total, harm.low) == (0.0, 0.0)
    assert harm.high == pytest.approx(368.9, abs=0.1)


@pytest.mark.parametrize("unevenness", [1.0, 1.5, 2.5])
def test_the_truth_lies_in_the_intervals_as_often_as_stated(unevenness):
    rng, found = np.random.default_rng(int(10 * unevenness)), []
    truth = 12 * A_MONTH @ WEIGHTS

    for _ in range(400):
        found.append(weighted_change(year(rng, unevenness), year(rng, unevenness), WEIGHTS))

    assert np.mean([one.after.low <= truth <= one.after.high for one in found]) > 0.95
    assert np.mean([one.could_be_chance for one in found]) > 0.95
    assert np.mean([not one.disagree for one in found]) > 0.95
    assert np.mean([one.count_could_be_chance for one in found]) > 0.93


def test_more_heavy_crimes_in_the_same_count_are_found():
    rng = np.random.default_rng(4)
    more = A_MONTH * np.where(WEIGHTS == 365, 2.5, 1.0)
    more[4] -= more.sum() - A_MONTH.sum()  # as many crimes

    found = [weighted_change(year(rng), year(rng, mean=more), WEIGHTS).disagree for _ in range(100)]

    assert np.mean(found) > 0.8


def test_seasons_are_no_dispersion_and_clusters_are():
    rng = np.random.default_rng(5)

    even = [paired_dispersion(year(rng), year(rng)).value for _ in range(200)]
    clustered = [paired_dispersion(year(rng, 2.5), year(rng, 2.5)).value for _ in range(200)]

    assert np.mean(even) == pytest.approx(1.0, abs=0.05)
    assert np.mean(clustered) == pytest.approx(2.5, abs=0.25)


@given(st.permutations(range(11)), st.integers(0, 99))
def test_the_order_of_offences_does_not_matter(order, seed):
    rng, order = np.random.default_rng(seed), np.array(order)
    before, after = year(rng), year(rng)

    one = weighted_change(before, after, WEIGHTS)
    other = weighted_change(before[:, order], after[:, order], WEIGHTS[order])

    assert other.ratio == pytest.approx(one.ratio)
    assert (other.low, other.high) == (pytest.approx(one.low), pytest.approx(one.high))
    assert other.dispersion.value == pytest.approx(one.dispersion.value)


def test_groups_hold_all_crimes_and_all_harm_once():
    rng = np.random.default_rng(6)
    counts = year(rng).sum(axis=0)

    groups = weighted_groups(counts, WEIGHTS, list("aabbbccddee"))

    assert sum(one.crimes for one in groups) == counts.sum()
    assert sum(one.harm.total for one in groups) == pytest.approx(counts @ WEIGHTS)
    assert sum(one.share_of_harm for one in groups) == pytest.approx(1)


def test_equal_groups_share_their_place():
    groups = weighted_groups([5, 5, 2], [1, 2, 5], ["b", "a", "c"])

    assert [(one.group, one.place_by_count, one.place_by_harm) for one in groups] == [
        ("a", 1, 1),
        ("b", 1, 3),
        ("c", 3, 1),
    ]


def test_groups_near_each_other_are_not_put_in_opposite_order():
    assert order_reversed(weighted_groups([60, 50], [2, 3], ["a", "b"])) == ()
    assert order_reversed(weighted_groups([900, 50], [2, 300], ["a", "b"])) == (("a", "b"),)
    assert order_reversed(weighted_groups([900, 50], [2, 300], ["a", "b"], dispersion=50)) == ()


def test_the_heaviest_offence_is_named_and_left_out_beside():
    harm = weighted_total([100, 1], [2, 5475])

    assert (harm.heaviest, harm.without_heaviest) == (1, 200.0)
    assert harm.heaviest_share == pytest.approx(5475 / 5675)


def test_a_broad_type_has_a_band_and_no_number():
    band = harm_band([10, 0], [2, 1], [5475, 3])

    assert (band.low, band.high) == (20.0, 54750.0)
    with pytest.raises(ValueError, match="not above its highest"):
        harm_band([1], [3], [2])


@pytest.mark.parametrize(
    ("counts", "weights", "says"),
    [([1, 2], [1], "one count and one weight"), ([-1], [1], "0 or more"), ([1], [np.nan], "missing"), ([1], [0], "No offence")],
)  # fmt: skip
def test_what_cannot_be_weighed_is_refused(counts, weights, says):
    with pytest.raises(ValueError, match=says):
        weighted_total(counts, weights)


def test_other_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="gamma"):
        weighted_total([1], [1], method="normal")
    with pytest.raises(ValueError, match="level"):
        weighted_total([1], [1], level=95)
    with pytest.raises(ValueError, match="population"):
        weighted_rate([1], [1], 0)
    with pytest.raises(ValueError, match="one group"):
        weighted_groups([1], [1], ["a", "b"])
    with pytest.raises(ValueError, match="same months"):
        paired_dispersion([[1]], [[1], [2]])
    with pytest.raises(ValueError, match="by month"):
        paired_dispersion([1], [1])


def test_a_first_period_without_harm_has_no_ratio_and_a_second_has_nought():
    nothing, some = [[0, 0]] * 3, [[5, 1]] * 3

    assert weighted_change(nothing, some, [1, 9]).ratio is None
    assert weighted_change(some, nothing, [1, 9]).ratio == 0.0
    assert weighted_change(some, nothing, [1, 9]).per_crime is None
