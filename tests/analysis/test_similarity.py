"""Similarity of two maps: against the simulation that it replaces, Fisher's test, and what chance alone gives."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from frankpledge.analysis.multiple import false_discovery
from frankpledge.analysis.similarity import map_similarity


@pytest.mark.parametrize("resampling", ["bootstrap", "subsample"])
def test_the_interval_is_that_of_resampling_the_crimes_one_by_one(resampling):
    random = np.random.default_rng(1)
    test = np.array([60, 40, 15, 8, 2, 0])
    crimes = np.repeat(np.arange(6), test)
    size = len(crimes) if resampling == "bootstrap" else round(0.85 * len(crimes))
    drawn = np.array(
        [
            np.bincount(random.choice(crimes, size, replace=resampling == "bootstrap"), minlength=6)
            for _ in range(20_000)
        ]
    )

    found = map_similarity([1] * 6, test, resampling=resampling)

    ends = np.percentile(drawn, [2.5, 97.5], axis=0, method="inverted_cdf") / size
    assert found.low * size == pytest.approx(ends[0] * size, abs=1.01)  # a whole crime, where the simulation wavers
    assert found.high * size == pytest.approx(ends[1] * size, abs=1.01)
    assert np.mean(np.isclose(found.low, ends[0])) >= 0.8


def test_the_index_counts_places_whose_share_lies_in_the_interval():
    found = map_similarity([50, 30, 20, 0, 0], [48, 31, 10, 11, 0])

    assert found.similar.tolist() == [True, True, False, False, True]
    assert found.s == pytest.approx(3 / 5)
    assert found.robust_s == pytest.approx(2 / 4)


def test_empty_places_raise_s_and_leave_the_robust_index_alone():
    base, test = [50, 30, 20], [40, 20, 40]

    few, many = map_similarity(base, test), map_similarity([*base, *[0] * 97], [*test, *[0] * 97])

    assert many.s > 0.95 > few.s
    assert many.robust_s == few.robust_s
    assert many.s_by_chance == pytest.approx(few.s_by_chance)


def test_place_by_place_it_is_fishers_exact_test():
    base, test = [12, 30, 5, 0, 53], [3, 45, 5, 2, 25]

    found = map_similarity(base, test)

    for place in range(5):
        table = [
            [base[place], test[place]],
            [sum(base) - base[place], sum(test) - test[place]],
        ]
        tails = [fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
        assert found.p[place] == pytest.approx(min(1, 2 * min(tails)))


@pytest.mark.parametrize(("all_base", "all_test"), [(40, 60), (2_000, 1_500), (20_000, 20_000)])
def test_what_chance_gives_is_what_two_draws_of_one_pattern_give(all_base, all_test):
    """S has no fixed “similar” at 0.8: with the same pattern twice it is anything from 0.5 to 0.85."""
    random = np.random.default_rng(3)
    shares = random.dirichlet(np.full(80, 0.6))

    found = [
        map_similarity(random.multinomial(all_base, shares), random.multinomial(all_test, shares)) for _ in range(40)
    ]

    seen = np.array([one.robust_s for one in found])
    expected = np.array([one.s_by_chance for one in found])
    assert seen.mean() == pytest.approx(expected.mean(), abs=0.05)


def test_no_difference_is_found_place_by_place_beyond_the_stated_rate():
    random = np.random.default_rng(5)
    shares = random.dirichlet(np.full(100, 1.0))

    fired = [
        (
            false_discovery(map_similarity(random.multinomial(1_500, shares), random.multinomial(900, shares)).p) < 0.05
        ).any()
        for _ in range(120)
    ]

    assert np.mean(fired) <= 0.08


def test_order_of_places_changes_nothing():
    random = np.random.default_rng(6)
    base, test, order = random.poisson(5, 40), random.poisson(5, 40), random.permutation(40)

    plain, moved = map_similarity(base, test), map_similarity(base[order], test[order])

    assert (moved.s, moved.robust_s) == (plain.s, plain.robust_s)
    assert moved.s_by_chance == pytest.approx(plain.s_by_chance)
    assert moved.p == pytest.approx(plain.p[order])


def test_swapping_base_and_test_is_another_question():
    one, other = map_similarity([90, 8, 2], [80, 20, 0]), map_similarity([80, 20, 0], [90, 8, 2])

    assert one.s != other.s
    assert one.p == pytest.approx(other.p)


@pytest.mark.parametrize(
    ("base", "test", "words"),
    [
        ([1, 2], [1, 2, 3], "same places"),
        ([0, 0], [1, 2], "without any crime"),
        ([0.5, 1], [1, 2], "whole numbers"),
        ([-1, 2], [1, 2], "from 0"),
        ([], [], "one count"),
    ],
)
def test_what_does_not_fit_is_refused(base, test, words):
    with pytest.raises(ValueError, match=words):
        map_similarity(base, test)


def test_an_unknown_resampling_is_refused():
    with pytest.raises(ValueError, match="jackknife"):
        map_similarity([1, 2], [2, 1], resampling="jackknife")
