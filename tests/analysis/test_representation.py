"""Answers against who lives here: who is missing, and how many more answers would mend it."""

import numpy as np
import pytest

from frankpledge.analysis.representation import against_population, more_needed

PEOPLE = {"16 to 24": 12_000, "25 to 64": 60_000, "65 and over": 28_000}


def test_the_group_furthest_under_its_share_comes_first():
    found = against_population({"16 to 24": 3, "25 to 64": 50, "65 and over": 47}, PEOPLE)

    assert [one.group for one in found.groups] == ["16 to 24", "25 to 64", "65 and over"]
    first = found.groups[0]
    assert (first.percent, first.population_percent, first.gap) == (3, 12, -9)
    assert first.ratio == pytest.approx(0.25)
    assert found.under == ("16 to 24",)
    assert found.groups[-1].more_needed == 0


@pytest.mark.parametrize("count", range(0, 30, 3))
@pytest.mark.parametrize("share", [0.05, 0.12, 0.5])
def test_so_many_more_answers_reach_the_share_and_one_fewer_does_not(count, share):
    more = more_needed(count, 97, share)

    assert count + more >= share * (97 + more) - 1e-9
    assert more == 0 or count + more - 1 < share * (97 + more - 1)


def test_a_group_that_nobody_is_of_is_missing_and_not_called_chance_when_many_answered():
    found = against_population({"25 to 64": 60, "65 and over": 40}, PEOPLE)

    assert found.missing == ("16 to 24",)
    assert found.under == ("16 to 24",)


def test_few_answers_are_no_proof_that_a_group_stays_away():
    found = against_population({"25 to 64": 4, "65 and over": 2}, PEOPLE)

    assert found.missing == ("16 to 24",)
    assert found.under == ()


def test_unknown_and_unlisted_groups_are_counted_apart():
    found = against_population({"16 to 24": 5, "25 to 64": 5, "prefer another word": 2}, PEOPLE, unknown=7)

    assert (found.base, found.unknown, found.unplaced) == (10, 7, {"prefer another word": 2})


def test_before_anybody_answered_there_is_no_share_and_no_p():
    found = against_population({}, PEOPLE)

    assert [(one.percent, one.ratio, one.p, one.gap, one.more_needed) for one in found.groups] == [
        (None, None, None, None, 0)
    ] * 3
    assert found.under == ()


def test_draws_by_chance_seldom_name_a_group():
    random, named = np.random.default_rng(1), []

    for _ in range(400):
        counts = random.multinomial(250, [0.12, 0.6, 0.28])
        named.append(bool(against_population(dict(zip(PEOPLE, counts.tolist(), strict=True)), PEOPLE).under))

    assert np.mean(named) < 0.05


@pytest.mark.parametrize("people", [{}, {"a": 0}, {"a": -1, "b": 5}, {"a": float("nan")}])
def test_a_population_without_people_is_refused(people):
    with pytest.raises(ValueError, match="population"):
        against_population({"a": 1}, people)


def test_counts_under_nothing_are_refused():
    with pytest.raises(ValueError, match="0 or more"):
        against_population({"16 to 24": -1}, PEOPLE)
