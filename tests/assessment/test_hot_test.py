"""What the hot test promises: chance seldom makes a place hot, and a real cluster is."""

import numpy as np
import shapely

from frankpledge.assessment.hot_test import hot_test, regions
from frankpledge.assessment.place_evidence import touching

SIDE = 12
SQUARES = [shapely.box(x, y, x + 1, y + 1) for y in range(SIDE) for x in range(SIDE)]
NEIGHBOURS = touching(SQUARES)
WHOLE = regions(NEIGHBOURS, np.zeros(SIDE * SIDE, dtype=int))


def test_pure_noise_seldom_has_a_hot_place() -> None:
    chance = np.random.default_rng(1)

    maps_with_any = sum(bool(hot_test(chance.poisson(3.0, SIDE * SIDE), WHOLE).hot.any()) for _ in range(100))

    assert maps_with_any <= 12  # 5 % are expected; more than 12 of 100 has a chance under 1 in 500


def test_a_cluster_is_hot() -> None:
    counts = np.random.default_rng(2).poisson(3.0, SIDE * SIDE)
    cluster = [5 * SIDE + 5, 5 * SIDE + 6, 6 * SIDE + 5, 6 * SIDE + 6]
    counts[cluster] += 15

    assert hot_test(counts, WHOLE).hot[cluster].all()


def test_a_low_place_among_high_ones_is_not_itself_hot() -> None:
    counts = np.full(SIDE * SIDE, 1)
    middle = 5 * SIDE + 5
    counts[[middle + dx + dy * SIDE for dx in (-1, 0, 1) for dy in (-1, 0, 1)]] = 20
    counts[middle] = 0

    assert not hot_test(counts, WHOLE).hot[middle]


def test_the_collar_is_never_hot() -> None:
    counts = np.full(SIDE * SIDE, 1)
    counts[: 2 * SIDE] = 30
    labels = np.zeros(SIDE * SIDE, dtype=int)
    labels[:SIDE] = -1

    found = hot_test(counts, regions(NEIGHBOURS, labels))

    assert not found.hot[:SIDE].any()
    assert np.isnan(found.p[:SIDE]).all()


def test_each_region_is_judged_by_its_own_standard() -> None:
    counts = np.random.default_rng(3).poisson(3.0, SIDE * SIDE)
    labels = np.repeat([0, -1, 1], [6 * SIDE, 2 * SIDE, 4 * SIDE])
    counts[labels == 1] += 40  # a busy town near a quiet district
    cluster = [row * SIDE + column for row in (1, 2, 3) for column in (4, 5, 6)]
    counts[cluster] += 15

    found = hot_test(counts, regions(NEIGHBOURS, labels))

    assert found.hot[cluster].sum() >= 5
    assert found.hot[labels == 1].sum() <= 2


def test_nothing_recorded_is_nothing_hot() -> None:
    assert not hot_test(np.zeros(SIDE * SIDE, dtype=int), WHOLE).hot.any()


def test_an_island_is_joined_to_the_nearest() -> None:
    found = touching([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(5, 0, 6, 1)])

    assert found.of(2).tolist() == [1]
    assert found.of(1).tolist() == [0, 2]
