import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from frankpledge.analysis.change import adjust, compare_many, compare_periods, exact_ratio

FLAT = np.ones(12)
YEAR = np.arange(12)
VOLUMES = (1, 2, 3, 6, 12, 24, 60, 120, 600)


def drawn(seed, *, a_year, ratio=1.0, unevenness=1.0, season=0.0, runs=6000):
    """Two simulated years of monthly counts, `runs` times: negative binomial with this variance over mean."""
    random = np.random.default_rng(seed)
    months = a_year / 12 * (1 + season * np.sin(2 * np.pi * YEAR / 12))
    years = []
    for level in (1.0, ratio):
        mean = np.broadcast_to(months * level, (runs, 12))
        if unevenness > 1:
            mean = random.gamma(mean / (unevenness - 1), unevenness - 1)
        years.append(random.poisson(mean))
    return years


def obvious(before, after, level=0.95):
    """The same method again, slowly, with scipy's own distributions."""
    x = np.array([before, after], dtype=float)
    k1, k2 = x.sum(axis=1)
    used = [m for m in range(x.shape[1]) if x[:, m].sum() > 0]
    df = max(len(used) - 1, 1)
    phi = 0.0
    for m in used:
        for y in (0, 1):
            mu = x[y].sum() * x[:, m].sum() / x.sum()
            phi += (x[y, m] - mu) ** 2 / mu / df if mu else 0.0
    both = int(k1 + k2)
    exact_p = min(1.0, 2 * min(stats.binom.cdf(k2, both, 0.5), stats.binom.sf(k2 - 1, both, 0.5)))
    share = stats.binomtest(int(k2), both).proportion_ci(level, "exact") if both else (0.0, 1.0)
    exact_low, exact_high = (s / (1 - s) if s < 1 else np.inf for s in share)
    if phi == 0:
        return exact_low, exact_high, exact_p
    se = np.sqrt(phi * (1 / (k1 + 0.5) + 1 / (k2 + 0.5)))
    middle = np.log((k2 + 0.5) / (k1 + 0.5))
    p = 2 * stats.t.sf(abs(middle) / se, df)
    low, high = np.exp(stats.t.interval(level, df, middle, se))
    if min(k1, k2) < 12:
        return min(low, exact_low), max(high, exact_high), max(p, exact_p)
    return low, high, p


monthly = st.integers(2, 13).flatmap(
    lambda m: st.tuples(
        st.lists(st.integers(0, 40), min_size=m, max_size=m), st.lists(st.integers(0, 40), min_size=m, max_size=m)
    )
)


@given(monthly)
@settings(deadline=None, max_examples=150)
def test_change_equals_a_slow_obvious_calculation(periods):
    change = compare_periods(*periods)

    low, high, p = obvious(*periods)
    if change.ratio is not None:  # widened, in rare cases, to hold the ratio itself
        low, high = min(low, change.ratio), max(high, change.ratio)
    assert change.low == pytest.approx(low, rel=1e-7)
    assert change.high == pytest.approx(high, rel=1e-7)
    assert change.p == pytest.approx(p, rel=1e-7)


@given(monthly, st.sampled_from([0.9, 0.95, 0.99]))
@settings(deadline=None, max_examples=150)
def test_interval_leaves_out_no_change_exactly_when_p_is_small(periods, level):
    change = compare_periods(*periods, level=level)

    assert (change.low > 1 or change.high < 1) == (change.p < 1 - level)
    assert change.could_be_chance == (change.low <= 1 <= change.high)
    assert change.low <= change.high
    if change.ratio is not None:
        assert change.low <= change.ratio <= change.high


@given(monthly)
@settings(deadline=None, max_examples=60)
def test_swapping_the_periods_turns_the_change_round(periods):
    there, back = compare_periods(*periods), compare_periods(*periods[::-1])

    assert back.p == pytest.approx(there.p)
    assert back.dispersion == pytest.approx(there.dispersion)
    if 0 < there.low < there.high < np.inf:
        assert back.low == pytest.approx(1 / there.high, rel=1e-6)
        assert back.high == pytest.approx(1 / there.low, rel=1e-6)


def test_many_at_once_equal_each_alone():
    before, after = drawn(1, a_year=20, unevenness=2, runs=200)

    together = compare_many(before, after)

    assert len(together) == 200
    for change, b, a in zip(together, before, after, strict=True):
        alone = compare_periods(b, a)
        assert (change.before, change.after, change.ratio, change.degrees, change.method) == (
            (alone.before, alone.after, alone.ratio, alone.degrees, alone.method)
        )
        for name in ("low", "high", "p", "dispersion", "exact_low", "exact_high", "exact_p"):
            assert getattr(change, name) == pytest.approx(getattr(alone, name), rel=1e-13)


def test_months_in_another_order_change_nothing():
    before, after = (year[0] for year in drawn(2, a_year=60, unevenness=2, runs=1))
    order = np.random.default_rng(3).permutation(12)

    shuffled = compare_periods(before[order], after[order])

    assert shuffled.p == pytest.approx(compare_periods(before, after).p)


def test_the_season_does_not_count_as_unevenness():
    season = np.array([10, 12, 20, 30, 40, 55, 60, 52, 41, 28, 19, 11])

    change = compare_periods(season, season * 3)

    assert change.dispersion == 0.0
    assert change.percent == 200.0
    assert (change.method, change.p, change.low) == ("exact", change.exact_p, change.exact_low)


def test_uneven_months_make_a_change_believable_as_chance_that_the_exact_test_calls_real():
    change = compare_periods([40, 5, 60, 3, 70, 8], [3, 90, 6, 80, 10, 60])

    assert change.exact_p < 0.01
    assert change.dispersion > 20
    assert change.could_be_chance


def test_a_real_change_is_found():
    before, after = drawn(5, a_year=600, ratio=1.3, unevenness=1.5, season=0.3, runs=300)

    found = compare_many(before, after)

    assert np.mean((found.p < 0.05) & (found.low > 1)) > 0.9


def test_from_none_has_no_percentage_but_an_interval():
    change = compare_periods(np.zeros(12), FLAT)

    assert change.ratio is None
    assert change.percent is None
    assert change.percent_high is None
    assert change.low > 1
    assert change.high == np.inf
    assert not change.could_be_chance
    assert change.difference == 12


def test_to_none_is_down_by_all_with_an_upper_end():
    change = compare_periods(FLAT, np.zeros(12))

    assert change.percent == -100.0
    assert change.percent_low == -100.0
    assert -100 < change.percent_high < 0


def test_none_in_either_period_says_nothing():
    change = compare_periods(np.zeros(12), np.zeros(12))

    assert (change.ratio, change.low, change.high, change.p) == (None, 0.0, np.inf, 1.0)
    assert change.could_be_chance
    assert change.method == "exact"


def test_one_month_in_each_period_cannot_tell():
    change = compare_periods([371], [288])

    assert not change.can_tell
    assert np.isnan(change.p)
    assert np.isnan(change.dispersion)
    assert (change.low, change.high, change.degrees) == (0.0, np.inf, 0)
    assert change.exact_p < 0.01
    assert change.could_be_chance
    assert adjust([change, compare_periods([20] * 6, [40] * 6)])[0].could_be_chance


def test_one_month_is_as_uneven_as_the_other_months_of_its_series():
    before, after = [300, 420, 260, 410, 350, 380], [390, 280, 400, 270, 390, 288]

    borrowed = compare_periods(before[-1:], after[-1:], uneven=(before, after))

    assert borrowed.dispersion == compare_periods(before, after).dispersion > 10
    assert borrowed.degrees == 5
    assert (borrowed.before, borrowed.after) == (380, 288)
    assert borrowed.exact_p < 0.01
    assert borrowed.could_be_chance
    assert borrowed.low < 1 < borrowed.high


def test_under_twelve_is_never_narrower_than_exact():
    before, after = drawn(6, a_year=8, runs=2000)

    found = compare_many(before, after)

    small = np.minimum(found.before, found.after) < 12
    assert small.mean() > 0.9
    assert np.all(found.p[small] >= found.exact_p[small])
    assert np.all(found.low[small] <= found.exact_low[small])
    assert np.all(found.high[small] >= found.exact_high[small])


@pytest.mark.parametrize("a_year", VOLUMES)
def test_false_alarms_stay_near_the_stated_five_percent(a_year):
    rates = [
        np.mean(compare_many(*drawn(a_year, a_year=a_year, unevenness=unevenness, season=season)).p < 0.05)
        for unevenness in (1.0, 1.5, 2.5)
        for season in (0.0, 0.2, 0.4)
    ]

    assert max(rates) <= 0.07
    if a_year >= 24:
        assert min(rates) >= 0.03


@pytest.mark.parametrize("unevenness", [1.5, 2.5])
def test_the_exact_test_alone_would_raise_too_many_alarms(unevenness):
    before, after = drawn(7, a_year=120, unevenness=unevenness)

    assert np.mean(compare_many(before, after).exact_p < 0.05) > 0.08


@pytest.mark.parametrize("ratio", [0.5, 0.8, 1.25, 2.0])
def test_intervals_hold_a_real_change_as_often_as_they_say(ratio):
    for a_year in (6, 24, 120, 600):
        for unevenness in (1.0, 1.5, 2.5):
            years = drawn(a_year + 1, a_year=a_year, ratio=ratio, unevenness=unevenness, season=0.2, runs=4000)

            found = compare_many(*years)

            assert 0.935 <= np.mean((found.low <= ratio) & (ratio <= found.high)) <= 0.995, (a_year, unevenness)


def test_looking_at_many_makes_each_less_sure():
    before, after = drawn(8, a_year=200, runs=14)
    after[0] = before[0] + 4

    changes = adjust(list(compare_many(before, after)))

    np.testing.assert_allclose(
        [change.adjusted_p for change in changes], stats.false_discovery_control([change.p for change in changes])
    )
    borderline = adjust([compare_periods([9, 12, 10, 8], [14, 17, 18, 12]), *compare_many(before, before)])[0]
    assert borderline.p < 0.05 <= borderline.adjusted_p
    assert borderline.could_be_chance


def test_exact_test_allows_for_exposure():
    # 100 in 400 days against 100 in 200: twice the rate, seen exactly as often as its binomial says.
    found = exact_ratio(100, 100, exposure_before=400, exposure_after=200)

    assert float(found.p) == pytest.approx(2 * stats.binom.sf(99, 200, 1 / 3))
    assert found.low < 2 < found.high
    share = stats.binomtest(100, 200).proportion_ci(0.95, "exact")
    assert float(found.low) == pytest.approx(2 * share.low / (1 - share.low))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ([1, 2], [1], "same months"),
        ([], [], "at least one month"),
        ([1, -2], [1, 2], "whole numbers"),
        ([1, np.nan], [1, 2], "missing month"),
        ([1, 2.5], [1, 2], "whole numbers"),
        ([[1, 2]], [[1, 2]], "one list"),
    ],
)
def test_what_cannot_be_compared_is_refused(before, after, says):
    with pytest.raises(ValueError, match=says):
        compare_periods(before, after)


def test_rates_of_different_populations_are_compared():
    before, after = (year[0] for year in drawn(11, a_year=300, ratio=1.5, unevenness=1.5, runs=1))

    counts = compare_periods(before, after)
    rates = compare_periods(before, after, exposure_before=100_000, exposure_after=150_000)

    assert rates.ratio == pytest.approx(counts.ratio / 1.5)
    assert rates.low == pytest.approx(counts.low / 1.5)
    assert rates.times == 1.5
    assert rates.dispersion == counts.dispersion
    assert not counts.could_be_chance
    assert rates.could_be_chance


def test_each_area_has_its_own_exposure():
    before, after = drawn(12, a_year=40, runs=3)
    people = np.array([1.0, 2.0, 0.5])

    together = compare_many(before, after, exposure_after=people)

    for index, change in enumerate(together):
        alone = compare_periods(before[index], after[index], exposure_after=people[index])
        assert (change.p, change.low, change.high) == pytest.approx((alone.p, alone.low, alone.high))


@pytest.mark.parametrize("a_year", [6, 24, 120])
def test_false_alarms_stay_near_the_stated_five_percent_with_different_populations(a_year):
    before, _ = drawn(13, a_year=a_year, unevenness=1.5, season=0.2)
    after, _ = drawn(14, a_year=2 * a_year, unevenness=1.5, season=0.2)

    alarms = np.mean(compare_many(before, after, exposure_after=2.0).p < 0.05)

    assert alarms < 0.07
    assert a_year < 24 or alarms > 0.03


def test_bad_exposures_counts_and_levels_are_refused():
    with pytest.raises(ValueError, match="Exposures"):
        compare_periods([1, 2], [3, 4], exposure_before=0)
    with pytest.raises(ValueError, match="Exposures"):
        exact_ratio(1, 2, exposure_after=0)
    with pytest.raises(ValueError, match="count"):
        exact_ratio(-1, 2)
    with pytest.raises(ValueError, match="level"):
        compare_periods([1], [2], level=95)
