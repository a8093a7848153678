"""Near repeats: against counting every pair, every order of the times, and planted ones."""

from itertools import combinations, permutations

import numpy as np
import pytest

from frankpledge.analysis.dbscan import TooFine
from frankpledge.analysis.near_repeat import MonthsOnly, near_repeats

BANDS = {"distances": (0.0, 0.001, 100.0, 250.0), "lags": (0, 1, 8, 29)}


def scatter(seed, n=60, days=60, snap=50):
    rng = np.random.default_rng(seed)
    at = rng.integers(0, 1000 // snap, (n, 2)) * snap
    return at[:, 0].astype(float), at[:, 1].astype(float), rng.integers(0, days, n)


def every_pair(east, north, day, distances, lags):
    """Each pair put in its cell by hand."""
    table = np.zeros((len(distances) - 1, len(lags) - 1), int)
    for i, j in combinations(range(len(day)), 2):
        gap, lag = np.hypot(east[i] - east[j], north[i] - north[j]), abs(day[i] - day[j])
        for row in range(len(distances) - 1):
            for column in range(len(lags) - 1):
                table[row, column] += (
                    distances[row] <= gap < distances[row + 1] and lags[column] <= lag < lags[column + 1]
                )
    return table


@pytest.mark.parametrize("seed", range(6))
def test_pairs_are_those_that_counting_every_pair_gives(seed):
    events = scatter(seed)

    assert (near_repeats(*events, **BANDS, shuffles=1).pairs == every_pair(*events, **BANDS)).all()


@pytest.mark.parametrize("seed", range(3))
def test_mean_and_deviation_are_those_of_every_order_of_the_times(seed):
    east, north, day = scatter(seed, n=7, days=12, snap=100)
    tables = np.array([every_pair(east, north, np.array(order), **BANDS) for order in permutations(day)])

    found = near_repeats(east, north, day, **BANDS, shuffles=1)

    assert np.allclose(found.expected, tables.mean(axis=0))
    assert np.allclose(found.deviation, tables.std(axis=0))


def test_shuffles_agree_with_the_exact_deviation():
    events = scatter(11, n=300, days=365)
    exact = near_repeats(*events, **BANDS, shuffles=1)

    drawn = near_repeats(*events, **BANDS, strata=np.zeros(300), shuffles=1999, seed=3)

    assert np.allclose(drawn.deviation, exact.deviation, rtol=0.1)


def test_the_order_of_events_is_of_no_account():
    east, north, day = scatter(4)
    order = np.random.default_rng(5).permutation(len(day))

    one = near_repeats(east, north, day, **BANDS, shuffles=1)
    other = near_repeats(east[order], north[order], day[order], **BANDS, shuffles=1)

    assert (one.pairs == other.pairs).all()
    assert np.allclose(one.expected, other.expected)


def test_planted_near_repeats_are_found_and_far_ones_are_not():
    rng = np.random.default_rng(12)
    east, north, day = rng.uniform(0, 5000, 400), rng.uniform(0, 5000, 400), rng.integers(0, 365, 400)
    again = slice(0, 40)  # a tenth is followed nearby within a week
    east = np.concatenate([east, east[again] + 20])
    north = np.concatenate([north, north[again]])
    day = np.concatenate([day, day[again] + rng.integers(1, 7, 40)])

    found = near_repeats(east, north, day, distances=(0, 100, 1000, 1100), lags=(0, 8, 29), shuffles=499)

    assert found.ratio[0, 0] > 3
    assert found.p_any[0, 0] < 0.01
    assert found.p_any[2, 0] > 0.05


def test_chance_alone_is_called_a_near_repeat_about_as_often_as_stated():
    called = [
        near_repeats(*scatter(seed, n=80, days=90), **BANDS, shuffles=99, seed=seed).p_any.min() <= 0.05
        for seed in range(200)
    ]

    assert 2 <= sum(called) <= 20  # 10 expected; wider than that 1 time in 200


def test_a_season_that_places_share_is_no_near_repeat_when_shuffled_within_months():
    rng = np.random.default_rng(2)
    # Two towns, the one busy in spring and the other in autumn: what is close in space is close in time.
    town = rng.integers(0, 2, 300)
    day = np.where(town == 0, rng.integers(0, 60, 300), rng.integers(200, 260, 300))
    east, north = town * 50_000 + rng.uniform(0, 600, 300), rng.uniform(0, 600, 300)
    bands = {"distances": (0, 200), "lags": (0, 15)}

    plain = near_repeats(east, north, day, **bands, shuffles=199)
    within = near_repeats(east, north, day, **bands, strata=day // 30, shuffles=199)

    assert plain.p[0, 0] <= 0.01
    assert within.p[0, 0] > 0.05


@pytest.mark.parametrize("seed", range(3))
def test_mean_within_strata_is_that_of_every_order_within_them(seed):
    east, north, day = scatter(seed, n=8, days=12, snap=100)
    strata = np.array([0, 1, 0, 0, 1, 1, 0, 2])
    tables = []
    for first in permutations(day[strata == 0]):
        for other in permutations(day[strata == 1]):
            order = day.copy()
            order[strata == 0], order[strata == 1] = first, other
            tables.append(every_pair(east, north, order, **BANDS))

    found = near_repeats(east, north, day, **BANDS, strata=strata, shuffles=1)

    assert np.allclose(found.expected, np.mean(tables, axis=0))


def test_one_stratum_is_the_same_as_none():
    events = scatter(8)

    whole = near_repeats(*events, **BANDS, strata=np.zeros(60), shuffles=1)

    assert np.allclose(whole.expected, near_repeats(*events, **BANDS, shuffles=1).expected)


def test_days_are_not_asked_of_events_that_are_dated_by_month():
    with pytest.raises(MonthsOnly, match="ask for months"):
        near_repeats(*scatter(1), dated_by="month")

    by_month = near_repeats(*scatter(1), unit="month", dated_by="month", shuffles=9)
    assert (by_month.unit, by_month.lags) == ("month", (0, 1, 2, 3))


def test_bands_finer_than_map_points_are_refused_of_events_dated_by_month():
    with pytest.raises(TooFine, match="150 m"):
        near_repeats(*scatter(1), unit="month", dated_by="month", distances=(0, 0.001, 200))

    assert near_repeats(*scatter(1), unit="month", distances=(0, 0.001, 200), shuffles=9).events == 60


def test_the_same_seed_gives_the_same_answer():
    one, two = (near_repeats(*scatter(3), **BANDS, shuffles=99, seed=7) for _ in range(2))

    assert (one.p == two.p).all()


@pytest.mark.parametrize("bands", [{"distances": (100, 0)}, {"lags": (5, 5)}, {"distances": (-1, 5)}])
def test_bands_that_are_not_in_order_are_refused(bands):
    with pytest.raises(ValueError, match="edges"):
        near_repeats(*scatter(1), **{**BANDS, **bands})
