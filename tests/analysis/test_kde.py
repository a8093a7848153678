"""Density: slow sums, scikit-learn, whole counts under the surface, and weights as repeated points."""

import numpy as np
import pytest

from frankpledge.analysis.kde import density, density_on_grid


def slow(points, weights, cells, bandwidth, kernel):
    result = []
    for cell in cells:
        total = 0.0
        for point, weight in zip(points, weights, strict=True):
            part = ((cell - point) ** 2).sum() / bandwidth**2
            quartic = 3 / np.pi * (1 - part) ** 2 if part < 1 else 0
            total += weight * (quartic if kernel == "quartic" else np.exp(-part / 2) / (2 * np.pi)) / bandwidth**2
        result.append(total * 1e6)
    return np.array(result)


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
@pytest.mark.parametrize("bandwidth", [90, 700, 9000])
def test_both_ways_equal_the_plain_sum(kernel, bandwidth):
    random = np.random.default_rng(1)
    points, weights = random.uniform(-800, 4000, (60, 2)), random.integers(0, 20, 60)
    east, north = np.arange(12) * 250.0, 300 + np.arange(9) * 200.0
    cells = np.array([[x, y] for y in north for x in east])

    expected = slow(points, weights, cells, bandwidth, kernel)

    assert density(points, weights, cells, bandwidth=bandwidth, kernel=kernel) == pytest.approx(expected, rel=1e-10)
    surface = density_on_grid(points, weights, east, north, bandwidth=bandwidth, kernel=kernel)
    assert surface.ravel() == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize(("kernel", "reach"), [("quartic", 1), ("gaussian", 6)])
def test_the_volume_under_the_surface_is_the_number_of_crimes(kernel, reach):
    random = np.random.default_rng(2)
    points, weights = random.uniform(0, 2000, (50, 2)), random.integers(1, 9, 50)
    axis = np.arange(-reach * 400 - 10, 2000 + reach * 400 + 10, 20.0)

    surface = density_on_grid(points, weights, axis, axis, bandwidth=400, kernel=kernel)

    assert surface.sum() * 0.02**2 == pytest.approx(weights.sum(), rel=1e-4)


def test_gaussian_agrees_with_scikit_learn():
    neighbors = pytest.importorskip("sklearn.neighbors")
    random = np.random.default_rng(3)
    points, weights = random.uniform(0, 3000, (80, 2)), random.integers(1, 9, 80)
    cells = random.uniform(0, 3000, (100, 2))

    peer = neighbors.KernelDensity(bandwidth=300, kernel="gaussian").fit(points, sample_weight=weights)

    expected = np.exp(peer.score_samples(cells)) * weights.sum() * 1e6
    assert density(points, weights, cells, bandwidth=300, kernel="gaussian") == pytest.approx(expected, rel=1e-9)


def test_a_weight_is_the_same_as_so_many_points_and_order_does_not_matter():
    points, weights = np.array([[0.0, 0], [300, 100], [900, 400]]), [2, 1, 3]
    axis = np.arange(0, 1200, 150.0)

    once = density_on_grid(points, weights, axis, axis, bandwidth=500)
    repeated = density_on_grid(np.repeat(points, weights, axis=0)[::-1], np.ones(6), axis, axis, bandwidth=500)

    assert once == pytest.approx(repeated)


def test_no_points_is_a_flat_nought():
    assert density(np.empty((0, 2)), [], [[0, 0]], bandwidth=100).tolist() == [0]
    assert density_on_grid([], [], [0, 1], [0], bandwidth=100).tolist() == [[0, 0]]


def test_a_grid_of_one_cell_works():
    assert density_on_grid([[0, 0]], [1], [0], [0], bandwidth=1000) == pytest.approx(3 / np.pi)


@pytest.mark.parametrize(
    ("points", "weights", "bandwidth"),
    [
        ([[0, 0, 0]], [1], 100),
        ([[0, 0]], [1, 2], 100),
        ([[0, 0]], [-1], 100),
        ([[0, np.nan]], [1], 100),
        ([[0, 0]], [1], 0),
    ],
)
def test_what_does_not_fit_is_refused(points, weights, bandwidth):
    with pytest.raises(ValueError, match=r"weight|bandwidth|pairs"):
        density(points, weights, [[0, 0]], bandwidth=bandwidth)


@pytest.mark.parametrize("axis", [[0, 100, 250], [100, 0], [0, 0, 0], []])
def test_axes_without_equal_steps_are_refused(axis):
    with pytest.raises(ValueError, match="equal steps"):
        density_on_grid([[0, 0]], [1], axis, [0, 100], bandwidth=100)
