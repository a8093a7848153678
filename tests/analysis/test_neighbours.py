"""Neighbour lists: both directions, once each, and sums over them."""

import numpy as np
import pytest

from frankpledge.analysis.neighbours import Neighbours


def test_pairs_count_in_both_directions_and_once():
    neighbours = Neighbours.from_pairs(4, [0, 1, 1, 2, 2], [1, 0, 2, 1, 2])

    assert [neighbours.of(place).tolist() for place in range(4)] == [[1], [0, 2], [1], []]
    assert neighbours.counts.tolist() == [1, 2, 1, 0]


def test_sums_are_over_neighbours_only():
    neighbours = Neighbours.from_pairs(4, [0, 1], [1, 2])

    assert neighbours.sums([1, 10, 100, 1000]).tolist() == [10, 101, 10, 0]


def test_no_pairs_at_all_is_no_neighbours():
    assert Neighbours.from_pairs(3, [], []).sums([1, 2, 3]).tolist() == [0, 0, 0]


@pytest.mark.parametrize(("first", "second"), [([0], [3]), ([-1], [0]), ([0, 1], [1])])
def test_positions_that_do_not_exist_are_refused(first, second):
    with pytest.raises(ValueError, match="pairs of positions"):
        Neighbours.from_pairs(3, first, np.array(second))
