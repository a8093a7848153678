"""Concern beside records: places are compared, chance is allowed for, and what cannot be said is said."""

import numpy as np
import pytest

from frankpledge.analysis.perceived import (
    ALIKE,
    CHANCE,
    CONCERN_FIRST,
    NO_ANSWERS,
    NOT_RECORDED,
    RECORDS_FIRST,
    UNCERTAIN,
    Issue,
    perceived_against_recorded,
)

CLEAR = [
    Issue("Litter", 70, 900, 20),
    Issue("Drugs", 55, 900, 150),
    Issue("Noise", 40, 900, 400),
    Issue("Theft", 20, 900, 900),
]


def verdicts(issues, **options):
    return {one.name: one.verdict for one in perceived_against_recorded(issues, **options)}


def test_clear_differences_of_place_are_told_in_both_directions():
    found = perceived_against_recorded(CLEAR, sample=True)

    assert [one.places for one in found] == [3, 1, -1, -3]
    assert [one.verdict for one in found] == [CONCERN_FIRST, ALIKE, ALIKE, RECORDS_FIRST]
    assert all(one.low <= one.places <= one.high for one in found)


def test_few_answers_and_small_counts_could_be_chance():
    few = [Issue(one.name, one.percent, 6, max(one.recorded // 100, 1)) for one in CLEAR]

    assert verdicts(few, sample=True)["Litter"] == CHANCE


def test_without_a_sample_a_difference_is_not_tested():
    found = perceived_against_recorded(CLEAR, sample=False)

    assert {one.low for one in found} == {None}
    assert found[0].verdict == UNCERTAIN
    assert found[1].verdict == ALIKE


def test_an_issue_that_no_record_fits_or_nobody_answered_is_left_out_of_the_ranks():
    found = perceived_against_recorded(
        [*CLEAR, Issue("Parking", 80, 900, None), Issue("Begging", None, 0, 30)], sample=True
    )

    assert [one.verdict for one in found[4:]] == [NOT_RECORDED, NO_ANSWERS]
    assert [one.concern_rank for one in found] == [1, 2, 3, 4, None, None]


def test_ties_share_the_mean_place():
    found = perceived_against_recorded([Issue("a", 50, 99, 5), Issue("b", 50, 99, 9)], sample=False)

    assert [one.concern_rank for one in found] == [1.5, 1.5]


@pytest.mark.parametrize("dispersion", [1.0, 4.0])
def test_issues_alike_in_truth_are_seldom_called_different(dispersion):
    random, told = np.random.default_rng(2), []

    for _ in range(150):
        shares = random.binomial(200, 0.4, 6) / 2.0
        mean = np.full(6, 60.0)
        counts = random.poisson(random.gamma(mean / (dispersion - 1), dispersion - 1) if dispersion > 1 else mean)
        issues = [
            Issue(str(at), float(share), 200, int(count), dispersion)
            for at, (share, count) in enumerate(zip(shares, counts, strict=True))
        ]
        found = perceived_against_recorded(issues, sample=True, draws=400)
        told += [one.verdict in (CONCERN_FIRST, RECORDS_FIRST) for one in found]

    assert np.mean(told) < 0.05


def test_the_seed_decides():
    one, two = (perceived_against_recorded(CLEAR, sample=True, seed=seed) for seed in (1, 1))

    assert one == two


def test_what_is_no_share_or_count_is_refused():
    with pytest.raises(ValueError, match="between 0 and 100"):
        perceived_against_recorded([Issue("a", 101, 5, 5)], sample=True)
    with pytest.raises(ValueError, match="0 or more"):
        perceived_against_recorded([Issue("a", 10, 5, -5)], sample=True)


def test_two_issues_of_one_name_are_refused():
    with pytest.raises(ValueError, match="Named twice: Litter"):
        perceived_against_recorded([Issue("Litter", 10, 100, 1), Issue("Litter", 20, 100, 2)], sample=True)
