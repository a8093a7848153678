"""The share of a kernel inside a boundary: closed forms, slow sums, and pieces that make up a whole."""

import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.special import ndtr

from frankpledge.analysis.boundary import Boundary
from frankpledge.analysis.kde import density, density_on_grid

CORNERS = [[0, 0], [1000, 0], [1000, 800], [400, 500], [0, 900]]  # with a notch
HOLE = [[200, 200], [200, 300], [300, 300], [300, 200]]
NOTCHED = Boundary.of_rings([CORNERS, HOLE])


def quartic(x, y, h):
    part = (x * x + y * y) / h**2
    return 3 / (np.pi * h * h) * (1 - part) ** 2 if part < 1 else 0.0


def test_in_a_box_the_gaussian_is_a_product_of_two_normal_shares():
    random = np.random.default_rng(1)
    points, h = random.uniform(-200, 1200, (50, 2)), 170.0

    share = Boundary.of_box(0, 0, 1000, 700).share(points, bandwidth=h, gaussian=True)

    x, y = points.T
    expected = (ndtr((1000 - x) / h) - ndtr(-x / h)) * (ndtr((700 - y) / h) - ndtr(-y / h))
    assert share == pytest.approx(expected, abs=1e-13)


@pytest.mark.parametrize("point", [(150, 400), (300, 250), (20, 30), (-60, 200), (500, 350)])
def test_in_a_box_the_quartic_is_its_integral(point):
    (x, y), h = point, 300.0

    def half(u):
        return np.sqrt(max(0, h * h - (u - x) ** 2))

    expected, _ = dblquad(
        lambda v, u: quartic(u - x, v - y, h),
        max(0, x - h),
        min(1000, x + h),
        lambda u: min(700, max(0, y - half(u))),
        lambda u: max(0, min(700, y + half(u))),
    )

    share = Boundary.of_box(0, 0, 1000, 700).share([point], bandwidth=h)

    assert share[0] == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("gaussian", [False, True])
def test_neighbouring_boundaries_share_a_kernel_out_between_them(gaussian):
    """A square in pieces: a notched shape, the piece in its notch, the one in its hole. No gap, no overlap."""
    random = np.random.default_rng(2)
    points, h = random.uniform(-300, 1300, (200, 2)), 260.0
    pieces = [NOTCHED, Boundary.of_rings([HOLE[::-1]]), Boundary.of_rings([[[0, 900], [400, 500], [1000, 800], [1000, 900]]])]  # fmt: skip

    shares = sum(piece.share(points, bandwidth=h, gaussian=gaussian) for piece in pieces)

    whole = Boundary.of_box(0, 0, 1000, 900).share(points, bandwidth=h, gaussian=gaussian)
    assert shares == pytest.approx(whole, abs=1e-13)
    assert sum(piece.square_km for piece in pieces) == pytest.approx(0.9)


def test_on_an_edge_a_half_and_in_a_corner_the_corner_s_part():
    box = Boundary.of_box(0, 0, 4000, 4000)
    notch = Boundary.of_rings([[[0, 0], [9000, 0], [9000, 9000], [4000, 9000], [4000, 4000], [0, 4000]]])

    for gaussian in (False, True):
        assert box.share([[2000, 0], [0, 0], [4000, 2000]], bandwidth=200, gaussian=gaussian).tolist() == pytest.approx(
            [0.5, 0.25, 0.5]
        )
        assert notch.share([[4000, 4000]], bandwidth=200, gaussian=gaussian)[0] == pytest.approx(0.75)


def test_far_inside_all_of_it_and_far_outside_none():
    assert NOTCHED.share([[600, 300], [5000, 5000]], bandwidth=60).tolist() == [1, 0]


def test_what_is_inside():
    points = [[100, 100], [250, 250], [400, 700], [0, 0], [500, 0], [-1, 5], [400, 500]]

    assert NOTCHED.holds(points).tolist() == [True, False, False, True, True, False, True]


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
def test_the_surface_inside_adds_up_to_the_crimes_inside(kernel):
    """By Gauss-Legendre over the box, with points in corners, on edges and outside it."""
    random = np.random.default_rng(3)
    points = np.concatenate([random.uniform(-100, 1100, (60, 2)), [[0, 0], [1000, 400], [999.9, 0.1]]])
    weights = random.integers(1, 9, len(points))
    node, weight = np.polynomial.legendre.leggauss(8)
    pieces = np.arange(0, 1000, 50.0)
    at = (pieces[:, None] + 25 * (node + 1)).ravel()
    by = np.tile(25 * weight, len(pieces))
    cells = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)
    box = Boundary.of_box(0, 0, 1000, 1000)

    surface = density(points, weights, cells, bandwidth=220, kernel=kernel, boundary=box)

    total = (surface * np.outer(by, by).ravel()).sum() / 1e6
    inside = weights[box.holds(points)].sum()
    assert total == pytest.approx(inside, rel=2e-7 if kernel == "gaussian" else 1e-5)
    plain = density(points[box.holds(points)], weights[box.holds(points)], cells, bandwidth=220, kernel=kernel)
    assert (plain * np.outer(by, by).ravel()).sum() / 1e6 < 0.93 * inside


def test_a_weight_is_the_same_as_so_many_rows_in_any_order():
    random = np.random.default_rng(7)
    points, weights = random.uniform(-50, 1000, (30, 2)), random.integers(1, 9, 30)
    cells = random.uniform(0, 1000, (60, 2))

    once = density(points, weights, cells, bandwidth=200, boundary=NOTCHED)
    rows = random.permutation(np.repeat(points, weights, axis=0))

    assert density(rows, np.ones(len(rows)), cells, bandwidth=200, boundary=NOTCHED) == pytest.approx(once, nan_ok=True)


def test_in_a_shape_with_a_notch_and_a_hole_too():
    random = np.random.default_rng(4)
    points, weights = random.uniform(0, 1000, (40, 2)), random.integers(1, 9, 40)
    axis = np.arange(2.3, 1000, 4)

    surface = density_on_grid(points, weights, axis, axis, bandwidth=150, boundary=NOTCHED)

    assert np.nansum(surface) * 16e-6 == pytest.approx(weights[NOTCHED.holds(points)].sum(), rel=2e-3)
    assert np.isnan(surface[60, 60])  # in the hole
    cells = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    assert density(points, weights, cells, bandwidth=150, boundary=NOTCHED) == pytest.approx(
        surface.ravel(), nan_ok=True
    )


def test_an_even_scatter_keeps_its_number_and_looks_less_quiet_at_the_edge():
    """Spreading each crime inside keeps the total; it does not make the rim quite as dense as the middle."""
    axis = np.arange(5, 1000, 10.0)
    points = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    box = Boundary.of_box(0, 0, 1000, 1000)

    corrected = density_on_grid(points, np.ones(len(points)), axis, axis, bandwidth=200, boundary=box)
    plain = density_on_grid(points, np.ones(len(points)), axis, axis, bandwidth=200)

    assert corrected.mean() == pytest.approx(10_000, rel=1e-3)
    assert plain.mean() < 9_000
    assert (corrected >= plain).all()
    assert corrected[0, 50] > 1.3 * plain[0, 50]  # in the middle of a side


def test_a_boundary_round_everything_changes_nothing():
    random = np.random.default_rng(5)
    points, weights = random.uniform(0, 1000, (40, 2)), random.integers(1, 9, 40)
    axis = np.arange(0, 1000, 40.0)

    wide = density_on_grid(points, weights, axis, axis, bandwidth=300, boundary=Boundary.of_box(-900, -900, 1900, 1900))

    assert wide == pytest.approx(density_on_grid(points, weights, axis, axis, bandwidth=300), rel=1e-12)


@pytest.mark.parametrize(
    ("rings", "words"),
    [
        ([CORNERS[::-1]], "anticlockwise"),
        ([[[0, 0], [1, 1]]], "three corners"),
        ([[[0, 0], [1, 0], [0, 0]]], "three corners"),
        ([[[0, 0, 0]] * 3], "pairs"),
        ([], "one ring"),
    ],
)
def test_rings_that_enclose_nothing_are_refused(rings, words):
    with pytest.raises(ValueError, match=words):
        Boundary.of_rings(rings)
