"""Dense ranks: equal when they print alike, no gap after ties, the same as counting by hand."""

import numpy as np
import pytest

from frankpledge.analysis.ranks import dense_ranks, printed, ranking


def slowly(values, decimals):
    shown = [None if np.isnan(value) else round(float(np.floor(value * 10**decimals + 0.5 + 1e-9))) for value in values]
    order = sorted({value for value in shown if value is not None}, reverse=True)
    return [0 if value is None else 1 + order.index(value) for value in shown]


@pytest.mark.parametrize("decimals", [0, 1])
@pytest.mark.parametrize("seed", range(5))
def test_ranks_of_many_lists_at_once_are_those_counted_one_by_one(seed, decimals):
    random = np.random.default_rng(seed)
    values = random.integers(0, 300, (40, 18)) / 7
    values[random.random(values.shape) < 0.05] = np.nan

    found = dense_ranks(values, decimals=decimals)

    assert found.tolist() == [slowly(row, decimals) for row in values]


def test_ties_are_told_by_what_is_printed():
    values = [62.4, 61.6, 61.4]

    assert dense_ranks(values).tolist() == [1, 1, 2]
    assert dense_ranks(values, decimals=1).tolist() == [1, 2, 3]
    assert dense_ranks([0.1 + 0.2, 0.3], decimals=None).tolist() == [1, 2]


def test_halves_are_printed_upwards_even_where_division_leaves_them_a_hair_under():
    assert printed([0.5, 2.5, 100 * 1.005], decimals=0).tolist() == [1, 3, 101]
    assert printed(100 * np.array([1 / 8]), decimals=0).tolist() == [13]


def test_a_ranking_lists_ties_together_in_the_order_given_and_leaves_the_unknown_out():
    found = ranking(["a", "b", "c", "d"], [50.2, 60, 49.8, np.nan])

    assert [(one.rank, one.issue, one.printed, one.tied) for one in found] == [
        (1, "b", 60, False), (2, "a", 50, True), (2, "c", 50, True),
    ]  # fmt: skip


def test_what_is_no_list_is_refused():
    with pytest.raises(ValueError, match="one list"):
        dense_ranks(np.zeros((2, 2, 2)))
    with pytest.raises(ValueError, match="One value"):
        ranking(["a"], [1, 2])
