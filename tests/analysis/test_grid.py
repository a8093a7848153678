"""National Grid squares: known references, edges, and neighbours against a slow look at every pair."""

import numpy as np
import pytest

from frankpledge.analysis.grid import SIZES, Squares


@pytest.mark.parametrize(
    ("easting", "northing", "size", "reference"),
    [
        (460_350, 452_130, 1000, "SE 60 52"),  # York
        (460_350, 452_130, 500, "SE 600 520"),
        (460_350, 452_130, 100, "SE 603 521"),
        (460_350, 452_130, 250, "SE 6025 5200"),
        (530_000, 180_000, 1000, "TQ 30 80"),  # Charing Cross
        (216_677, 771_288, 1000, "NN 16 71"),  # Ben Nevis
        (134_000, 25_500, 1000, "SW 34 25"),  # Land's End
        (651_409, 313_177, 1000, "TG 51 13"),  # the Ordnance Survey guide's worked example
        (450_000, 1_200_000, 1000, "HP 50 00"),  # Shetland
    ],
)
def test_references_of_known_places(easting, northing, size, reference):
    squares = Squares(size)

    assert squares.reference(squares.containing(easting, northing)) == reference


@pytest.mark.parametrize("size", SIZES)
def test_every_point_lies_in_its_square(size):
    random = np.random.default_rng(size)
    east, north = random.integers(0, 700_000, 500), random.integers(0, 1_300_000, 500)
    squares = Squares(size)

    corner = squares.south_west(squares.containing(east, north))

    gap = np.column_stack([east, north]) - corner
    assert (gap >= 0).all()
    assert (gap < size).all()
    assert (corner % size == 0).all()


def test_a_point_on_an_edge_belongs_north_and_east():
    squares = Squares()

    assert squares.south_west(squares.containing([249.999, 250], [500, 499.999])).tolist() == [[0, 500], [250, 250]]


def test_corners_go_round_the_centre():
    squares = Squares(500)
    ids = squares.containing([1200], [700])

    assert squares.corners(ids)[0].tolist() == [[1000, 500], [1500, 500], [1500, 1000], [1000, 1000]]
    assert squares.centres(ids).tolist() == [squares.corners(ids)[0].mean(axis=0).tolist()]
    assert squares.square_km == 0.25


def test_neighbours_are_the_given_squares_that_touch():
    random = np.random.default_rng(2)
    squares = Squares()
    row, column = np.divmod(random.permutation(144)[:80], 12)
    ids = row * squares.in_a_row + column  # from the south-west corner, so that the grid's edge is among them

    neighbours = squares.neighbours(ids)

    for place in range(80):
        touching = np.flatnonzero(np.maximum(abs(row - row[place]), abs(column - column[place])) == 1)
        assert neighbours.of(place).tolist() == touching.tolist()


def test_the_grids_east_and_west_edges_do_not_touch():
    squares = Squares(1000)
    last = squares.in_a_row - 1

    assert squares.neighbours([0, last, last + 1, 2 * last + 1]).of(0).tolist() == [2]


def test_no_squares_have_no_neighbours():
    assert Squares().neighbours([]).counts.tolist() == []


def test_a_square_given_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        Squares().neighbours([5, 6, 5])


@pytest.mark.parametrize(("easting", "northing"), [(-1, 5), (700_000, 5), (5, 1_300_000), (float("nan"), 5)])
def test_points_outside_the_grid_are_refused(easting, northing):
    with pytest.raises(ValueError, match="outside the National Grid"):
        Squares().containing([easting], [northing])


def test_other_sizes_and_ids_are_refused():
    with pytest.raises(ValueError, match="not 300"):
        Squares(300)
    with pytest.raises(ValueError, match="no square"):
        Squares(1000).reference(700 * 1300)
