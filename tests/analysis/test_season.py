"""Seasons: R's own answer, a slow second implementation, and noise that must not look like a season."""

import numpy as np
import pytest

from frankpledge.analysis.season import TooShort, day_adjusted, decompose, deseason, month_indices, stl_periodic

# Mean monthly air temperatures at Nottingham Castle 1920–1939 in °F: the `nottem` data set that comes with R.
NOTTINGHAM = """
40.6 40.8 44.4 46.7 54.1 58.5 57.7 56.4 54.3 50.5 42.9 39.8 44.2 39.8 45.1 47.0 54.1 58.7 66.3 59.9 57.0 54.2 39.7 42.8
37.5 38.7 39.5 42.1 55.7 57.8 56.8 54.3 54.3 47.1 41.8 41.7 41.8 40.1 42.9 45.8 49.2 52.7 64.2 59.6 54.4 49.2 36.3 37.6
39.3 37.5 38.3 45.5 53.2 57.7 60.8 58.2 56.4 49.8 44.4 43.6 40.0 40.5 40.8 45.1 53.8 59.4 63.5 61.0 53.0 50.0 38.1 36.3
39.2 43.4 43.4 48.9 50.6 56.8 62.5 62.0 57.5 46.7 41.6 39.8 39.4 38.5 45.3 47.1 51.7 55.0 60.4 60.5 54.7 50.3 42.3 35.2
40.8 41.1 42.8 47.3 50.9 56.4 62.2 60.5 55.4 50.2 43.0 37.3 34.8 31.3 41.0 43.9 53.1 56.9 62.5 60.3 59.8 49.2 42.9 41.9
41.6 37.1 41.2 46.9 51.2 60.4 60.1 61.6 57.0 50.9 43.0 38.8 37.1 38.4 38.4 46.5 53.5 58.4 60.6 58.2 53.8 46.6 45.5 40.6
42.4 38.4 40.3 44.6 50.9 57.0 62.1 63.5 56.3 47.3 43.6 41.8 36.2 39.3 44.5 48.7 54.2 60.8 65.5 64.9 60.1 50.2 42.1 35.8
39.4 38.2 40.4 46.9 53.4 59.6 66.5 60.4 59.2 51.2 42.8 45.8 40.0 42.6 43.5 47.1 50.0 60.5 64.6 64.0 56.8 48.6 44.2 36.4
37.3 35.0 44.0 43.9 52.7 58.6 60.0 61.1 58.1 49.6 41.6 41.3 40.8 41.0 38.4 47.4 54.1 58.6 61.4 61.8 56.3 50.9 41.4 37.1
42.1 41.2 47.3 46.6 52.4 59.0 59.6 60.4 57.0 50.7 47.8 39.2 39.4 40.9 42.4 47.8 52.4 58.0 60.7 61.8 58.2 46.7 46.6 37.8
"""


def test_the_season_is_the_one_that_r_prints():
    # R: stl(nottem, s.window = "periodic")$time.series[1:12, "seasonal"]
    printed = [-9.3471980, -9.8552496, -6.8533008, -2.7634710, 3.5013569, 8.9833032]
    printed += [12.8452501, 11.4763813, 7.4475114, 0.4736899, -6.4301309, -9.4781423]

    _, season = stl_periodic([float(value) for value in NOTTINGHAM.split()])

    assert season[:12] == pytest.approx(printed, abs=5.1e-8)
    assert season[12:24] == pytest.approx(season[:12], abs=1e-12)


def slow_loess(y, at, span, degree):
    """Locally weighted mean (degree 0) or line (degree 1) through y at 1 … n, evaluated at each of `at`."""
    x = np.arange(1, len(y) + 1, dtype=float)
    fitted = []
    for place in at:
        distance = np.abs(x - place)
        reach = np.sort(distance)[min(span, len(y)) - 1] + max(0, span - len(y)) // 2
        weight = np.where(distance < 0.999 * reach, (1 - np.minimum(1, distance / reach) ** 3) ** 3, 0)
        weight = np.where(distance <= 0.001 * reach, 1, weight)
        middle = (weight * x).sum() / weight.sum()
        slope = (weight * (x - middle) * y).sum() / (weight * (x - middle) ** 2).sum() if degree else 0
        fitted.append((weight * y).sum() / weight.sum() + slope * (place - middle))
    return np.array(fitted)


def slow_stl(y, period):
    """The inner loop of the 1990 paper, without skipping points."""
    n, trend = len(y), np.zeros(len(y))
    wide = 10 * n + 1
    span = int(np.ceil(1.5 * period / (1 - 1.5 / wide)))
    for _ in range(2):
        cycle = np.zeros(n + 2 * period)
        for month in range(period):
            years = (y - trend)[month::period]
            cycle[month::period] = slow_loess(years, np.arange(0, len(years) + 2), wide, 0)
        low = cycle
        for length in (period, period, 3):
            low = np.convolve(low, np.ones(length) / length, mode="valid")
        season = cycle[period:-period] - slow_loess(low, np.arange(1, n + 1), period + 1, 1)
        trend = slow_loess(y - season, np.arange(1, n + 1), span + 1 - span % 2, 1)
    return trend, np.tile([season[month::period].mean() for month in range(period)], n // period)


def test_the_fast_decomposition_is_close_to_a_slow_one_without_skipped_points():
    random = np.random.default_rng(5)
    series = random.poisson(50 + 12 * np.sin(np.arange(48) / 12 * 2 * np.pi)).astype(float)

    trend, season = stl_periodic(series)
    slow_trend, slow_season = slow_stl(series, 12)

    assert season == pytest.approx(slow_season, abs=0.1)
    assert trend == pytest.approx(slow_trend, abs=0.5)


def test_parts_add_up_to_the_day_adjusted_series():
    counts, days = np.arange(40) % 7 + 20, np.tile([31, 28, 31, 30], 10)

    parts = decompose(counts, days)

    assert parts.trend + parts.seasonal + parts.remainder == pytest.approx(parts.adjusted)
    assert parts.adjusted == pytest.approx(counts / days * 365.25 / 12)
    assert parts.indices.mean() == pytest.approx(1)


def test_month_length_alone_is_no_season():
    days = np.tile([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 3)

    parts = decompose(days * 4, days)

    assert parts.seasonal == pytest.approx(np.zeros(36), abs=1e-9)
    assert parts.p == 1


def test_a_planted_season_is_recovered_on_a_rising_trend():
    true = 1 + 0.3 * np.cos(2 * np.pi * (np.arange(12) - 6) / 12)
    expected = np.tile(true, 5) * np.linspace(300, 450, 60)
    series = np.random.default_rng(2).poisson(expected)

    parts = decompose(series, np.full(60, 365.25 / 12))

    assert parts.indices == pytest.approx(true, abs=0.06)
    assert parts.strength > 0.8
    assert parts.p < 1e-9


@pytest.mark.parametrize("mean", [5, 60])
def test_noise_looks_like_a_season_no_more_often_than_the_level(mean):
    random = np.random.default_rng(mean)

    fired = np.mean([decompose(random.poisson(mean, 36), np.full(36, 30)).p < 0.05 for _ in range(500)])

    assert 0.02 < fired < 0.08


def test_two_years_are_too_short_and_the_refusal_says_how_many_are_needed():
    with pytest.raises(TooShort, match="too short, 36 months needed") as refusal:
        decompose([5] * 24, [30] * 24)

    assert (refusal.value.needed, refusal.value.held) == (36, 24)


def test_taking_the_season_out_flattens_it():
    index = np.array([0.5, 1.5, 1.0])

    assert deseason(np.tile(index * 8, 4), index) == pytest.approx(np.full(12, 8.0))
    assert decompose(np.tile([2, 4] * 6, 3), np.full(36, 30)).deseasoned.std() < 1e-9


def test_a_month_without_any_crime_in_any_year_has_index_nought_and_stays():
    indices = month_indices(np.tile([0.0, 6, 6, 12], 3), period=4)

    assert indices[0] == 0
    assert deseason([0, 6, 6, 12], indices)[0] == 0


def test_no_crime_at_all_has_flat_indices_and_no_season():
    parts = decompose([0] * 36, [30] * 36)

    assert parts.indices.tolist() == [1.0] * 12
    assert (parts.strength, parts.p) == (0, 1)


@pytest.mark.parametrize(("counts", "days"), [([1, 2], [30]), ([1, -1], [30, 30]), ([1, np.nan], [30, 30]), ([1], [0])])
def test_missing_negative_or_mismatched_months_are_refused(counts, days):
    with pytest.raises(ValueError, match="month"):
        day_adjusted(counts, days)
