"""Local Moran: full enumeration of its own conditional distribution, esda's I, planted classes, pure noise."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.grid import Squares
from frankpledge.analysis.hot import gi_star_exact
from frankpledge.analysis.moran import CLASSES, local_moran
from frankpledge.analysis.neighbours import Neighbours


def block(side):
    row, column = np.divmod(np.arange(side * side), side)
    squares = Squares(250)
    return squares.neighbours((row + 100) * squares.in_a_row + column + 100)


def random_neighbours(random, places, share):
    first, second = np.triu_indices(places, 1)
    touch = random.random(len(first)) < share
    return Neighbours.from_pairs(places, first[touch], second[touch])


@pytest.mark.parametrize("seed", range(12))
def test_the_tails_are_those_of_every_possible_i(seed):
    """12 places; I itself is worked out for every way to deal the others' counts to the neighbours."""
    random = np.random.default_rng(seed)
    counts = random.poisson([0.3, 1, 4, 30][seed % 4], 12)
    neighbours = random_neighbours(random, 12, [0.15, 0.4, 0.9][seed % 3])
    z = counts - counts.mean()
    spread = (z @ z) / 11

    found = local_moran(counts, neighbours)

    for place in range(12):
        chosen, others = neighbours.of(place), np.delete(z, place)
        if not len(chosen) or found.own[place] == 0:
            continue
        dealt = np.array([z[place] * np.mean(draw) / spread for draw in combinations(others, len(chosen))])
        like = (dealt >= found.i[place] - 1e-9).mean()
        unlike = (dealt <= found.i[place] + 1e-9).mean()
        high, low = (like, unlike) if found.own[place] > 0 else (unlike, like)
        assert found.p_high[place] == pytest.approx(high, abs=1e-12)
        assert found.p_low[place] == pytest.approx(low, abs=1e-12)
        assert found.p[place] == pytest.approx(min(1, 2 * min(high, low)), abs=1e-12)


def test_i_by_hand():
    """Five places in a row, mean 2: z = 3, 1, −1, −1, −2, and sum of z² over n − 1 = 4."""
    found = local_moran([5, 3, 1, 1, 0], Neighbours.from_pairs(5, [0, 1, 2, 3], [1, 2, 3, 4]))

    assert found.i.tolist() == pytest.approx([3 * 1 / 4, 1 * 1 / 4, 0, -1 * -1.5 / 4, -2 * -1 / 4])
    assert found.own.tolist() == [1, 1, -1, -1, -1]


def test_i_agrees_with_esda_which_divides_by_one_less():
    from scipy.sparse import csr_matrix

    esda = pytest.importorskip("esda")
    graph = pytest.importorskip("libpysal.graph")
    random = np.random.default_rng(9)
    counts, neighbours = random.negative_binomial(0.8, 0.3, 100), block(10)
    matrix = csr_matrix((np.ones(len(neighbours.members)), neighbours.members, neighbours.starts), shape=(100, 100))

    peer = esda.Moran_Local(counts.astype(float), graph.Graph.from_sparse(matrix), transformation="r", permutations=0)

    assert local_moran(counts, neighbours).i == pytest.approx(np.asarray(peer.Is), abs=1e-10)


def test_the_tails_are_the_very_ones_of_hot_areas():
    counts, neighbours = np.random.default_rng(2).poisson(2, 400), block(20)

    found, hot = local_moran(counts, neighbours), gi_star_exact(counts, neighbours)

    assert found.p_high.tolist() == hot.p_high.tolist()
    assert found.p_low.tolist() == hot.p_low.tolist()


def planted():
    """20 × 20 squares: a busy block with a quiet square in it, an empty block with a busy square in it."""
    counts = np.random.default_rng(5).poisson(12, (20, 20))
    counts[2:7, 2:7] = np.random.default_rng(6).poisson(50, (5, 5))
    counts[4, 4] = 3
    counts[11:18, 11:18] = 0
    counts[14, 14] = 60
    return counts


def test_planted_clusters_and_outliers_are_told_apart():
    classes = np.array(local_moran(planted().ravel(), block(20)).classes()).reshape(20, 20)

    assert classes[4, 4] == "low-high"
    assert classes[14, 14] == "high-low"
    assert set(classes[3:6, 3:6].ravel()) == {"high-high", "low-high"}
    empty = set(classes[12:17, 12:17].ravel())
    assert empty <= {"low-low", "high-low", "none"}
    assert (classes[11:18, 11:18] == "low-low").sum() > 20
    assert (classes == "high-low").sum() <= 2


def test_adjusted_p_from_outside_decide_and_places_not_tested_have_no_class():
    counts, neighbours = planted().ravel(), block(20)
    found = local_moran(counts, neighbours)
    adjusted = np.full(400, np.nan)
    adjusted[4 * 20 + 4] = 0.001

    classes = found.classes(adjusted)

    assert classes[4 * 20 + 4] == "low-high"
    assert set(classes) == {"low-high", "none"}
    with pytest.raises(ValueError, match="one adjusted p for each place"):
        found.classes([0.1])


def test_pure_noise_has_no_cluster_or_outlier_beyond_the_stated_rate():
    """Poisson and over-dispersed counts: dealing the same counts anew asks nothing of how they are spread."""
    random = np.random.default_rng(4)
    neighbours = block(25)

    def fired(draw):
        return np.mean([set(local_moran(draw(), neighbours).classes()) != {"none"} for _ in range(120)])

    assert fired(lambda: random.poisson(0.5, 625)) <= 0.09
    assert fired(lambda: random.negative_binomial(0.7, 0.1, 625)) <= 0.09


@given(st.lists(st.integers(0, 6), min_size=5, max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_places_changes_nothing(counts, random):
    n = len(counts)
    order = list(range(n))
    random.shuffle(order)
    pairs = [(i, j) for i in range(n) for j in range(i) if random.random() < 0.5]
    first, second = [p[0] for p in pairs], [p[1] for p in pairs]
    place = np.argsort(order)

    plain = local_moran(counts, Neighbours.from_pairs(n, first, second))
    moved = local_moran(
        np.array(counts)[order], Neighbours.from_pairs(n, place[first] if pairs else [], place[second] if pairs else [])
    )

    assert moved.i == pytest.approx(plain.i[order], abs=1e-12)
    assert moved.p == pytest.approx(plain.p[order], abs=1e-12)
    assert moved.own.tolist() == plain.own[order].tolist()


def test_equal_counts_everywhere_are_neither():
    found = local_moran([3] * 16, block(4))

    assert found.i.tolist() == [0] * 16
    assert set(found.classes()) == {"none"}


def test_a_place_at_the_mean_or_without_neighbours_has_no_class():
    found = local_moran([0, 0, 90, 30, 30], Neighbours.from_pairs(5, [0, 1], [1, 3]))

    assert found.own.tolist() == [-1, -1, 1, 0, 0]
    assert (found.i[2], found.p[2]) == (0, 1)
    assert found.classes([0.001] * 5)[3] == "none"


def test_rates_are_refused():
    with pytest.raises(ValueError, match="whole numbers"):
        local_moran([0.5, 1, 2, 3], Neighbours.from_pairs(4, [0, 1], [1, 2]))


def test_the_words_are_the_five_that_readers_are_told():
    assert CLASSES == ("high-high", "low-low", "high-low", "low-high", "none")
