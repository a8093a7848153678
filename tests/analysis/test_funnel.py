import numpy as np
import pytest
from scipy import stats

from frankpledge.analysis.funnel import (
    TooFewAreas,
    exact_limits,
    expected_counts,
    funnel,
    quartile_position,
)


def areas(seed, n, *, spread=0.0, low=30, high=3000):
    """Areas of very different sizes whose true ratios differ by `spread` on the square-root scale."""
    random = np.random.default_rng(seed)
    expected = np.exp(random.uniform(np.log(low), np.log(high), n))
    true = np.maximum(random.normal(1.0, spread, n), 0.0) ** 2
    return random.poisson(expected * true), expected


def test_exact_limits_are_chi_squared_over_twice_the_expected():
    expected = np.array([0.5, 10.0, 400.0])

    low, high = exact_limits(expected)

    for row, tail in enumerate((0.025, 0.001)):
        np.testing.assert_allclose(low[row], stats.chi2.ppf(tail, 2 * expected) / (2 * expected))
        np.testing.assert_allclose(high[row], stats.chi2.isf(tail, 2 * expected + 2) / (2 * expected))


def test_chance_alone_marks_no_more_than_stated():
    observed, expected = areas(1, 4000)

    found = funnel(observed, expected)

    marked = np.mean((found.ratio < found.low) | (found.ratio > found.high), axis=1)
    assert marked[0] < 0.055
    assert marked[1] < 0.004
    assert found.between < 0.0005
    assert found.dispersion < 1.0


@pytest.mark.parametrize("adjustment", ["additive", "multiplicative"])
def test_areas_that_ordinarily_differ_are_not_all_marked(adjustment):
    observed, expected = areas(2, 1000, spread=0.15)

    found = funnel(observed, expected, adjustment=adjustment)

    unadjusted = np.mean((found.ratio < found.low[1]) | (found.ratio > found.high[1]))
    assert unadjusted > 0.4
    assert found.dispersion > 5
    assert np.mean(found.outside[1] != 0) < 0.1


def test_the_additive_spread_is_found_again():
    observed, expected = areas(3, 3000, spread=0.15)
    alike, their_expected = areas(3, 3000, spread=0.15, low=900, high=1100)

    # Winsorising a normal spread at a tenth each end leaves two thirds of its variance.
    assert funnel(alike, their_expected).between == pytest.approx(0.15**2 * 0.66, rel=0.1)
    assert funnel(observed, expected, winsorise=0.0).between == pytest.approx(0.15**2, rel=0.1)


def test_additive_limits_mark_small_and_large_areas_about_alike():
    observed, expected = areas(4, 4000, spread=0.15)

    outside = funnel(observed, expected, winsorise=0.0).outside[0] != 0

    large = expected > np.median(expected)
    assert outside[large].mean() == pytest.approx(0.05, abs=0.025)
    assert outside[~large].mean() == pytest.approx(0.05, abs=0.025)


def test_the_area_that_stands_out_is_marked_on_its_side():
    observed, expected = areas(5, 40, spread=0.1, low=200)
    observed[7], observed[8] = 5 * expected[7], 0.1 * expected[8]

    found = funnel(observed, expected)

    assert found.outside[1, 7] == 1
    assert found.outside[1, 8] == -1


@pytest.mark.parametrize("adjustment", ["additive", "multiplicative"])
def test_without_over_dispersion_the_limits_are_the_exact_ones(adjustment):
    observed = np.full(12, 100)

    found = funnel(observed, observed, adjustment=adjustment)

    np.testing.assert_allclose(found.adjusted_low, found.low)
    np.testing.assert_allclose(found.adjusted_high, found.high)


@pytest.mark.parametrize("adjustment", ["additive", "multiplicative"])
def test_limits_are_never_narrower_than_chance_and_curves_pass_through_them(adjustment):
    observed, expected = areas(6, 25, spread=0.2)

    found = funnel(observed, expected, adjustment=adjustment)
    low, high = found.limits_at(expected)

    assert (found.adjusted_low <= found.low + 1e-12).all()
    assert (found.adjusted_high >= found.high - 1e-12).all()
    assert (found.adjusted_low >= 0).all()
    np.testing.assert_array_equal(low, found.adjusted_low)
    np.testing.assert_array_equal(high, found.adjusted_high)


def test_under_ten_areas_there_is_no_funnel():
    with pytest.raises(TooFewAreas, match="10 needed, 9 given") as refused:
        funnel([5] * 9, [5.0] * 9)

    assert (refused.value.areas, refused.value.needed) == (9, 10)


@pytest.mark.parametrize(
    ("observed", "expected", "options", "says"),
    [
        ([5] * 10, [5.0] * 9 + [0.0], {}, "more than 0"),
        ([5] * 9 + [-1], [5.0] * 10, {}, "0 or more"),
        ([5] * 10, [5.0] * 11, {}, "one observed"),
        ([5] * 10, [5.0] * 10, {"level": (95.0,)}, "level"),
        ([5] * 10, [5.0] * 10, {"adjustment": "none"}, "none"),
        ([5] * 10, [5.0] * 10, {"winsorise": 0.5}, "half"),
    ],
)
def test_what_no_funnel_can_be_made_of_is_refused(observed, expected, options, says):
    with pytest.raises(ValueError, match=says):
        funnel(observed, expected, **options)


def test_expected_counts_keep_the_total():
    assert expected_counts([30, 10, 20], [100, 500, 600]).sum() == pytest.approx(60)


def test_an_area_without_people_has_no_expected_count():
    with pytest.raises(ValueError, match="without a population"):
        expected_counts([1, 2], [100, 0])
    with pytest.raises(ValueError, match="one population"):
        expected_counts([1, 2], [100])


@pytest.mark.parametrize("n", [5, 8, 14, 17])
def test_quarters_hold_as_equal_numbers_as_can_be(n):
    values = np.random.default_rng(n).permutation(n)

    quartiles = [quartile_position(values, i, direction="more is worse").quartile for i in range(n)]

    sizes = np.bincount(quartiles, minlength=5)[1:]
    assert sizes.max() - sizes.min() <= 1
    assert quartiles[int(np.argmin(values))] == 1
    assert quartiles[int(np.argmax(values))] == 4


def test_equal_values_have_the_same_position():
    values = [3.0, 3.0, 3.0, 3.0, 3.0, 9.0]

    positions = {quartile_position(values, i, direction="more is better").quartile for i in range(5)}

    assert positions == {2}


def test_the_ranks_that_intervals_leave_possible():
    values = np.array([1.0, 5.0, 5.5, 6.0, 20.0])

    where = quartile_position(values, 2, direction="more is worse", low=values - 1, high=values + 1)

    assert (where.rank_low, where.rank_high) == (2, 4)
    assert (where.lowest, where.median, where.highest, where.areas) == (1.0, 5.5, 20.0, 5)


def test_without_intervals_only_the_printed_rank_is_possible():
    where = quartile_position([1.0, 5.0, 5.0, 6.0, 20.0], 1, direction="more is worse")

    assert (where.rank_low, where.rank_high) == (3, 4)


def test_no_quarter_under_five_areas_or_without_a_direction():
    with pytest.raises(TooFewAreas, match="5 needed, 4 given"):
        quartile_position([1, 2, 3, 4], 0, direction="more is worse")
    with pytest.raises(ValueError, match="Say what more means"):
        quartile_position([1, 2, 3, 4, 5], 0, direction="")
    with pytest.raises(ValueError, match="needs a value"):
        quartile_position([1, 2, 3, 4, np.nan], 0, direction="more is worse")
