"""Clusters of points: scikit-learn's, plain rules by hand, weights as repeated rows, and what is refused."""

import numpy as np
import pytest

from frankpledge.analysis.dbscan import SNAPPED, TooFine, convex_hull, point_clusters


def town(seed, points=700):
    """Points on a lattice of about 100 m, some of them with most of the crimes, in clumps."""
    random = np.random.default_rng(seed)
    middles = random.uniform(0, 8_000, (6, 2))
    near = middles[random.integers(0, 6, points // 2)] + random.normal(0, 300, (points // 2, 2))
    far = random.uniform(0, 8_000, (points - len(near), 2))
    where = np.unique((np.concatenate([near, far]) / 100).round() * 100, axis=0)
    return where, 1 + random.negative_binomial(0.4, 0.05, len(where))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("reach", "at_least"), [(150, 30), (250, 80), (401, 200)])
def test_cores_and_their_clusters_are_those_of_scikit_learn(seed, reach, at_least):
    cluster = pytest.importorskip("sklearn.cluster")
    where, weight = town(seed)

    found = point_clusters(where, weight, reach=reach, at_least=at_least)
    peer = cluster.DBSCAN(eps=reach, min_samples=at_least).fit(where, sample_weight=weight)

    cores = np.flatnonzero(found.core)
    assert cores.tolist() == peer.core_sample_indices_.tolist()
    assert len(cores) > 5
    pairs = set(zip(found.label[cores].tolist(), peer.labels_[cores].tolist(), strict=True))
    assert len(pairs) == len(found.clusters) == peer.labels_.max() + 1
    assert (found.label < 0).tolist() == (peer.labels_ < 0).tolist()


def test_a_point_on_the_edge_goes_to_the_nearest_core():
    where, weight = town(2)

    found = point_clusters(where, weight, reach=250, at_least=80)

    edge = np.flatnonzero(~found.core & (found.label >= 0))
    cores = np.flatnonzero(found.core)
    assert len(edge) > 3
    for point in edge:
        distance = np.linalg.norm(where[cores] - where[point], axis=1)
        nearest = set(found.label[cores[distance == distance.min()]].tolist())
        assert found.label[point] in nearest
        assert distance.min() <= 250


def test_order_of_rows_changes_nothing_not_even_at_the_edges():
    where, weight = town(3)
    order = np.random.default_rng(0).permutation(len(where))

    plain = point_clusters(where, weight, reach=250, at_least=60)
    moved = point_clusters(where[order], weight[order], reach=250, at_least=60)

    assert moved.label.tolist() == plain.label[order].tolist()
    assert [one.weight for one in moved.clusters] == [one.weight for one in plain.clusters]
    assert all(np.array_equal(one.hull, other.hull) for one, other in zip(moved.clusters, plain.clusters, strict=True))


def test_a_weight_is_the_same_as_so_many_rows():
    where, weight = town(4, points=300)

    once = point_clusters(where, weight, reach=250, at_least=60)
    again = point_clusters(np.repeat(where, weight, axis=0), np.ones(weight.sum()), reach=250, at_least=60)

    assert again.label.tolist() == np.repeat(once.label, weight).tolist()
    assert again.core.tolist() == np.repeat(once.core, weight).tolist()
    assert [(one.weight, one.points) for one in again.clusters] == [(one.weight, one.points) for one in once.clusters]


def test_every_crime_is_in_a_cluster_or_outside():
    where, weight = town(5)

    found = point_clusters(where, weight, reach=200, at_least=50)

    inside = [one.weight for one in found.clusters]
    assert sum(inside) + found.outside == weight.sum()
    assert inside == sorted(inside, reverse=True)
    for number, one in enumerate(found.clusters):
        here = found.label == number
        assert one.weight == weight[here].sum()
        assert one.points == here.sum()
        assert one.centre == pytest.approx(tuple(np.average(where[here], axis=0, weights=weight[here])))


def test_a_heavy_point_alone_is_a_cluster_of_one_position():
    found = point_clusters([[0, 0], [5_000, 0]], [40, 3], reach=200, at_least=30)

    (alone,) = found.clusters
    assert (alone.points, alone.weight, alone.square_km) == (1, 40, 0)
    assert alone.hull.tolist() == [[0, 0]]
    assert found.outside == 3


def test_reach_and_least_weight_count_themselves_in():
    """Two points exactly 200 m apart, 30 crimes between them."""
    exactly = point_clusters([[0, 0], [200, 0]], [10, 20], reach=200, at_least=30)
    too_far = point_clusters([[0, 0], [200, 0]], [10, 20], reach=199, at_least=30)
    too_few = point_clusters([[0, 0], [200, 0]], [10, 20], reach=200, at_least=30.5)

    assert [len(found.clusters) for found in (exactly, too_far, too_few)] == [1, 0, 0]


def test_points_without_crime_take_no_part():
    found = point_clusters([[0, 0], [100, 0], [200, 0]], [9, 0, 9], reach=150, at_least=9)

    assert found.label.tolist() == [0, -1, 1]


def test_the_hull_holds_every_point_and_its_area_is_right():
    random = np.random.default_rng(6)
    where = random.uniform(0, 1_000, (200, 2))

    (found,) = point_clusters(where, np.ones(200), reach=500, at_least=5).clusters

    spatial = pytest.importorskip("scipy.spatial")
    assert found.square_km == pytest.approx(spatial.ConvexHull(where).volume / 1e6)
    following = np.roll(found.hull, -1, axis=0) - found.hull
    side = following[:, None, 0] * (where[None, :, 1] - found.hull[:, None, 1])
    side -= following[:, None, 1] * (where[None, :, 0] - found.hull[:, None, 0])
    assert (side >= -1e-6).all()


def test_a_line_of_points_has_two_corners_and_no_area():
    assert convex_hull([[0, 0], [1, 1], [3, 3], [2, 2]]).tolist() == [[0, 0], [3, 3]]


def test_no_crime_is_no_cluster():
    found = point_clusters([], [], reach=200, at_least=5)

    assert (found.clusters, found.outside, found.label.tolist()) == ((), 0, [])


def test_a_reach_finer_than_the_positions_is_refused():
    with pytest.raises(TooFine, match="100 m is finer than positions good to 150 m"):
        point_clusters([[0, 0]], [5], reach=100, at_least=3)
    exact = point_clusters([[0, 0], [30, 0]], [5, 5], reach=50, at_least=8, good_to=0)
    assert (len(exact.clusters), SNAPPED) == (1, 150)


@pytest.mark.parametrize(
    ("points", "weights", "reach", "at_least"),
    [
        ([[0, 0, 0]], [1], 200, 1),
        ([[0, 0]], [1, 2], 200, 1),
        ([[0, 0]], [-1], 200, 1),
        ([[0, np.nan]], [1], 200, 1),
        ([[0, 0]], [1], 0, 1),
        ([[0, 0]], [1], 200, 0),
    ],
)
def test_what_does_not_fit_is_refused(points, weights, reach, at_least):
    with pytest.raises(ValueError, match=r"weight|pairs"):
        point_clusters(points, weights, reach=reach, at_least=at_least)
