"""Prediction: each measure by hand, its bounds, and what has no meaning."""

from itertools import combinations
from math import isnan

import numpy as np
import pytest

from frankpledge.analysis.prediction import prediction


def test_each_measure_by_hand():
    before, after = [40, 30, 10, 10, 10], [20, 10, 50, 10, 10]

    result = prediction(before, after, [True, True, False, False, False], extent=[1, 1, 2, 2, 4])

    assert (result.hits, result.crimes) == (30, 100)
    assert result.hit_rate == pytest.approx(0.3)
    assert result.area_share == pytest.approx(0.2)
    assert result.pai == pytest.approx(1.5)
    assert result.rri == pytest.approx((30 / 70) / (100 / 100))
    # The best two units of land: the third place whole (25 a unit) holds 50.
    assert result.pei == pytest.approx(30 / 50)


def test_efficiency_is_against_the_best_choice_of_as_many_squares():
    random = np.random.default_rng(3)
    before, after = random.poisson(4, 9), random.poisson(4, 9)
    hot = np.argsort(-before)[:3]
    marked = np.isin(np.arange(9), hot)

    result = prediction(before, after, marked)

    best = max(after[list(choice)].sum() for choice in combinations(range(9), 3))
    assert result.pei == pytest.approx(after[hot].sum() / best)


def test_perfect_foresight_is_one_and_marking_everything_gains_nothing():
    after = [9, 5, 1, 0]

    assert prediction(after, after, [1, 1, 0, 0]).pei == 1
    everything = prediction(after, after, [1, 1, 1, 1])
    assert (everything.hit_rate, everything.pai, everything.pei, everything.rri) == (1, 1, 1, 1)


def test_a_general_rise_is_not_credited_to_the_hot_areas():
    before = np.array([10, 5, 5])

    assert prediction(before, before * 3, [1, 0, 0]).rri == pytest.approx(1)


def test_marks_at_random_gain_nothing_on_average():
    random = np.random.default_rng(1)
    after = random.poisson(3, 200)

    gains = [prediction(after, after, random.permutation(200) < 20).pai for _ in range(400)]

    assert np.mean(gains) == pytest.approx(1, abs=0.05)


def test_what_has_no_meaning_is_not_a_number():
    nothing_marked = prediction([1, 2], [3, 4], [0, 0])
    no_crime = prediction([1, 2], [0, 0], [1, 0])
    none_before = prediction([0, 2], [3, 4], [1, 0])

    assert nothing_marked.hit_rate == 0
    assert isnan(nothing_marked.pai)
    assert isnan(nothing_marked.pei)
    assert isnan(no_crime.hit_rate)
    assert isnan(no_crime.pei)
    assert isnan(none_before.rri)


@pytest.mark.parametrize(
    ("before", "after", "hot", "extent"),
    [
        ([1], [1, 2], [0, 1], None),
        ([1, 2], [1, 2], [1], None),
        ([1, 2], [1, 2], [0, 1], [0, 1]),
        ([-1, 2], [1, 2], [0, 1], None),
    ],
)
def test_what_does_not_fit_is_refused(before, after, hot, extent):
    with pytest.raises(ValueError, match="each place needs"):
        prediction(before, after, hot, extent)
