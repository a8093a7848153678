"""Forecasts: slow oracles, statsmodels' own variances, and bands that hold what comes as often as they say."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from frankpledge.analysis.forecast import _fit, _steady_season, exponential_smoothing, month_means, seasonal_naive
from frankpledge.analysis.season import TooShort

DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
METHODS = (seasonal_naive, month_means, exponential_smoothing)


def drawn(random, months, mean, unevenness=1.0, season=0.0):
    level = mean * (1 + season * np.sin(2 * np.pi * np.arange(months) / 12))
    return random.poisson(random.gamma(level / (unevenness - 1), unevenness - 1) if unevenness > 1 else level)


def test_seasonal_naive_is_the_same_month_last_year_a_day():
    counts = np.arange(36) + 20

    ahead = seasonal_naive(counts, np.tile(DAYS, 3), np.tile(DAYS, 2))

    assert ahead.mean == pytest.approx(np.tile(counts[24:], 2))
    leap = seasonal_naive(counts, np.tile(DAYS, 3), [31, 29])
    assert leap.mean[1] == pytest.approx(counts[25] * 29 / 28)


def test_seasonal_naive_bands_by_hand():
    from scipy import stats

    random = np.random.default_rng(1)
    counts = random.poisson(30, 36)

    band = seasonal_naive(counts, np.full(36, 365.25 / 12), np.full(13, 365.25 / 12)).band(0.8)

    root = np.sqrt(counts)
    spread = np.sqrt(max(np.mean([(root[i] - root[i - 12]) ** 2 for i in range(12, 36)]), 0.5))
    reach = stats.t.ppf(0.9, 24) * spread
    assert band.low[0] == pytest.approx(max(root[24] - reach, 0) ** 2)
    assert band.high[0] == pytest.approx((root[24] + reach) ** 2)
    assert band.high[12] == pytest.approx((root[24] + reach * 2**0.5) ** 2)


@pytest.mark.parametrize(("season", "trend"), [(False, False), (True, False), (False, True), (True, True)])
def test_the_growth_of_the_variance_is_that_of_statsmodels(season, trend):
    root = np.sqrt(drawn(np.random.default_rng(6), 60, 80, season=0.3) * np.linspace(1, 1.5, 60))
    steady = np.zeros(12) if season else _steady_season(root)[0]

    fit = _fit(root, season=season, trend=trend)

    model = fit.result.model
    options = {"trend": model.trend, "damped_trend": model.damped_trend, "seasonal": model.seasonal}
    dated = ETSModel(
        pd.Series(root - np.tile(steady, 5), index=pd.period_range("2020-01", periods=60, freq="M")),
        **options,
        seasonal_periods=12 if season else None,
        initialization_method="heuristic",
    ).smooth(fit.result.params)
    theirs = dated.get_prediction(start=60, end=75).forecast_variance
    assert fit.growth(16) == pytest.approx(np.asarray(theirs) / theirs[0], rel=1e-6)


def test_a_season_is_taken_where_there_is_one_and_drawn_away_where_there_is_none():
    random = np.random.default_rng(2)
    average = np.full(12, 365.25 / 12)

    seasonal = exponential_smoothing(drawn(random, 48, 200, season=0.4), np.tile(average, 4), average)
    flat = [random.poisson(60, 48) for _ in range(6)]
    ahead = [exponential_smoothing(counts, np.tile(average, 4), average) for counts in flat]

    assert "season" in seasonal.model
    assert seasonal.mean[3] > 1.7 * seasonal.mean[9]
    swings = [one.mean.std() for one in ahead]
    naive = [seasonal_naive(counts, np.tile(average, 4), average).mean.std() for counts in flat]
    assert np.mean(swings) < 0.3 * np.mean(naive)


def test_the_steady_season_is_the_month_effect_shrunk_by_what_chance_would_give():
    counts = drawn(np.random.default_rng(3), 36, 40, season=0.2)
    root = np.sqrt(counts)

    shrunk, kept = _steady_season(root)

    dummies = np.column_stack([np.eye(12)[np.arange(36) % 12], np.arange(36)])
    fit = sm.OLS(root, dummies).fit()
    full = fit.params[:12] - fit.params[:12].mean()
    between = 3 * np.square(full).sum() / 11
    assert kept == pytest.approx(1 - fit.mse_resid / between)
    assert shrunk == pytest.approx(kept * full)


@pytest.mark.parametrize(
    ("method", "mean", "unevenness", "season"),
    [
        (seasonal_naive, 10, 1, 0),
        (seasonal_naive, 60, 2, 0.2),
        (month_means, 1, 1, 0),
        (month_means, 4, 1.5, 0.2),
        (exponential_smoothing, 10, 1, 0),
        (exponential_smoothing, 60, 2, 0.2),
    ],
)
def test_bands_hold_what_comes_about_as_often_as_they_say(method, mean, unevenness, season):
    random = np.random.default_rng(7)
    runs = 40 if method is exponential_smoothing else 300

    inside = {0.8: [], 0.95: []}
    for _ in range(runs):
        counts = drawn(random, 48, mean, unevenness, season)
        ahead = method(counts[:36], np.tile(DAYS, 3), DAYS)
        for level, held in inside.items():
            band = ahead.band(level)
            held.append(np.mean((counts[36:] >= band.low) & (counts[36:] <= band.high)))

    # Whole numbers: a band of a few crimes cannot hold exactly 80 %.
    assert 0.74 < np.mean(inside[0.8]) < (0.96 if method is month_means else 0.87)
    assert 0.92 < np.mean(inside[0.95]) < 0.995


@pytest.mark.parametrize("method", METHODS)
def test_no_band_goes_below_nought_and_the_wider_level_is_the_wider_band(method):
    random = np.random.default_rng(8)
    for counts in (random.poisson(2, 36), random.poisson(30, 36), np.zeros(36), np.full(36, 25)):
        ahead = method(counts, np.tile(DAYS, 3), DAYS)

        inner, outer = ahead.band(0.8), ahead.band(0.95)
        assert (outer.low >= 0).all()
        assert (outer.low <= inner.low).all()
        assert (inner.high <= outer.high).all()
        assert (inner.low <= ahead.mean + 1e-9).all()
        assert (ahead.mean <= inner.high).all()
        assert (outer.high > 0).all() or not counts.any()


@pytest.mark.parametrize("method", METHODS)
def test_what_cannot_be_forecast_is_refused(method):
    with pytest.raises(TooShort, match="24 months needed"):
        method([5] * 23, [30] * 23, [30])
    with pytest.raises(ValueError, match="days"):
        method([5] * 24, [30] * 24, [0])
    with pytest.raises(ValueError, match="level"):
        method([5, 6] * 12, [30] * 24, [30], levels=(95,))
    with pytest.raises(ValueError, match="missing"):
        method([np.nan] * 24, [30] * 24, [30])
    with pytest.raises(ValueError, match="no band"):
        method([5, 6] * 12, [30] * 24, [30]).band(0.5)
