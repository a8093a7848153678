import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from frankpledge.analysis.intervals import byar_interval, poisson_interval, rate, wilson_interval


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_exact_interval_has_the_tabulated_ends(count, low, high):
    ends = poisson_interval(count)

    assert ends.low == pytest.approx(low, abs=6e-4)
    assert ends.high == pytest.approx(high, abs=6e-4)


@given(st.integers(0, 100_000), st.sampled_from([0.8, 0.95, 0.998]))
@settings(deadline=None, max_examples=60)
def test_exact_interval_ends_are_where_the_count_becomes_just_believable(count, level):
    ends = poisson_interval(count, level=level)

    tail = (1 - level) / 2
    assert stats.poisson.cdf(count, ends.high) == pytest.approx(tail, rel=1e-6)
    if count:
        assert stats.poisson.sf(count - 1, ends.low) == pytest.approx(tail, rel=1e-6)


def test_many_counts_at_once_equal_each_count_alone():
    counts = np.array([[0, 3], [12, 900]])

    for interval in (poisson_interval, byar_interval):
        ends = interval(counts)

        assert ends.low.shape == counts.shape
        for place in np.ndindex(counts.shape):
            assert ends.low[place] == interval(int(counts[place])).low
            assert ends.high[place] == interval(int(counts[place])).high


@pytest.mark.parametrize("count", [10, 40, 1000])
def test_byar_is_close_to_exact_from_ten(count):
    byar, exact = byar_interval(count), poisson_interval(count)

    assert byar.low == pytest.approx(exact.low, rel=0.002)
    assert byar.high == pytest.approx(exact.high, rel=0.002)


def test_byar_never_goes_below_zero():
    assert byar_interval(1, level=0.998).low == 0.0
    assert byar_interval(0).low == 0.0


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_has_the_ends_that_newcombe_printed(part, whole, low, high):
    ends = wilson_interval(part, whole)

    assert ends.low == pytest.approx(low, abs=6e-5)
    assert ends.high == pytest.approx(high, abs=6e-5)


@given(st.integers(0, 5000), st.integers(0, 5000))
@settings(deadline=None, max_examples=80)
def test_wilson_holds_its_own_share_and_stays_between_nought_and_one(part, rest):
    ends = wilson_interval(part, part + rest)

    assert 0.0 <= ends.low <= ends.high <= 1.0
    if part + rest:
        assert ends.low <= part / (part + rest) <= ends.high


def test_a_share_of_nothing_could_be_anything():
    ends = wilson_interval(np.array([0, 1]), np.array([0, 1]))

    assert (ends.low[0], ends.high[0]) == (0.0, 1.0)
    assert ends.high[1] == 1.0


@pytest.mark.parametrize("interval", [poisson_interval, byar_interval])
@pytest.mark.parametrize("bad", [-1, float("nan"), float("inf")])
def test_a_count_that_is_negative_or_missing_is_refused(interval, bad):
    with pytest.raises(ValueError, match="count"):
        interval(bad)


def test_more_of_a_part_than_of_its_whole_is_refused():
    with pytest.raises(ValueError, match="part"):
        wilson_interval(3, 2)


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_outside_nought_to_one_is_refused(level):
    with pytest.raises(ValueError, match="level"):
        poisson_interval(3, level=level)


def test_rate_is_the_count_and_its_interval_over_the_population():
    found = rate(50, 20_000)

    ends = poisson_interval(50)
    assert found.value == 2.5
    assert found.low == pytest.approx(ends.low / 20)
    assert found.high == pytest.approx(ends.high / 20)


@pytest.mark.parametrize("population", [0, 499, float("nan")])
def test_rate_refuses_a_population_under_the_floor(population):
    with pytest.raises(ValueError, match="at least 500"):
        rate(3, population, floor=500)


@pytest.mark.parametrize("mean", [0.3, 2.0, 9.5, 60.0])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_exact_intervals_hold_the_mean_of_independent_crimes_at_least_as_often_as_they_say(mean, level):
    counts = np.arange(int(mean + 10 * mean**0.5 + 20))

    ends = poisson_interval(counts, level=level)

    held = stats.poisson.pmf(counts, mean)[(ends.low <= mean) & (mean <= ends.high)].sum()
    assert level - 1e-9 <= held


@pytest.mark.parametrize("unevenness", [1.5, 3.0])
def test_single_count_intervals_are_too_narrow_where_crimes_come_in_clusters_as_their_page_says(unevenness):
    random = np.random.default_rng(1)
    counts = random.poisson(random.gamma(60 / (unevenness - 1), unevenness - 1, 4000))

    ends = poisson_interval(counts)

    held = np.mean((ends.low <= 60) & (ends.high >= 60))
    assert 0.7 < held < 0.93
