"""Several tables that share people: what is hidden in one must not be worked out from another."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from frankpledge.analysis.disclosure import Suppression, framed, is_small, recoverable
from frankpledge.analysis.linked import grouped, margins, small_differences, suppress_together
from frankpledge.analysis.linked_attack import differenced, possible_values, recovered

counts = st.one_of(st.integers(0, 4), st.integers(0, 30), st.sampled_from([0, 0, 1, 400]))
blocks = arrays.arrays(np.int64, st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)), elements=counts)


def linked(shape):
    """Ward × type, type × year, and all their totals, from parts by ward, type and year."""
    kept = ((0, 1), (1, 2), (0,), (1,), (2,), ())
    return [one for axes in kept for one in margins(shape, *axes)]


def hidden_only(parts, numbers, *positions, threshold=5):
    """These numbers hidden, for better or worse, with what ought to stay possible of the small ones."""
    found = suppress_together(parts, numbers, threshold=threshold)
    hidden = np.zeros(len(numbers), dtype=bool)
    hidden[list(positions)] = True
    return replace(found, hidden=hidden, small=found.small & hidden)


@given(blocks, st.sampled_from([3, 5]))
@settings(deadline=None, max_examples=12)
def test_nothing_hidden_can_be_worked_out_from_two_tables_that_share_a_margin(block, threshold):
    numbers = linked(block.shape)

    found = suppress_together(block.ravel(), numbers, threshold=threshold)

    assert not recovered(block.ravel(), numbers, found).any()
    assert not recovered(block.ravel(), numbers, found, whole=True).any()


@given(blocks)
@settings(deadline=None, max_examples=12)
def test_no_small_number_is_shown_in_any_table_and_every_nought_is(block):
    numbers = linked(block.shape)

    found = suppress_together(block.ravel(), numbers)

    values = np.array([block.ravel()[one].sum() for one in numbers])
    assert not is_small(values[~found.hidden]).any()
    assert not found.hidden[values == 0].any()
    assert not found.already_out.any()


def imaginable(parts, numbers, found, *, highest):
    """The values of all numbers in every table of parts, up to a highest, that a reader cannot rule out."""
    value = np.array([parts[one].sum() for one in numbers])
    table = np.array([np.isin(np.arange(len(parts)), one) for one in numbers])
    grid = np.stack(np.meshgrid(*[range(highest + 1)] * len(parts), indexing="ij"), axis=-1).reshape(-1, len(parts))
    every = grid @ table.T
    nought = table[~found.hidden & (value == 0)].any(axis=0)
    left = [frozenset(np.flatnonzero(row & ~nought)) for row in table]
    keep = (every[:, ~found.hidden] == value[~found.hidden]).all(axis=1) & (every[:, found.hidden] >= 1).all(axis=1)
    for number in np.flatnonzero(found.hidden):
        if not any(other and other < left[number] for other in left):
            small = value[number] < found.threshold
            keep &= every[:, number] < found.threshold if small else every[:, number] >= found.threshold
    return every[keep]


@given(arrays.arrays(np.int64, 4, elements=st.integers(0, 4)), st.integers(0, 2**12 - 1))
@settings(deadline=None, max_examples=40)
def test_the_attack_equals_sheer_enumeration_whatever_is_hidden(parts, chosen):
    numbers = [*margins((2, 2), 0, 1), *margins((2, 2), 0), [0, 1, 2], margins((2, 2))[0]]
    values = np.array([parts[one].sum() for one in numbers])
    positions = [at for at in range(len(numbers)) if (chosen >> at & 1 or 0 < values[at] < 3) and values[at]]
    found = hidden_only(parts, numbers, *positions, threshold=3)

    bounds = possible_values(parts, numbers, found, whole=True)

    imagined = imaginable(parts, numbers, found, highest=9)
    np.testing.assert_array_equal(bounds.low, imagined.min(axis=0))
    ends = np.isfinite(bounds.high) & (bounds.high < 9)  # higher ones lie beyond what was enumerated
    np.testing.assert_array_equal(bounds.high[ends], imagined.max(axis=0)[ends])


@given(arrays.arrays(np.int64, 4, elements=st.integers(0, 6)))
@settings(deadline=None, max_examples=12)
def test_both_ends_of_each_small_number_occur_among_the_tables_a_reader_could_imagine(parts):
    numbers = [*margins((2, 2), 0, 1), *margins((2, 2), 0), [0, 2, 3], margins((2, 2))[0]]

    found = suppress_together(parts, numbers, threshold=3)

    imagined = imaginable(parts, numbers, found, highest=8)
    for number in np.flatnonzero(found.small):
        assert {found.low[number], found.high[number]} <= set(imagined[:, number].tolist())


@given(arrays.arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=counts))
@settings(deadline=None, max_examples=12)
def test_of_a_single_table_the_older_attack_recovers_nothing_either(table):
    rows, columns = table.shape
    numbers = [one for axes in ((0, 1), (0,), (1,), ()) for one in margins(table.shape, *axes)]

    found = suppress_together(table.ravel(), numbers)

    whole = np.zeros((rows + 1, columns + 1), dtype=bool)
    cells, across, down, all_of_it = np.split(found.hidden, np.cumsum([rows * columns, rows, columns]))
    whole[:-1, :-1], whole[:-1, -1], whole[-1, :-1] = cells.reshape(table.shape), across, down
    whole[-1, -1] = all_of_it[0]
    alone = Suppression(
        cells=whole[:-1, :-1], row_totals=whole[:-1, -1], column_totals=whole[-1, :-1], grand_total=bool(whole[-1, -1]),
        primary=whole & is_small(framed(table)), published=np.ones(whole.shape, dtype=bool), threshold=5,
    )  # fmt: skip
    assert not recoverable(table, alone).any()


@given(arrays.arrays(np.int64, (6, 2), elements=counts))
@settings(deadline=None, max_examples=10)
def test_nothing_is_worked_out_down_a_hierarchy_of_areas(table):
    lsoas = margins(table.shape, 0, 1)
    wards = grouped(margins(table.shape, 0), ["A", "A", "A", "B", "B", "C"])
    numbers = [*lsoas, *grouped(lsoas, [(ward, kind) for ward in "AAABBC" for kind in (0, 1)]), *wards]
    numbers += [*margins(table.shape, 1), *margins(table.shape)]

    found = suppress_together(table.ravel(), numbers)

    assert not recovered(table.ravel(), numbers, found).any()


@given(arrays.arrays(np.int64, (3, 2, 3), elements=counts), st.integers(0, 2**31))
@settings(deadline=None, max_examples=10)
def test_last_years_published_edition_and_this_one_together_give_nothing_away(block, seed):
    """Years 0 and 1 were published, by ward and type and by year; now years 1 and 2 are. Some of year 1 was corrected."""
    first = [one for axes in ((0, 1), (0,), (1,)) for one in _of_years(axes, (0, 1))]
    corrected = np.random.default_rng(seed).random((3, 2)) < 0.2
    parts = np.concatenate([block.ravel(), (block[:, :, 1] + 1)[corrected]])
    before = suppress_together(parts, first)
    again = np.arange(18).reshape(3, 2, 3)
    again[:, :, 1][corrected] = np.arange(18, len(parts))
    second = [again[:, :, 1:][at].ravel() for at in np.ndindex(3, 2)] + [again[at, :, 1:].ravel() for at in range(3)]

    everything = [*second, *first]
    out = np.arange(len(second), len(everything))
    now = suppress_together(parts, everything, shown=out[~before.hidden], withheld=out[before.hidden])

    assert not now.already_out.any()
    assert not now.hidden[out[~before.hidden]].any()
    assert now.hidden[out[before.hidden]].all()
    assert not recovered(parts, everything, now).any()


def _of_years(axes, years):
    kept = np.arange(18).reshape(3, 2, 3)[:, :, list(years)]
    moved = np.moveaxis(kept, axes, range(len(axes)))
    return list(moved.reshape(int(np.prod(moved.shape[: len(axes)])), -1))


def test_tables_hidden_one_by_one_give_away_what_the_other_shows():
    block = np.array([[[3, 30], [20, 40]], [[25, 21], [28, 33]]])  # ward, type, year
    by_year = [margins(block.shape, 0, 1, 2)[at] for at in (0, 2, 4, 6)] + margins(block.shape, 0, 2)
    other = [*margins(block.shape, 1, 2), *[margins(block.shape, 0, 1, 2)[4]]]
    alone = suppress_together(block.ravel(), by_year)
    apart = replace(alone, **{
        name: np.concatenate([getattr(alone, name), extra])
        for name, extra in {
            "hidden": np.zeros(5, dtype=bool), "small": np.zeros(5, dtype=bool), "already_out": np.zeros(5, dtype=bool),
            "low": np.array([block.ravel()[one].sum() for one in other]),
            "high": np.array([block.ravel()[one].sum() for one in other]),
        }.items()
    })  # fmt: skip

    together = suppress_together(block.ravel(), [*by_year, *other])

    assert differenced(block.ravel(), [*by_year, *other], apart)[0]
    assert recovered(block.ravel(), [*by_year, *other], apart)[0]
    assert not recovered(block.ravel(), [*by_year, *other], together).any()


def test_differencing_finds_what_follows_from_a_corrected_edition():
    counts = np.array([3, 12, 20, 14])  # three wards; and the second as corrected later
    first, corrected = [[0], [1], [2], [0, 1, 2]], [[3], [0, 3, 2]]
    hides = hidden_only(counts, [*first, *corrected], 0, 1)

    assert differenced(counts, [*first, *corrected], hides).tolist() == [True, True, False, False, False, False]


def test_a_small_number_that_an_earlier_edition_gave_away_is_said_to_be_out():
    found = suppress_together([4, 30, 20], [[0], [1], [0, 1], [2]], shown=[1, 2])

    assert found.hidden.tolist() == [True, False, False, False]
    assert found.already_out.tolist() == [True, False, False, False]


def test_numbers_of_the_same_people_are_hidden_alike():
    found = suppress_together([3, 0, 20, 30], [[0, 1], [1], [0], [2], [3], [2, 3]])

    assert found.hidden.tolist() == [True, False, True, False, False, False]


def test_the_difference_of_nested_areas_is_guarded_like_a_number():
    district, without_the_village = [0, 1, 2], [0, 1]
    counts = [9, 9, 2]
    numbers = [district, without_the_village]
    numbers += small_differences(counts, numbers)

    found = suppress_together(counts, numbers)

    assert found.hidden.tolist() == [False, True, True]
    assert not recovered(counts, numbers, found).any()


def test_a_difference_that_is_printed_itself_or_large_is_none():
    assert small_differences([9, 9, 2], [[0, 1, 2], [0, 1], [2]]) == []
    assert small_differences([9, 9, 8], [[0, 1, 2], [0, 1]]) == []


def test_the_same_tables_are_always_hidden_in_the_same_way():
    parts = np.random.default_rng(4).integers(0, 12, 4 * 3 * 3)
    numbers = linked((4, 3, 3))

    once, twice = suppress_together(parts, numbers), suppress_together(parts, numbers)

    assert (once.hidden == twice.hidden).all()


def test_large_sparse_tables_are_guarded_and_totals_stay():
    shape = (20, 5, 2)
    parts = np.random.default_rng(8).negative_binomial(0.7, 0.7 / 6.7, shape).ravel()
    numbers = linked(shape)

    found = suppress_together(parts, numbers)

    assert found.small.sum() > 10
    assert found.hidden.sum() < 2.5 * found.small.sum()
    assert not found.hidden[-3:].any()
    assert not recovered(parts, numbers, found).any()


@pytest.mark.parametrize(
    ("parts", "numbers", "options", "says"),
    [
        ([[1, 2]], [[0]], {}, "one list"),
        ([-1], [[0]], {}, "0 or more"),
        ([1.5], [[0]], {}, "whole numbers"),
        ([1], [[1]], {}, "parts that there are"),
        ([1, 2], [[0, 0]], {}, "each once"),
        ([1, 2], [[0]], {"threshold": 2}, "3 or more"),
    ],
)
def test_what_are_no_linked_counts_is_refused(parts, numbers, options, says):
    with pytest.raises(ValueError, match=says):
        suppress_together(parts, numbers, **options)


def test_an_attack_on_other_numbers_is_refused():
    with pytest.raises(ValueError, match="not of the same tables"):
        possible_values([1, 2], [[0]], suppress_together([1, 2], [[0], [1]]))
