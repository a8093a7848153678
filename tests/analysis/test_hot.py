"""Gi*: every tail against full enumeration, exact whole-number arithmetic, esda's z, and pure noise."""

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from frankpledge.analysis.grid import Squares
from frankpledge.analysis.hot import gi_star_exact
from frankpledge.analysis.neighbours import Neighbours


def random_neighbours(random, places, share):
    first, second = np.triu_indices(places, 1)
    touch = random.random(len(first)) < share
    return Neighbours.from_pairs(places, first[touch], second[touch])


def block(side):
    row, column = np.divmod(np.arange(side * side), side)
    squares = Squares(250)
    return squares.neighbours((row + 100) * squares.in_a_row + column + 100)


@pytest.mark.parametrize("seed", range(12))
def test_both_tails_equal_full_enumeration(seed):
    """12 places, from nearly no neighbours to nearly all, with few and many ties."""
    random = np.random.default_rng(seed)
    counts = random.poisson([0.3, 1, 4, 30][seed % 4], 12)
    neighbours = random_neighbours(random, 12, [0.1, 0.4, 0.9][seed % 3])

    hot = gi_star_exact(counts, neighbours)

    for place in range(12):
        others, chosen = np.delete(counts, place).tolist(), neighbours.of(place)
        sums = np.array([sum(draw) for draw in combinations(others, len(chosen))])
        assert hot.p_high[place] == pytest.approx((sums >= counts[chosen].sum()).mean(), abs=1e-12)
        assert hot.p_low[place] == pytest.approx((sums <= counts[chosen].sum()).mean(), abs=1e-12)


def exact_tails(others, draws, held):
    """Both tails in whole numbers, without any rounding."""
    ways = [{0: 1}] + [{} for _ in range(draws)]
    for value in others:
        for k in range(draws, 0, -1):
            for total, number in ways[k - 1].items():
                ways[k][total + value] = ways[k].get(total + value, 0) + number
    high = sum(number for total, number in ways[draws].items() if total >= held)
    low = sum(number for total, number in ways[draws].items() if total <= held)
    return float(Fraction(high, comb(len(others), draws))), float(Fraction(low, comb(len(others), draws)))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_small_chances_keep_their_digits_where_one_place_dwarfs_the_others(share):
    random = np.random.default_rng(8)
    counts = np.concatenate([[900, 60, 60], random.negative_binomial(0.5, 0.2, 37)])
    neighbours = random_neighbours(random, 40, share)

    hot = gi_star_exact(counts, neighbours)

    for place in range(0, 40, 3):
        chosen = neighbours.of(place)
        high, low = exact_tails(np.delete(counts, place).tolist(), len(chosen), counts[chosen].sum())
        assert hot.p_high[place] == pytest.approx(high, rel=1e-9)
        assert hot.p_low[place] == pytest.approx(low, rel=1e-9)


def test_z_by_hand():
    """Four places in a row; z counts the place itself in, with the deviation over n."""
    counts = np.array([4, 2, 0, 2])
    neighbours = Neighbours.from_pairs(4, [0, 1, 2], [1, 2, 3])

    z = gi_star_exact(counts, neighbours).z

    assert z[0] == pytest.approx((6 - 2 * 2) / (np.sqrt(2) * np.sqrt((4 * 2 - 4) / 3)))
    assert z[1] == pytest.approx((6 - 3 * 2) / (np.sqrt(2) * np.sqrt((4 * 3 - 9) / 3)))


@given(st.lists(st.integers(0, 6), min_size=5, max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_places_changes_nothing(counts, random):
    n = len(counts)
    order = list(range(n))
    random.shuffle(order)
    pairs = [(i, j) for i in range(n) for j in range(i) if random.random() < 0.5]
    first, second = [p[0] for p in pairs], [p[1] for p in pairs]
    place = np.argsort(order)

    plain = gi_star_exact(counts, Neighbours.from_pairs(n, first, second))
    moved = gi_star_exact(
        np.array(counts)[order], Neighbours.from_pairs(n, place[first] if pairs else [], place[second] if pairs else [])
    )

    assert moved.p_high == pytest.approx(plain.p_high[order], abs=1e-12)
    assert moved.z == pytest.approx(plain.z[order], abs=1e-12)


def test_the_two_tails_share_only_the_chance_of_what_was_seen():
    random = np.random.default_rng(1)
    counts = random.poisson(2, 400)

    hot = gi_star_exact(counts, block(20))

    assert (hot.p_high + hot.p_low > 1 - 1e-12).all()
    assert (hot.p_high + hot.p_low < 1.6).all()


def test_pure_noise_has_no_hot_areas_beyond_the_stated_rate():
    random = np.random.default_rng(4)
    neighbours = block(30)

    fired = [
        (false_discovery_control(gi_star_exact(random.poisson(0.3, 900), neighbours).p_high) < 0.05).any()
        for _ in range(200)
    ]
    unadjusted = np.mean(gi_star_exact(random.poisson(0.3, 900), neighbours).p_high < 0.05)

    assert np.mean(fired) <= 0.08
    assert unadjusted <= 0.07


def test_a_planted_hot_area_is_found_and_nothing_far_from_it():
    random = np.random.default_rng(6)
    counts = random.poisson(0.4, (30, 30))
    counts[10:14, 20:24] += random.poisson(5, (4, 4))

    hot = false_discovery_control(gi_star_exact(counts.ravel(), block(30)).p_high).reshape(30, 30) < 0.05

    assert hot[10:14, 20:24].mean() > 0.9
    far = hot.copy()
    far[8:16, 18:26] = False
    assert far.sum() <= 2


def test_a_place_without_neighbours_is_not_judged():
    hot = gi_star_exact([0, 50, 1, 0], Neighbours.from_pairs(4, [0], [2]))

    assert (hot.p_high[1], hot.p_low[1]) == (1, 1)


def test_equal_counts_everywhere_are_neither_hot_nor_cold():
    hot = gi_star_exact([3] * 16, block(4))

    assert hot.p_high.tolist() == pytest.approx([1] * 16)
    assert hot.z.tolist() == [0] * 16


@pytest.mark.parametrize("counts", [[0.5, 1, 2, 3], [-1, 1, 2, 3], [np.nan, 1, 2, 3], [1, 2]])
def test_rates_missing_and_negative_values_are_refused(counts):
    with pytest.raises(ValueError, match="Gi"):
        gi_star_exact(counts, Neighbours.from_pairs(4, [0, 1], [1, 2]))


def test_counts_too_large_for_memory_are_refused():
    with pytest.raises(ValueError, match="too large"):
        gi_star_exact([10**9, 1, 2, 3], Neighbours.from_pairs(4, [0, 1], [1, 2]))


def test_z_agrees_with_esda():
    from scipy.sparse import csr_matrix

    esda = pytest.importorskip("esda")
    graph = pytest.importorskip("libpysal.graph")
    random = np.random.default_rng(9)
    counts, neighbours = random.poisson(2, 100), block(10)
    matrix = csr_matrix((np.ones(len(neighbours.members)), neighbours.members, neighbours.starts), shape=(100, 100))
    weights = graph.Graph.from_sparse(matrix)

    peer = esda.G_Local(counts.astype(float), weights, transform="B", star=True, permutations=0)

    assert gi_star_exact(counts, neighbours).z == pytest.approx(np.asarray(peer.Zs), abs=1e-10)
