"""Victims who are also suspects: against independence, and refused where the codes do not mean the same people."""

import numpy as np
import pytest

from frankpledge.analysis.overlap import NotComparable, role_overlap


def draw(rng, residents, victims, suspects):
    """Independent: any resident is as likely as any other."""
    return rng.choice(residents, victims, replace=False), rng.choice(residents, suspects, replace=False)


def test_independent_roles_are_not_called_linked_more_often_than_stated():
    rng = np.random.default_rng(1)

    found = [role_overlap(*draw(rng, 4_000, 300, 250), residents=4_000) for _ in range(500)]

    assert np.mean([one.ratio for one in found]) == pytest.approx(1.0, abs=0.05)
    assert np.mean([one.low <= 1.0 <= one.high for one in found]) > 0.95
    assert np.mean([one.p < 0.05 for one in found]) < 0.07


def test_a_planted_overlap_is_found():
    rng = np.random.default_rng(2)
    victims, suspects = draw(rng, 40_000, 500, 400)
    suspects = np.unique(np.concatenate([suspects, victims[:25]]))

    found = role_overlap(victims, suspects, residents=40_000)

    assert found.low > 2
    assert found.p < 1e-6
    assert found.share_of_victims == found.both / 500


def test_ages_that_both_roles_share_are_no_link():
    # All crime is among the young; within each age the roles are independent.
    rng = np.random.default_rng(3)
    young = draw(rng, 2_000, 300, 250)

    alike = role_overlap(*young, residents=20_000)
    by_age = role_overlap(
        *young, residents=[2_000, 18_000], victim_group=np.zeros(300, int), suspect_group=np.zeros(250, int)
    )

    assert alike.low > 1
    assert by_age.low <= 1 <= by_age.high
    assert by_age.expected == pytest.approx(37.5)


def test_people_of_unknown_age_are_shared_out_like_the_others():
    known = role_overlap([1, 2], [3, 4], residents=[10, 10], victim_group=[0, 1], suspect_group=[0, 1])

    some = role_overlap([1, 2, 5], [3, 4], residents=[10, 10], victim_group=[0, 1, -1], suspect_group=[0, 1])

    assert some.expected == pytest.approx(1.5 * known.expected)


def test_codes_of_which_none_occurs_in_both_roles_are_not_comparable():
    with pytest.raises(NotComparable, match="nobody is both"):
        role_overlap(range(500), range(1_000, 1_500), residents=20_000)


def test_few_people_without_overlap_are_comparable():
    found = role_overlap(range(50), range(100, 150), residents=20_000)

    assert (found.both, found.low, found.p) == (0, 0.0, 1.0)
    assert found.high > 20


def test_codes_that_mean_other_people_in_the_other_role_are_not_comparable():
    rng = np.random.default_rng(4)
    sexes = rng.choice(["F", "M", None], (2, 100), p=[0.45, 0.45, 0.1])

    with pytest.raises(NotComparable, match="differ in what does not change"):
        role_overlap(range(100), range(100), residents=9_000, victim_trait=sexes[0], suspect_trait=sexes[1])


def test_a_slip_of_the_pen_does_not_make_codes_incomparable():
    one, other = ["F"] * 50, ["F"] * 49 + ["M"]

    assert role_overlap(range(50), range(50), residents=900, victim_trait=one, suspect_trait=other).both == 50


def test_the_order_of_people_does_not_matter():
    rng = np.random.default_rng(5)
    victims, suspects = draw(rng, 3_000, 200, 150)
    group, other = rng.integers(-1, 3, 200), rng.integers(-1, 3, 150)
    mixed, again = rng.permutation(200), rng.permutation(150)
    residents = [1_000, 1_500, 500]

    one = role_overlap(victims, suspects, residents=residents, victim_group=group, suspect_group=other)

    assert one == role_overlap(
        victims[mixed], suspects[again], residents=residents, victim_group=group[mixed], suspect_group=other[again]
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"victims": [], "suspects": [1], "residents": 9}, "nobody in one"),
        ({"victims": [1, 1], "suspects": [1], "residents": 9}, "once in each role"),
        ({"victims": [1, 2], "suspects": [1], "residents": 1}, "more victims or suspects"),
        ({"victims": [1], "suspects": [1], "residents": [5, 5]}, "the group of every"),
        ({"victims": [1], "suspects": [1], "residents": [5], "victim_group": [1], "suspect_group": [0]}, "position"),
        ({"victims": [1], "suspects": [1], "residents": [5], "victim_group": [-1], "suspect_group": [0]}, "nobody is known"),
        ({"victims": [1], "suspects": [1], "residents": [0, 9], "victim_group": [0], "suspect_group": [0]}, "no residents"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        role_overlap(**arguments)
