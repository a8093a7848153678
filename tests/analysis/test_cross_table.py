"""Cross-tables: every base is right, chance is tested only of samples, and small numbers cannot be worked out."""

import numpy as np
import pytest

from frankpledge.analysis.cross_table import cross_tabulate, group_difference, hide_small, rao_scott
from frankpledge.analysis.disclosure import recoverable

OPTIONS, COLUMNS = ["yes", "no"], ["a", "b", "c"]


def drawn(seed, n=300, same=True):
    random = np.random.default_rng(seed)
    group = random.choice(COLUMNS, n)
    chance = np.where(group == "a", 0.5 if same else 0.8, 0.5)
    return np.where(random.random(n) < chance, "yes", "no").tolist(), group.tolist()


def test_bases_are_of_those_who_were_asked_and_answered_group_by_group():
    answers = ["yes", None, "no", "yes", "no", None, "yes"]
    groups = ["a", "a", "a", "b", None, "b", None]

    found = cross_tabulate(answers, groups, OPTIONS, COLUMNS, sample=False)

    assert found.counts.tolist() == [[1, 1, 0], [1, 0, 0]]
    assert found.bases.tolist() == [2, 1, 0]
    assert (found.all_base, found.all_counts.tolist(), found.unknown_counts.tolist()) == (5, [3, 2], [1, 1])
    assert found.percent[:, 0].tolist() == [50, 50]
    assert np.isnan(found.percent[:, 2]).all()
    assert found.all_percent.tolist() == [pytest.approx(60), pytest.approx(40)]


@pytest.mark.parametrize("seed", range(4))
def test_weighted_percentages_are_those_counted_person_by_person(seed):
    answers, groups = drawn(seed)
    w = np.random.default_rng(seed).gamma(2, size=300)

    found = cross_tabulate(answers, groups, OPTIONS, COLUMNS, sample=False, weights=w)

    for at, column in enumerate(COLUMNS):
        inside = [i for i, group in enumerate(groups) if group == column]
        said = sum(w[i] for i in inside if answers[i] == "yes")
        assert found.percent[0, at] == pytest.approx(100 * said / sum(w[i] for i in inside))


def test_an_open_consultation_is_not_tested():
    found = cross_tabulate(*drawn(1, same=False), OPTIONS, COLUMNS, sample=False)

    assert found.test is None
    assert "not a sample" in found.no_test


@pytest.mark.parametrize("weighted", [False, True])
def test_chance_alone_raises_the_stated_number_of_alarms(weighted):
    random, alarms = np.random.default_rng(2), []

    for seed in range(600):
        w = random.choice([0.4, 1.0, 3.0], 300) if weighted else None
        found = cross_tabulate(*drawn(seed), OPTIONS, COLUMNS, sample=True, weights=w)
        alarms.append(found.test.p < 0.05)

    assert 0.03 < np.mean(alarms) < 0.075


def test_a_real_difference_is_found():
    assert cross_tabulate(*drawn(3, same=False), OPTIONS, COLUMNS, sample=True).test.p < 0.001


def test_equal_weights_change_nothing_but_by_the_sample_size_less_one():
    answers, groups = drawn(4)
    row = np.array([OPTIONS.index(one) for one in answers])
    column = np.array([COLUMNS.index(one) for one in groups])

    weighted = rao_scott(row, column, np.full(300, 2.5))
    plain = cross_tabulate(answers, groups, OPTIONS, COLUMNS, sample=True).test

    assert weighted.statistic * weighted.design_effect == pytest.approx(plain.statistic)
    assert weighted.design_effect == pytest.approx(1.0, abs=0.02)


def test_thin_tables_are_tested_exactly_or_by_shuffling_and_weighted_ones_refused():
    answers, groups = ["yes"] * 6 + ["no"] * 6, ["a"] * 4 + ["b"] * 3 + ["c"] * 5

    shuffled = cross_tabulate(answers, groups, OPTIONS, COLUMNS, sample=True)
    exact = cross_tabulate(["yes"] * 2 + ["no"] * 6, ["a"] * 3 + ["b"] * 5, OPTIONS, COLUMNS, sample=True)
    weighted = cross_tabulate(answers, groups, OPTIONS, COLUMNS, sample=True, weights=[1, 2] * 6)

    from scipy.stats import fisher_exact

    assert shuffled.test.method == "chi-square by shuffling"
    assert shuffled.test.p == pytest.approx(_every_deal([4, 3, 5], 6, [4, 2, 0]), abs=0.006)
    assert exact.test.method == "Fisher’s exact test"
    assert exact.test.p == pytest.approx(fisher_exact([[2, 0], [1, 5]])[1])
    assert weighted.test is None
    assert "too few answers" in weighted.no_test


def _every_deal(columns, yes, seen):
    """The chance of a table at least as uneven (chi-square), over every deal of `yes` answers to the columns."""
    from itertools import product
    from math import comb

    n = sum(columns)

    def uneven(table):
        return sum(k * k / c for k, c in zip(table, columns, strict=True)) * n * n / (yes * (n - yes))

    every = [table for table in product(*(range(c + 1) for c in columns)) if sum(table) == yes]
    ways = {table: np.prod([comb(c, k) for c, k in zip(columns, table, strict=True)]) for table in every}
    return sum(w for t, w in ways.items() if uneven(t) >= uneven(seen) - 1e-9) / comb(n, yes)


@pytest.mark.parametrize(
    ("answers", "groups"), [(["yes"] * 4, ["a", "a", "b", "b"]), (["yes", "no"], ["a", "a"]), ([None], ["a"])]
)
def test_with_nothing_to_compare_there_is_no_test(answers, groups):
    found = cross_tabulate(answers, groups, OPTIONS, COLUMNS, sample=True)

    assert found.test is None
    assert found.no_test


def test_a_group_is_set_against_the_others_not_against_a_whole_that_holds_it():
    gave = [1] * 40 + [0] * 60 + [1] * 150 + [0] * 150

    found = group_difference(gave, [1] * 100 + [0] * 300, sample=True)

    assert (found.group.percent, found.others.percent, found.whole.percent) == (40, 50, 47.5)
    assert found.points == -10
    assert found.low < -10 < found.high


def test_group_difference_covers_and_has_no_interval_without_a_sample():
    random, held = np.random.default_rng(5), []

    for _ in range(600):
        inside = random.random(250) < 0.3
        gave = random.random(250) < np.where(inside, 0.6, 0.4)
        found = group_difference(gave, inside, sample=True, weights=random.choice([0.5, 2.0], 250))
        held.append(found.low <= 20 <= found.high)

    assert 0.93 < np.mean(held) < 0.975
    plain = group_difference([1, 0], [1, 0], sample=False)
    assert (plain.points, plain.low, plain.could_be_chance) == (100, None, None)


@pytest.mark.parametrize("seed", range(5))
def test_no_small_answer_can_be_worked_out_from_what_is_shown(seed):
    random = np.random.default_rng(seed)
    groups = random.choice(["a", "b", "c", None], 120, p=[0.6, 0.25, 0.08, 0.07]).tolist()
    answers = random.choice(OPTIONS, 120, p=[0.85, 0.15]).tolist()
    table = cross_tabulate(answers, groups, OPTIONS, COLUMNS, sample=False)

    hide = hide_small(table)

    whole = np.column_stack([table.counts, table.unknown_counts])
    small = (whole > 0) & (whole < 5)
    assert small.any()
    assert hide.cells[small].all()
    assert not recoverable(whole, hide).any()


def test_groups_and_answers_that_are_not_listed_are_refused():
    with pytest.raises(ValueError, match="Not listed: maybe"):
        cross_tabulate(["maybe"], ["a"], OPTIONS, COLUMNS, sample=False)
    with pytest.raises(ValueError, match="Not listed: z"):
        cross_tabulate(["yes"], ["z"], OPTIONS, COLUMNS, sample=False)
    with pytest.raises(ValueError, match="one group"):
        cross_tabulate(["yes"], [], OPTIONS, COLUMNS, sample=False)
