import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from frankpledge.analysis.disclosure import (
    Suppression,
    apply,
    bounds,
    framed,
    hidden_with,
    is_small,
    recoverable,
    suppress,
    suppress_list,
    suppress_shares,
)

counts = st.one_of(st.integers(0, 6), st.integers(0, 60), st.sampled_from([0, 1, 2000]))
tables = arrays.arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=counts)
totals = st.fixed_dictionaries(
    {"row_totals": st.booleans(), "column_totals": st.booleans(), "grand_total": st.booleans()}
)


def hidden_only(table, *places, threshold=5, published=None):
    """A suppression that hides these places [row, column] of the table with its totals, for better or worse."""
    whole = framed(table)
    hide = np.zeros(whole.shape, dtype=bool)
    for place in places:
        hide[place] = True
    return Suppression(
        cells=hide[:-1, :-1],
        row_totals=hide[:-1, -1],
        column_totals=hide[-1, :-1],
        grand_total=bool(hide[-1, -1]),
        primary=hide & is_small(whole, threshold=threshold),
        published=np.ones(whole.shape, dtype=bool) if published is None else published,
        threshold=threshold,
    )


@given(tables, totals, st.sampled_from([3, 5, 10]))
@settings(deadline=None, max_examples=40)
def test_no_hidden_number_can_be_worked_out(table, shown, threshold):
    suppression = suppress(table, threshold=threshold, **shown)

    assert not recoverable(table, suppression).any()


@given(tables, totals, st.sampled_from([3, 5, 10]))
@settings(deadline=None, max_examples=40)
def test_no_small_number_is_shown_and_every_nought_is(table, shown, threshold):
    suppression = suppress(table, threshold=threshold, **shown)

    seen = framed(table)[~suppression.whole & suppression.published]
    assert not is_small(seen, threshold=threshold).any()
    assert not suppression.cells[table == 0].any()
    assert suppression.published[:-1, :-1].all()


@given(arrays.arrays(np.int64, st.sampled_from([(2, 2), (2, 3), (3, 2)]), elements=st.integers(0, 7)))
@settings(deadline=None, max_examples=25)
def test_every_rule_abiding_value_occurs_among_the_tables_a_reader_could_imagine(table):
    suppression = suppress(table, threshold=4)

    imagined = imaginable(table, suppression, highest=9)
    for place in np.argwhere(is_small(table, threshold=4)):
        assert set(imagined[:, place[0], place[1]].tolist()) >= {1, 2, 3}


def imaginable(table, suppression, *, highest):
    """Every table, up to a highest count, that agrees with what is shown: the attack by sheer enumeration."""
    whole, hide, shown = framed(table), suppression.whole, ~suppression.whole & suppression.published
    small = is_small(table, threshold=suppression.threshold)
    choices = [
        [table[p]] if not hide[p] else range(1, suppression.threshold if small[p] else highest + 1)
        for p in np.ndindex(table.shape)
    ]
    every = np.stack(np.meshgrid(*choices, indexing="ij"), axis=-1).reshape(-1, *table.shape)
    agrees = (every.sum(axis=2) == whole[:-1, -1]) | ~shown[:-1, -1]
    agrees_down = (every.sum(axis=1) == whole[-1, :-1]) | ~shown[-1, :-1]
    agrees_in_all = (every.sum(axis=(1, 2)) == whole[-1, -1]) | ~shown[-1, -1]
    return every[agrees.all(axis=1) & agrees_down.all(axis=1) & agrees_in_all]


@given(arrays.arrays(np.int64, (2, 2), elements=st.integers(0, 7)), st.integers(0, 30))
@settings(deadline=None, max_examples=25)
def test_bounds_equal_sheer_enumeration_whatever_is_hidden(table, seed):
    whole = framed(table)
    cells = [p for p in np.ndindex(table.shape) if whole[p] > 0]
    places = [p for p in cells if np.random.default_rng(seed).random() < 0.7 or is_small(table, threshold=4)[p]]
    suppression = hidden_only(table, *places, threshold=4)

    found = bounds(table, suppression)

    imagined = imaginable(table, suppression, highest=14)
    np.testing.assert_array_equal(found.low[:-1, :-1], imagined.min(axis=0))
    np.testing.assert_array_equal(found.high[:-1, :-1], imagined.max(axis=0))


@given(tables)
@settings(deadline=None, max_examples=25)
def test_nothing_is_hidden_that_could_be_spared(table):
    suppression = suppress(table)

    guards = suppression.whole & ~suppression.primary
    for row, column in np.argwhere(guards):
        kept = [tuple(p) for p in np.argwhere(suppression.whole) if tuple(p) != (row, column)]
        found = bounds(table, hidden_only(table, *kept))
        spared = Suppression(**{**vars(hidden_only(table, *kept)), "primary": suppression.primary})
        totals_pinned = (found.low == found.high) & suppression.primary
        smaller_totals = suppression.primary & narrower_than_the_rule(table, found)
        assert recoverable(table, spared).any() or totals_pinned.any() or smaller_totals.any()


def narrower_than_the_rule(table, found):
    """Small numbers for which something between what their cells make certain and threshold - 1 is ruled out."""
    parts = framed((table > 0).astype(int))
    parts[:-1, :-1] = 1
    return (found.low > parts) | (found.high < 4)


def test_one_small_cell_takes_a_rectangle_of_the_smallest_others():
    table = [[20, 3, 12], [15, 9, 6], [30, 8, 40]]

    suppression = suppress(table)

    assert suppression.cells.tolist() == [[False, True, True], [False, True, True], [False, False, False]]
    assert suppression.hidden == 4
    assert suppression.primary.sum() == 1


def test_small_numbers_that_guard_each_other_need_no_more():
    table = [[2, 3, 40], [3, 2, 50], [60, 70, 80]]

    suppression = suppress(table)

    assert suppression.hidden == suppression.primary.sum() == 4


def test_a_table_without_small_numbers_is_shown_whole():
    table = [[0, 5], [50, 0]]

    suppression = suppress(table)

    assert suppression.hidden == 0
    assert apply(table, suppression) == [[0, 5, 5], [50, 0, 50], [50, 5, 55]]


def test_a_small_total_is_hidden_too():
    table = [[1, 2, 0], [30, 40, 50], [60, 70, 80]]

    suppression = suppress(table)

    assert suppression.row_totals.tolist()[0]
    assert not recoverable(table, suppression).any()


def test_totals_stay_wherever_cells_will_do():
    random = np.random.default_rng(3)
    for _ in range(10):
        table = random.integers(1, 40, (6, 5))

        suppression = suppress(table)

        assert not suppression.row_totals.any()
        assert not suppression.column_totals.any()
        assert not suppression.grand_total


def test_the_only_number_of_its_row_and_column_takes_its_totals_with_it():
    table = [[3, 0], [0, 40]]

    suppression = suppress(table)

    assert suppression.row_totals[0]
    assert suppression.column_totals[0]
    assert not suppression.grand_total  # the number most likely to be known from elsewhere is the last to go
    assert not recoverable(table, suppression).any()


def test_a_grand_total_that_is_small_is_hidden():
    suppression = suppress([[1, 0], [0, 2]])

    assert suppression.grand_total
    assert suppression.row_totals.all()


def test_totals_that_are_not_shown_need_no_guard():
    table = [[3, 20], [30, 40]]

    suppression = suppress(table, row_totals=False, column_totals=False, grand_total=False)

    assert suppression.hidden == 1
    assert apply(table, suppression) == [[None, 20, None], [30, 40, None], [None, None, None]]


def test_the_same_table_is_always_hidden_in_the_same_way():
    table = np.random.default_rng(9).integers(0, 12, (9, 6))

    assert (suppress(table).whole == suppress(table).whole).all()


def test_a_large_sparse_table_is_guarded():
    table = np.random.default_rng(8).negative_binomial(0.7, 0.7 / 4.7, (40, 6))

    suppression = suppress(table)

    assert suppression.hidden < 1.4 * suppression.primary.sum()
    assert not recoverable(table, suppression).any()


def test_the_attack_recovers_what_primary_suppression_alone_gives_away():
    table = [[20, 3], [15, 9]]
    only_small = hidden_only(table, (0, 1))

    found = bounds(table, only_small)

    assert (found.low[0, 1], found.high[0, 1]) == (3, 3)
    assert recoverable(table, only_small)[0, 1]


def test_the_attack_notices_a_range_narrower_than_the_rule():
    table = [[3, 4, 20]]  # 7 in two cells of 1 to 4: 3 or 4 each, no longer 1 or 2
    published = np.array([[True, True, True, True], [False, False, False, False]])
    both = hidden_only(table, (0, 0), (0, 1), published=published)

    found = bounds(table, both)

    assert (found.low[0, 0], found.high[0, 0]) == (3, 4)
    assert recoverable(table, both)[0].tolist() == [True, True, False, False]


def test_a_hidden_nought_makes_the_attack_allow_noughts():
    table = [[0, 20], [7, 9]]
    everything = hidden_only(table, (0, 0), (0, 1), (1, 0), (1, 1))

    assert bounds(table, everything).low[0, 0] == 0


def test_a_list_with_its_total_hides_one_more_and_without_it_does_not():
    assert suppress_list([3, 40, 12]).tolist() == [True, False, True, False]
    assert suppress_list([3, 40, 12], total=False)[:3].tolist() == [True, False, False]


def test_the_few_who_are_not_counted_in_a_share_are_guarded():
    part, whole = np.array([98, 40, 30, 25]), np.array([100, 90, 75, 60])

    suppression = suppress_shares(part, whole)

    assert suppression.cells[0].tolist() == [True, True]
    assert not recoverable(np.column_stack([part, whole - part]), suppression).any()


def test_all_of_a_whole_is_no_small_number():
    assert suppress_shares([50, 0], [50, 40]).hidden == 0


def test_a_number_worked_out_from_hidden_ones_is_hidden():
    assert hidden_with([True, False], [False, False], [False, False]).tolist() == [True, False]


@pytest.mark.parametrize(
    ("table", "options", "says"),
    [
        ([1, 2], {}, "rows and columns"),
        ([[]], {}, "rows and columns"),
        ([[-1, 2]], {}, "0 or more"),
        ([[1.5, 2]], {}, "whole numbers"),
        ([[float("nan"), 2]], {}, "not missing"),
        ([["a", "b"]], {}, "Counts"),
        ([[1, 2]], {"threshold": 2}, "3 or more"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(table, options, says):
    with pytest.raises(ValueError, match=says):
        suppress(table, **options)


def test_a_part_above_its_whole_and_a_mask_of_another_table_are_refused():
    with pytest.raises(ValueError, match="not more than it"):
        suppress_shares([3], [2])
    with pytest.raises(ValueError, match="different shapes"):
        bounds([[1, 2, 3]], suppress([[1, 2]]))
