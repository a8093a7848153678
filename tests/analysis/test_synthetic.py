"""Synthetic control: weights against a slow general optimiser, planted effects, and ranks under no effect."""

import numpy as np
import pytest
from scipy.optimize import minimize

from frankpledge.analysis.synthetic import TooFewDonors, simplex_weights, synthetic_control


@pytest.mark.parametrize("seed", range(6))
def test_weights_are_as_good_as_a_general_optimiser_finds(seed):
    random = np.random.default_rng(seed)
    donors, target = random.normal(20, 4, (6, 15)), random.normal(20, 4, 15)

    weights = simplex_weights(target, donors)

    slow = minimize(
        lambda w: np.square(target - w @ donors).sum(),
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-12, "maxiter": 500},
    )
    assert np.square(target - weights @ donors).sum() == pytest.approx(slow.fun, rel=1e-6)
    assert weights == pytest.approx(slow.x, abs=2e-3)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()


def test_a_mix_of_donors_is_found_exactly_whatever_the_unit():
    random = np.random.default_rng(1)
    donors = random.normal(100, 10, (8, 20))
    true = np.array([0.4, 0, 0, 0.6, 0, 0, 0, 0])

    for unit in (1e-4, 1, 1e4):
        assert simplex_weights(true @ donors * unit, donors * unit) == pytest.approx(true, abs=1e-7)


def region(random, areas=21, periods=20):
    common = np.cumsum(random.normal(0, 1, (3, periods)), axis=1)
    return 50 + random.dirichlet(np.ones(3), areas) @ common * 3 + random.normal(0, 1, (areas, periods))


def test_a_planted_fall_is_measured_and_ranked_first():
    random = np.random.default_rng(2)
    x = region(random)
    x[0, 14:] -= 12

    found = synthetic_control(x[0], x[1:], 14)

    assert found.effect == pytest.approx(-12, abs=1.5)
    assert (found.rank, found.p) == (1, pytest.approx(1 / 21))
    assert found.smallest_p < 0.05
    assert found.gap == pytest.approx(x[0] - found.synthetic)
    assert found.fit_after == pytest.approx(np.sqrt(np.square(found.gap[14:]).mean()))


def test_without_effect_each_rank_is_as_likely():
    random = np.random.default_rng(3)

    ranks = []
    for _ in range(150):
        x = region(random, areas=10, periods=16)
        ranks.append(synthetic_control(x[0], x[1:], 12).rank)

    assert min(ranks) == 1
    assert max(ranks) == 10
    assert np.mean(ranks) == pytest.approx(5.5, abs=0.8)
    assert np.mean(np.array(ranks) == 1) < 0.18


def test_donors_in_another_order_change_nothing_but_the_order():
    x = region(np.random.default_rng(4), areas=12)
    order = np.random.default_rng(5).permutation(11)

    one, other = synthetic_control(x[0], x[1:], 14), synthetic_control(x[0], x[1:][order], 14)

    assert other.weights == pytest.approx(one.weights[order], abs=1e-9)
    assert other.effect == pytest.approx(one.effect)
    assert other.rank == one.rank


def test_too_few_donors_periods_or_values_are_refused():
    with pytest.raises(TooFewDonors, match="5 needed, 4 given"):
        synthetic_control(np.ones(12), np.ones((4, 12)), 9)
    for start in (5, 12):
        with pytest.raises(ValueError, match="before the start"):
            synthetic_control(np.ones(12), np.ones((6, 12)), start)
    with pytest.raises(ValueError, match="same periods"):
        synthetic_control(np.ones(12), np.full((6, 12), np.nan), 9)
