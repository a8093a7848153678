"""Back-tests: a slow one beside the fast one, nothing known from the future, and shown only where better."""

import numpy as np
import pytest

from frankpledge.analysis.backtest import Backtest, Score, backtest_scores, forecast_if_worth_showing
from frankpledge.analysis.forecast import month_means, seasonal_naive
from frankpledge.analysis.season import TooShort

DAYS = np.tile([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 5)


def test_scores_equal_a_slow_obvious_calculation():
    counts = np.random.default_rng(1).poisson(3, 42)

    found = backtest_scores(counts, DAYS[:42], every=3)

    errors, scaled, naive, held = [], [], [], []
    for at in range(24, 42, 3):
        ahead = month_means(counts[:at], DAYS[:at], DAYS[at : min(at + 12, 42)])
        same = seasonal_naive(counts[:at], DAYS[:at], DAYS[at : min(at + 12, 42)])
        usual = np.mean([abs(counts[i] - counts[i - 12]) for i in range(12, at)])
        for h, truth in enumerate(counts[at : at + 12]):
            errors.append(abs(ahead.mean[h] - truth))
            scaled.append(errors[-1] / usual)
            naive.append(abs(same.mean[h] - truth))
            held.append(ahead.band(0.95).low[h] <= truth <= ahead.band(0.95).high[h])
    own = found.scores[1]
    assert own.mae == pytest.approx(np.mean(errors))
    assert own.mase == pytest.approx(np.mean(scaled))
    assert own.skill == pytest.approx(1 - np.mean(errors) / np.mean(naive))
    assert own.coverage[1] == pytest.approx(np.mean(held))
    assert (own.forecasts, found.origins) == (len(errors), 6)
    assert found.scores[0].skill == 0


def test_no_forecast_knows_what_came_later(monkeypatch):
    import frankpledge.analysis.backtest as module

    lengths = []

    def spy(counts, days, days_ahead):
        lengths.append((len(counts), len(days), len(days_ahead)))
        return seasonal_naive(counts, days, days_ahead)

    monkeypatch.setattr(module, "seasonal_naive", spy)
    backtest_scores(np.random.default_rng(2).poisson(2, 38), DAYS[:38])

    assert lengths == [(at, at, min(12, 38 - at)) for at in range(24, 38)]


def test_a_level_series_is_forecast_better_than_by_last_year():
    found = backtest_scores(np.random.default_rng(3).poisson(40, 48), DAYS[:48], every=6)

    assert found.worth_showing == "exponential smoothing"
    assert found.scores[1].skill > 0.1


def test_a_pure_season_is_not_worth_showing_beside_last_year():
    season = np.array([60, 10, 90, 20, 70, 15, 80, 30, 95, 5, 65, 40])

    ahead, tested = forecast_if_worth_showing(np.tile(season, 4), np.full(48, 30), [30] * 3, every=6)

    assert tested.scores[0].mae == pytest.approx(0)
    assert tested.worth_showing is None
    assert ahead is None
    assert tested.scores[1].mase is None  # the same months never differed


def test_few_crimes_are_forecast_by_month_means():
    counts = np.random.default_rng(3).poisson(2, 48)

    ahead, tested = forecast_if_worth_showing(counts, DAYS[:48], DAYS[:6])

    assert tested.worth_showing == ahead.method == "month means"
    assert len(ahead.mean) == 6


def scored(skill, held):
    return Score("exponential smoothing", 1.0, 1.0, skill, (0.8, 0.95), (0.7, held), 50)


@pytest.mark.parametrize(("skill", "held", "shown"), [(0.1, 0.9, True), (0.0, 0.95, False), (0.3, 0.8, False)])
def test_only_a_forecast_that_is_nearer_and_whose_band_holds_is_shown(skill, held, shown):
    naive = Score("seasonal naive", 1.0, 1.0, 0.0, (0.8, 0.95), (0.8, 0.95), 50)

    assert (Backtest((naive, scored(skill, held)), 5).worth_showing is not None) == shown


def test_a_short_series_says_how_many_months_are_needed():
    with pytest.raises(TooShort, match="36 months needed"):
        backtest_scores([5] * 35, DAYS[:35])
    for wrong in ({"training": 12}, {"horizon": 0}, {"every": 0}):
        with pytest.raises(ValueError, match="back-test"):
            backtest_scores([5] * 48, DAYS[:48], **wrong)
