"""Agreement of coders: textbook values, the paradox said aloud, and sets of codes by their distance."""

import numpy as np
import pytest

from frankpledge.analysis.agreement import code_agreement, cohen_kappa, krippendorff_alpha, set_distance


def pairs(table):
    """Two coders' lists from a table of counts, first coder in rows."""
    first, second = [], []
    for row, counts in enumerate(table):
        for column, count in enumerate(counts):
            first += [row] * count
            second += [column] * count
    return first, second


@pytest.mark.parametrize(
    ("table", "observed", "kappa"),
    [
        ([[40, 9], [6, 45]], 0.85, 0.70),  # Feinstein & Cicchetti 1990: the same share alike …
        ([[80, 10], [5, 5]], 0.85, 0.32),  # … and less than half the kappa
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.89, 0.68),  # Fleiss 1981, table 13.1
    ],
)
def test_kappa_is_that_of_the_textbooks(table, observed, kappa):
    found = cohen_kappa(*pairs(table))

    assert found.observed == pytest.approx(observed)
    assert round(found.kappa, 2) == kappa


@pytest.mark.parametrize("seed", range(6))
def test_kappa_and_its_interval_are_those_of_statsmodels(seed):
    from statsmodels.stats.inter_rater import cohens_kappa

    table = np.random.default_rng(seed).integers(1, 30, (4, 4)) + np.diag([20, 10, 5, 1])

    found, theirs = cohen_kappa(*pairs(table.tolist())), cohens_kappa(table)

    assert found.kappa == pytest.approx(theirs.kappa, rel=1e-12)
    assert found.low == pytest.approx(theirs.kappa_low, rel=1e-9)
    assert found.high == pytest.approx(theirs.kappa_upp, rel=1e-9)


def test_the_interval_holds_the_true_kappa_about_as_often_as_stated():
    random, held = np.random.default_rng(1), []
    p = np.array([[0.25, 0.07], [0.08, 0.60]])
    expected = p.sum(axis=1) @ p.sum(axis=0)
    truth = (np.trace(p) - expected) / (1 - expected)

    for _ in range(500):
        found = cohen_kappa(*pairs(random.multinomial(150, p.ravel()).reshape(2, 2).tolist()))
        held.append(found.low <= truth <= found.high)

    assert 0.92 < np.mean(held) < 0.98


def test_high_agreement_with_a_low_kappa_carries_its_caveat():
    rare, even = cohen_kappa(*pairs([[80, 10], [5, 5]])), cohen_kappa(*pairs([[40, 9], [6, 45]]))

    assert "one code is rare" in rare.caveat
    assert rare.prevalence == pytest.approx(0.75)
    assert rare.bias == pytest.approx(0.05)
    assert even.caveat == ""


def test_with_one_code_throughout_there_is_no_kappa():
    found = cohen_kappa(["x"] * 9, ["x"] * 9)

    assert (found.kappa, found.observed) == (None, 1.0)
    assert "the same one code" in found.no_kappa


def test_full_agreement_is_one_and_opposite_coders_are_under_nothing():
    assert cohen_kappa([1, 0, 1, 0], [1, 0, 1, 0]).kappa == 1
    assert cohen_kappa([1, 0, 1, 0], [0, 1, 0, 1]).kappa == -1


def test_alpha_is_that_of_krippendorffs_examples():
    # Krippendorff 2011: two coders, ten units of two values; two coders, twelve units of five.
    two = krippendorff_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]])
    letters = krippendorff_alpha([list("aabbdcccedda"), list("babbbccceddd")])

    assert round(two, 3) == 0.095
    assert round(letters, 3) == 0.692


def test_alpha_is_not_defined_where_nothing_differs_or_nothing_pairs():
    assert krippendorff_alpha([[1, 1], [1, 1]]) is None
    assert krippendorff_alpha([[1, None], [None, 2]]) is None


def test_distances_of_sets_are_passonneaus():
    assert set_distance({"a"}, {"a"}) == 0
    assert set_distance({"a", "b"}, {"a"}) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert set_distance({"a", "b"}, {"b", "c"}) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert set_distance({"a"}, {"b"}) == 1
    assert set_distance([], {"b"}) == 1
    assert set_distance({"a", "b"}, {"b", "c"}, distance="jaccard") == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match="No distance"):
        set_distance({"a"}, {"b"}, distance="cosine")


def invented(seed, n=80, slip=0.15):
    random = np.random.default_rng(seed)
    codes = ["drugs", "noise", "litter", "speeding"]
    truth = [{code for code in codes if random.random() < 0.35} for _ in range(n)]
    coders = [[{c for c in codes if (c in one) != (random.random() < slip)} for one in truth] for _ in range(2)]
    return coders


@pytest.mark.parametrize("distance", ["masi", "jaccard"])
def test_alpha_of_two_coders_of_sets_is_the_general_one(distance):
    first, second = invented(1)

    found = code_agreement(first, second, distance=distance, draws=200)

    general = krippendorff_alpha(
        [[frozenset(one) for one in first], [frozenset(one) for one in second]], distance=distance
    )
    assert found.alpha == pytest.approx(general)
    assert found.low < found.alpha < found.high


def test_each_code_has_the_kappa_of_given_or_not_given():
    first, second = invented(2)

    found = code_agreement(first, second, draws=50)

    drugs = found.codes[0]
    assert [one.code for one in found.codes] == ["drugs", "litter", "noise", "speeding"]
    assert drugs.first == sum("drugs" in one for one in first)
    assert drugs.kappa == cohen_kappa(["drugs" in one for one in first], ["drugs" in one for one in second])


def test_coders_who_guess_agree_no_more_than_chance():
    random = np.random.default_rng(3)
    guess = [[{c for c in "abc" if random.random() < 0.4} for _ in range(400)] for _ in range(2)]

    found = code_agreement(*guess, draws=300)

    assert found.low < 0 < found.high


def test_the_interval_of_alpha_holds_the_truth_about_as_often_as_stated():
    truth = krippendorff_alpha([[frozenset(one) for one in each] for each in invented(9, n=8_000)], distance="masi")

    found = [code_agreement(*invented(100 + at), draws=200) for at in range(100)]

    assert 0.88 <= np.mean([one.low <= truth <= one.high for one in found]) <= 1.0


def test_the_seed_decides_and_comments_without_any_code_have_no_alpha():
    first, second = invented(4)

    assert code_agreement(first, second, draws=100) == code_agreement(first, second, draws=100)
    assert code_agreement([set(), set()], [set(), set()]).alpha is None


def test_coders_of_different_comments_are_refused():
    with pytest.raises(ValueError, match="same comments"):
        cohen_kappa([1], [1, 2])
    with pytest.raises(ValueError, match="same comments"):
        code_agreement([], [])
    with pytest.raises(ValueError, match="for each unit"):
        krippendorff_alpha([[1], [1, 2]])
    with pytest.raises(ValueError, match="sets of codes"):
        krippendorff_alpha([[1, 2], [1, 1]], distance="masi")


@pytest.mark.parametrize(("comments", "at_least", "at_most"), [(10, 0.4, 0.5), (40, 0.83, 0.87), (200, 0.96, 0.98)])
def test_full_agreement_is_no_proof_and_its_interval_says_how_far_from_one_it_may_be(comments, at_least, at_most):
    found = cohen_kappa(["y", "n"] * (comments // 2), ["y", "n"] * (comments // 2))

    assert (found.kappa, found.high) == (1.0, 1.0)
    assert at_least < found.low < at_most


def test_agreement_on_no_comment_has_an_interval_too():
    found = cohen_kappa(["y", "n"] * 20, ["n", "y"] * 20)

    assert (found.kappa, found.low) == (-1.0, -1.0)
    assert -0.9 < found.high < -0.8


def test_where_the_truth_is_short_of_full_agreement_the_lower_end_lies_above_it_in_one_case_of_twenty():
    random, missed = np.random.default_rng(3), []
    p = np.array([[0.49, 0.01], [0.01, 0.49]])  # kappa 0.96; of 50 comments all are alike in about a third of draws
    for _ in range(2_000):
        found = cohen_kappa(*pairs(random.multinomial(50, p.ravel()).reshape(2, 2).tolist()))
        missed.append(found.kappa == 1.0 and found.low > 0.96)

    assert np.mean(missed) <= 0.05


def test_alpha_of_sets_that_are_all_alike_has_a_lower_end_too():
    found = code_agreement([{"a"}, {"b"}] * 20, [{"a"}, {"b"}] * 20)

    assert (found.alpha, found.high) == (1.0, 1.0)
    assert 0.8 < found.low < 0.9
