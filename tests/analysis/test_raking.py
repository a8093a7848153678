"""Raking: margins are met, weights are held, and what cannot be done is said by name."""

import numpy as np
import pytest

from frankpledge.analysis.raking import design_effect, effective_n, held, rake

SEX = {"f": 51, "m": 49}


def invented(seed, n=400):
    random = np.random.default_rng(seed)
    age = random.choice(["young", "middle", "old"], n, p=[0.1, 0.4, 0.5]).tolist()
    sex = random.choice(["f", "m"], n, p=[0.6, 0.4]).tolist()
    ward = random.choice(["a", "b", "c", "d"], n, p=[0.4, 0.3, 0.2, 0.1]).tolist()
    return {"age": age, "sex": sex, "ward": ward}


POPULATION = {
    "age": {"young": 30_000, "middle": 50_000, "old": 40_000},
    "sex": SEX,
    "ward": {"a": 1, "b": 1, "c": 1, "d": 1},
}


@pytest.mark.parametrize("seed", range(8))
def test_every_margin_of_random_answers_is_met_and_no_weight_is_over_the_limit(seed):
    found = rake(invented(seed), POPULATION)

    assert found.converged
    assert found.worst < 1e-3
    assert found.weights.mean() == pytest.approx(1.0)
    assert found.weights.max() <= 5.0
    assert {fit.margin for fit in found.fits} == {"age", "sex", "ward"}


def test_the_order_of_people_and_of_categories_does_not_matter():
    given = invented(3)
    shuffle = np.random.default_rng(1).permutation(400)
    turned = {name: dict(reversed(shares.items())) for name, shares in POPULATION.items()}

    one = rake(given, POPULATION, tolerance=1e-10)
    other = rake({name: [values[at] for at in shuffle] for name, values in given.items()}, turned, tolerance=1e-10)

    np.testing.assert_allclose(other.weights, one.weights[shuffle], rtol=1e-6)


def test_a_limit_that_leaves_no_room_is_kept_and_the_miss_is_told():
    found = rake({"age": ["young"] * 3 + ["old"] * 97}, {"age": {"young": 30, "old": 70}})

    assert not found.converged
    assert found.weights.max() == pytest.approx(5.0)
    assert found.trimmed == 3
    young = found.fits[0]
    assert (young.population_percent, young.answers_percent) == (pytest.approx(30), pytest.approx(3))
    assert young.weighted_percent == pytest.approx(15)
    assert found.worst == pytest.approx(15)


def test_weights_that_are_cut_are_raked_again_until_margins_hold_too():
    answers = {
        "age": ["young"] * 10 + ["old"] * 90,
        "sex": ["m"] * 2 + ["f"] * 8 + ["m"] * 30 + ["f"] * 60,
    }
    population = {"age": {"young": 25, "old": 75}, "sex": {"m": 50, "f": 50}}

    free = rake(answers, population, limit=100)
    cut = rake(answers, population, limit=3.0)

    assert free.weights.max() > 3.0
    assert cut.weights.max() <= 3.0 + 1e-9
    assert cut.converged
    assert cut.worst < 1e-3


def test_a_group_of_which_nobody_answered_is_named_not_dropped_in_silence():
    found = rake({"age": ["old"] * 5 + ["middle"] * 5}, {"age": {"young": 20, "middle": 40, "old": 40}})

    assert found.empty == (("age", "young", pytest.approx(20.0)),)
    assert [(fit.category, fit.population_percent) for fit in found.fits] == [
        ("middle", pytest.approx(50)),
        ("old", pytest.approx(50)),
    ]


def test_those_of_no_known_category_keep_their_share_of_the_answers_and_are_counted():
    found = rake({"sex": ["f"] * 6 + ["m"] * 2 + [None, None]}, {"sex": {"f": 50, "m": 50}})

    assert found.missing == {"sex": 2}
    assert found.weights[-2:].tolist() == [pytest.approx(1), pytest.approx(1)]
    assert found.weights[:6].sum() == pytest.approx(found.weights[6:8].sum())


def test_a_category_that_the_population_has_no_figure_for_is_named_and_keeps_its_share():
    found = rake({"sex": ["f"] * 6 + ["m"] * 2 + ["another word"] * 2}, {"sex": {"f": 50, "m": 50}})

    assert found.unplaced == (("sex", "another word", 2),)
    assert found.weights[-1] == pytest.approx(1)


def test_unequal_chances_of_selection_are_kept_where_the_margins_say_nothing():
    found = rake({"sex": ["f", "f", "m", "m"]}, {"sex": {"f": 50, "m": 50}}, start=[1, 3, 1, 1])

    assert found.weights.tolist() == [pytest.approx(0.5), pytest.approx(1.5), pytest.approx(1), pytest.approx(1)]


def test_kishs_design_effect_and_effective_size_multiply_to_the_answers():
    w = np.random.default_rng(4).gamma(2, size=300)

    assert design_effect(w) * effective_n(w) == pytest.approx(300)
    assert design_effect(w) > 1
    assert np.isnan(design_effect([]))
    assert effective_n([]) == 0


@pytest.mark.parametrize("limit", [1.5, 2.0, 5.0])
def test_held_weights_keep_their_sum_and_their_order(limit):
    w = np.random.default_rng(5).lognormal(sigma=1.5, size=200)

    found = held(w, limit)

    assert found.sum() == pytest.approx(200)
    assert found.max() <= limit * (1 + 1e-9)
    assert np.all(np.diff(found[np.argsort(w)]) >= -1e-12)


@pytest.mark.parametrize(
    ("answers", "population", "says"),
    [
        ({str(i): ["x"] for i in range(4)}, {str(i): {"x": 1} for i in range(4)}, "1 to 3 margins"),
        ({"sex": ["f"]}, {"age": {"f": 1}}, "the same of the answers"),
        ({"sex": []}, {"sex": SEX}, "one category"),
        ({"sex": ["f"], "age": ["x", "y"]}, {"sex": SEX, "age": {"x": 1}}, "one category"),
        ({"sex": ["z"]}, {"sex": SEX}, "No answer has a category"),
        ({"sex": ["f"]}, {"sex": {"f": -1}}, "0 or more"),
    ],
)
def test_what_cannot_be_raked_is_refused(answers, population, says):
    with pytest.raises(ValueError, match=says):
        rake(answers, population)


def test_impossible_limits_and_starts_are_refused():
    with pytest.raises(ValueError, match="under 1 times"):
        rake({"sex": ["f"]}, {"sex": SEX}, limit=1)
    with pytest.raises(ValueError, match="one weight over 0"):
        rake({"sex": ["f", "m"]}, {"sex": SEX}, start=[1, 0])
    with pytest.raises(ValueError, match="0 or more"):
        design_effect([1, -1])
