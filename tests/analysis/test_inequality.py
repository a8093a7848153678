import numpy as np
import pytest
import statsmodels.api as sm

from frankpledge.analysis.inequality import by_group, midranks, quintiles, slope_index


def district(seed, *, n=60, at_most=60.0, at_least=20.0, unevenness=1.0):
    """Simulated areas whose rates per 1,000 run in a straight line from the most to the least deprived end."""
    random = np.random.default_rng(seed)
    people = random.integers(1000, 2200, n)
    ranks = random.choice(32844, n, replace=False) + 1
    mean = people * (at_most + (at_least - at_most) * midranks(people, ranks)) / 1000
    if unevenness > 1:
        mean = random.gamma(mean / (unevenness - 1), unevenness - 1)
    return random.poisson(mean), people, ranks


def test_slope_and_its_error_equal_statsmodels():
    counts, people, ranks = district(1, unevenness=3)
    design = sm.add_constant(midranks(people, ranks))

    slope = slope_index(counts, people, ranks)

    fit = sm.WLS(1000 * counts / people, design, weights=people).fit()
    low, high = fit.get_robustcov_results("HC3", use_t=True).conf_int()[1]
    assert slope.sii == pytest.approx(fit.params[1])
    assert (slope.sii_low, slope.sii_high) == (pytest.approx(low), pytest.approx(high))
    assert slope.most == pytest.approx(fit.params[0])
    assert slope.least == pytest.approx(fit.params.sum())


def test_relative_index_and_its_interval_equal_statsmodels():
    counts, people, ranks = district(2, unevenness=3)
    design = sm.add_constant(midranks(people, ranks))

    slope = slope_index(counts, people, ranks)

    model = sm.GLM(counts, design, family=sm.families.Poisson(), offset=np.log(people))
    fit = model.fit(scale="X2", use_t=True)
    low, high = np.exp(fit.conf_int()[1])
    assert slope.dispersion == pytest.approx(fit.scale)
    assert slope.rii == pytest.approx(np.exp(fit.params[1]))
    assert (slope.rii_low, slope.rii_high) == (pytest.approx(low, rel=1e-6), pytest.approx(high, rel=1e-6))


def test_both_indices_are_those_of_r():
    # The worked example of the methods page, by R 4.2.2: lm with weights (HC3 by hand), glm(family = quasipoisson).
    crimes = [96, 88, 71, 75, 60, 52, 49, 41, 44, 30]
    residents = [1500, 1620, 1480, 1700, 1550, 1490, 1610, 1530, 1580, 1450]

    slope = slope_index(crimes, residents, range(1, 11))

    assert (slope.most, slope.sii) == (pytest.approx(60.86939742), pytest.approx(-43.59566137))
    assert (slope.rii, slope.dispersion) == (pytest.approx(0.3198025425), pytest.approx(0.1266105399, rel=1e-5))
    # R's intervals, (-55.35, -31.84) and (0.284, 0.361), take these areas to be more even than chance would have them.
    assert slope.sii_low < -55.34831551 < -31.84300723 < slope.sii_high
    assert slope.rii_low < 0.2836805996 < 0.3605240059 < slope.rii_high


def test_the_slope_is_that_of_public_health_practice():
    # Life expectancy by decile, the example in the help of R's PHEindicatormethods::phe_sii; its slope by R 4.2.2 lm.
    people = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
    years = np.array([75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3])

    slope = slope_index(years * people, people, range(1, 11), per=1)

    assert (slope.most, slope.sii) == (pytest.approx(78.03207877), pytest.approx(7.00023476))


def test_more_crime_where_deprived_is_below_nought_and_below_one():
    slope = slope_index(*district(3))

    assert slope.sii_high < 0
    assert slope.rii_high < 1
    assert "below 0, or below 1, is more crime in the most deprived" in slope.direction
    value, low, high = slope.times_in_most_deprived
    assert 1 < low < value < high


def test_no_gradient_is_seldom_called_one():
    found = [slope_index(*district(seed, at_most=40, at_least=40, unevenness=4)) for seed in range(400)]

    assert np.mean([(one.sii_low > 0) | (one.sii_high < 0) for one in found]) < 0.08
    assert np.mean([(one.rii_low > 1) | (one.rii_high < 1) for one in found]) < 0.08


def test_the_true_slope_lies_in_its_interval_as_often_as_stated():
    found = [slope_index(*district(seed, unevenness=4)) for seed in range(400)]

    assert 0.91 < np.mean([one.sii_low <= -40 <= one.sii_high for one in found]) < 0.985


def test_evenness_below_chance_narrows_neither_index():
    people, ranks = np.full(10, 1000), np.arange(1, 11)

    slope = slope_index(np.full(10, 50), people, ranks)

    assert slope.dispersion == pytest.approx(0.0, abs=1e-12)
    assert slope.rii == pytest.approx(1.0)
    # 500 crimes, whose places have the variance 0.0825 that ten midranks have; t on 8 degrees of freedom.
    assert slope.rii_high == pytest.approx(np.exp(2.306 / np.sqrt(500 * 0.0825)), rel=1e-3)
    assert slope.sii_high == pytest.approx(2.306 * 50 / np.sqrt(500 * 0.0825), rel=1e-3)


def test_order_of_areas_does_not_matter():
    counts, people, ranks = district(4)
    order = np.random.default_rng(5).permutation(len(ranks))

    again = slope_index(counts[order], people[order], ranks[order])

    assert again.sii == pytest.approx(slope_index(counts, people, ranks).sii)


def test_equal_ranks_share_the_middle_of_their_people():
    assert midranks([100, 100, 200], [1, 1, 2]).tolist() == [0.25, 0.25, 0.75]


@pytest.mark.parametrize(
    ("counts", "people", "ranks", "says"),
    [
        ([1, 2, 3, 4], [9, 9, 9, 9], [1, 2, 3, 4], "at least 5 areas"),
        ([1, 2, 3, 4, 5], [9] * 5, [1, 1, 1, 2, 2], "3 different ranks"),
        ([0] * 5, [9] * 5, [1, 2, 3, 4, 5], "Without any crime"),
        ([1] * 5, [9, 9, 9, 9, 0], [1, 2, 3, 4, 5], "without residents"),
        ([1] * 5, [9] * 5, [1, 2, 3, 4, np.nan], "missing"),
        ([1] * 5, [9] * 4, [1, 2, 3, 4, 5], "one population"),
    ],
)
def test_what_has_no_gradient_is_refused(counts, people, ranks, says):
    with pytest.raises(ValueError, match=says):
        slope_index(counts, people, ranks)


def test_crime_in_the_one_end_area_alone_does_not_pretend_to_a_curve():
    with pytest.raises(ValueError, match="all at one end"):
        slope_index([50, 0, 0, 0, 0, 0], [1000] * 6, [1, 2, 3, 4, 5, 6])


def test_groups_hold_everything_once():
    counts, people, ranks = district(6)
    deciles = (ranks - 1) // 3285 + 1

    groups = by_group(counts, people, deciles)

    assert [g.group for g in groups] == sorted(set(deciles.tolist()))
    assert sum(g.count for g in groups) == counts.sum()
    assert sum(g.areas for g in groups) == len(counts)
    assert sum(g.share for g in groups) == pytest.approx(100)
    assert sum(g.population_share for g in groups) == pytest.approx(100)
    assert all(g.rate_low < g.rate < g.rate_high and g.share_low < g.share < g.share_high for g in groups)


def test_a_group_without_people_has_no_rate_and_no_crime_has_no_share():
    quiet = by_group([0, 0], [0, 10], [1, 2])

    assert (quiet[0].rate, quiet[0].rate_low, quiet[0].rate_high) == (None, None, None)
    assert (quiet[1].rate, quiet[1].share) == (0.0, None)


def test_groups_need_one_of_each():
    with pytest.raises(ValueError, match="one group"):
        by_group([1], [1], [1, 2])


def test_quintiles_refuse_what_is_no_decile():
    with pytest.raises(ValueError, match="1 to 10"):
        quintiles([0, 3])
