"""
What the next months may bring if nothing changes: three ways, each with intervals for single months.

Sources: Hyndman & Athanasopoulos 2021 (Forecasting: Principles and Practice, 3rd ed., chapters 5 and 8); Hyndman,
Koehler, Ord & Snyder 2008 (Forecasting with Exponential Smoothing) for ETS variances. See docs/methods/forecast.md.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.season import AVERAGE_DAYS, TooShort, day_adjusted

Floats = NDArray[np.float64]
Method = Literal["seasonal naive", "exponential smoothing", "month means"]

MONTHS_NEEDED = 24
YEAR = 12
FEW_A_MONTH = 5.0  # on average: below this the square root is no longer nearly normal
LEVELS = (0.8, 0.95)
# The square root of a Poisson count has variance ¼ whatever its mean. Crime never varies less for long.
LEAST_VARIANCE = 0.25


@dataclass(frozen=True)
class Band:
    """The ends, for each month ahead, that hold the count with chance `level`; in counts, `low` never under 0."""

    level: float
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Forecast:
    """
    Expected counts of the months ahead (`mean`) with a `Band` for each level.

    Each band speaks for one month at a time: that all twelve lie inside is much less likely. `model` says which
    variant was fitted. Nothing here knows of a change to come.
    """

    method: Method
    mean: Floats
    bands: tuple[Band, ...]
    model: str = ""

    def band(self, level: float) -> Band:
        """The band of this level; ValueError where it was not asked for."""
        for band in self.bands:
            if abs(band.level - level) < 1e-9:
                return band
        raise ValueError(f"no band was made at {level}")


def seasonal_naive(
    monthly: ArrayLike, days: ArrayLike, days_ahead: ArrayLike, *, levels: tuple[float, ...] = LEVELS
) -> Forecast:
    """
    Each month ahead is expected to be as the same month was last year: the yardstick of all other forecasts.

    `monthly`: counts of unbroken months, oldest first; `days`: the days of each; `days_ahead`: the days of each month
    to forecast (their number is the horizon). Intervals from how square roots of the same month differed between
    years, and never narrower than independent crimes would give. Raises TooShort under 24 months.

    >>> ahead = seasonal_naive([10, 20] * 12, [30] * 24, [30, 30, 31])
    >>> ahead.mean.round(1).tolist()
    [10.0, 20.0, 10.3]
    """
    adjusted, scale = _ready(monthly, days, days_ahead)
    horizon = len(scale)
    root = np.sqrt(adjusted)
    steps = root[YEAR:] - root[:-YEAR]
    variance = max(float(np.square(steps).mean()), 2 * LEAST_VARIANCE)
    years = (np.arange(horizon) // YEAR + 1).astype(np.float64)
    place = len(adjusted) - YEAR + np.arange(horizon) % YEAR
    bands = _squared(root[place], variance * years, len(steps), scale, levels)
    return Forecast("seasonal naive", adjusted[place] * scale, bands)


def month_means(
    monthly: ArrayLike, days: ArrayLike, days_ahead: ArrayLike, *, levels: tuple[float, ...] = LEVELS
) -> Forecast:
    """
    Each month ahead is expected to be as that calendar month has been on average: for series of few crimes.

    Intervals are those of a negative binomial count around the mean, with the series' own unevenness (never under
    Poisson's) and with the doubt about the mean itself. Whole numbers. Arguments and errors as `seasonal_naive`.

    >>> ahead = month_means([0, 2, 1, 3] * 6, [30] * 24, [30] * 4)
    >>> ahead.mean.round(2).tolist(), ahead.band(0.95).high.tolist()
    ([0.75, 1.75, 1.25, 2.25], [3.0, 5.0, 4.0, 6.0])
    """
    adjusted, scale = _ready(monthly, days, days_ahead)
    n = len(adjusted)
    # With one count a month and year a month's own mean is mostly chance: halfway to the mean of all.
    place = np.arange(n) % YEAR
    years = np.bincount(place, minlength=YEAR).astype(float)
    overall = float(adjusted.mean())
    own = np.bincount(place, weights=adjusted, minlength=YEAR) / years
    centre = (own + overall) / 2
    fitted = centre[place]
    squares = np.divide(np.square(adjusted - fitted), fitted, out=np.zeros(n), where=fitted > 0)
    unevenness = max(1.0, float(squares.sum()) / max(n - 1 - (YEAR - 1) / 2, 1.0))
    ahead = (n + np.arange(len(scale))) % YEAR
    expected = np.maximum(centre[ahead], 0.5 / n) * scale  # none in n months is not none ever: Jeffreys' ½
    doubt = unevenness * overall * scale**2 * (0.25 / years[ahead] + 0.75 / n)
    return Forecast(
        "month means",
        centre[ahead] * scale,
        _counted(expected, unevenness * expected + doubt, levels),
        "shrunk by half",
    )


def exponential_smoothing(
    monthly: ArrayLike, days: ArrayLike, days_ahead: ArrayLike, *, levels: tuple[float, ...] = LEVELS
) -> Forecast:
    """
    Exponential smoothing (ETS) of square roots: recent months weigh most; a season and a damped trend if they pay.

    The season is either steady (month means about a straight line, drawn towards none by how far chance alone could
    have made them) and taken out first, or one that changes, smoothed with the level. Of these two, each with and
    without a damped trend, the one with the smallest final prediction error (Akaike 1969) is taken, every starting
    value counted as a parameter. Square roots keep the lower end at 0 or above.
    Arguments and errors as `seasonal_naive`.

    >>> ahead = exponential_smoothing([90, 100, 110, 100] * 9, [30] * 36, [30] * 4)
    >>> ahead.mean.round().tolist(), ahead.model
    ([90.0, 100.0, 110.0, 100.0], 'level and steady season')
    """
    adjusted, scale = _ready(monthly, days, days_ahead)
    root, horizon = np.sqrt(adjusted), len(scale)
    if np.ptp(root) == 0:
        # Nothing to fit: statsmodels would take the logarithm of 0.
        flat = np.full(horizon, root[0])
        bands = _squared(flat, np.full(horizon, LEAST_VARIANCE), len(root) - 1, scale, levels)
        return Forecast("exponential smoothing", flat**2 * scale, bands, "level")
    fit = min((found for found in _fits(root) if found is not None), key=lambda found: found.criterion)
    spread = fit.variance * fit.growth(horizon)
    middle = np.maximum(fit.ahead(horizon), 0.0)
    # The mean of a square is the square of the mean and the variance besides.
    mean = (middle**2 + spread) * scale
    return Forecast("exponential smoothing", mean, _squared(middle, spread, fit.degrees, scale, levels), fit.name)


@dataclass(frozen=True)
class _Fit:
    """A fitted model of the roots; `steady` is the season taken out beforehand, as the months come."""

    name: str
    result: Any
    steady: Floats
    criterion: float
    variance: float
    degrees: int

    def ahead(self, horizon: int) -> Floats:
        place = (len(self.result.resid) + np.arange(horizon)) % YEAR
        return np.asarray(self.result.forecast(horizon), dtype=np.float64) + self.steady[place]

    def growth(self, horizon: int) -> Floats:
        """How the variance of the step h ahead compares with one step's."""
        p = dict(zip(self.result.model.param_names, self.result.params, strict=True))
        step = np.arange(1, horizon)
        damping = p.get("damping_trend", 0.0)
        weight = p["smoothing_level"] + p.get("smoothing_trend", 0.0) * np.cumsum(damping**step)
        weight = weight + p.get("smoothing_seasonal", 0.0) * (step % YEAR == 0)
        return np.concatenate([[1.0], 1.0 + np.cumsum(np.square(weight))])


def _fits(root: Floats) -> list[_Fit | None]:
    models = ((False, False), (True, False), (False, True), (True, True))
    return [_fit(root, season=season, trend=trend) for season, trend in models]


def _steady_season(root: Floats) -> tuple[Floats, float]:
    """Month effects about a straight line, drawn towards 0; and how much of them was kept, 0 to 1."""
    n = len(root)
    place = np.arange(n) % YEAR
    time = np.arange(n) - (n - 1) / 2
    months = np.eye(YEAR)[place]
    line = np.column_stack([months, time])
    effects = np.linalg.lstsq(line, root, rcond=None)[0]
    left = float(np.square(root - line @ effects).sum()) / (n - YEAR - 1)
    season = effects[:YEAR] - effects[:YEAR].mean()
    between = float(np.square(season).sum()) * n / YEAR / (YEAR - 1)
    # As James and Stein draw means together: by the share of their spread that chance alone would give.
    kept = max(0.0, 1.0 - left / between) if between > 1e-12 else 0.0
    return kept * season, kept


def _fit(root: Floats, *, season: bool, trend: bool) -> _Fit | None:
    from warnings import catch_warnings, simplefilter

    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    steady, kept = (np.zeros(YEAR), 0.0) if season else _steady_season(root)
    n = len(root)
    model = ETSModel(
        root - steady[np.arange(n) % YEAR],
        error="add",
        trend="add" if trend else None,
        damped_trend=trend,
        seasonal="add" if season else None,
        seasonal_periods=YEAR if season else None,
        initialization_method="heuristic",
    )
    with catch_warnings():
        # A search that stops early is still a model; its criterion says whether it is the best one.
        simplefilter("ignore")
        result = model.fit(disp=False)
    # Weights, starting values, variance, and the part of the month effects that was kept.
    parameters = 1 + season + 2 * trend + 1 + trend + (YEAR - 1) * (1.0 if season else kept) + 1
    degrees = int(n - parameters + 1)
    if degrees < 2:
        return None
    squares = max(float(np.sum(np.square(result.resid))), 1e-12)
    # Akaike's final prediction error: what a step ahead will cost, its parameters being estimated from n months.
    criterion = squares / n * (n + parameters) / (n - parameters)
    name = " and ".join(
        (["damped trend"] if trend else ["level"])
        + (["changing season"] if season else ["steady season"] if kept > 0 else [])
    )
    # The doubt about each month's own mean, of which there are as many as years.
    doubt = 1.0 + kept * YEAR / n
    return _Fit(name, result, steady, float(criterion), max(squares / degrees * doubt, LEAST_VARIANCE), degrees)


def _ready(monthly: ArrayLike, days: ArrayLike, days_ahead: ArrayLike) -> tuple[Floats, Floats]:
    adjusted = day_adjusted(monthly, days)
    lengths = np.asarray(days_ahead, dtype=np.float64)
    if lengths.ndim != 1 or lengths.size == 0 or not (lengths > 0).all():
        raise ValueError("each month ahead needs its number of days")
    if len(adjusted) < MONTHS_NEEDED:
        raise TooShort(needed=MONTHS_NEEDED, held=len(adjusted))
    return adjusted, lengths / AVERAGE_DAYS


def _squared(
    middle: Floats, variance: Floats, degrees: int, scale: Floats, levels: tuple[float, ...]
) -> tuple[Band, ...]:
    from scipy.special import stdtrit

    spread = np.sqrt(variance)
    bands = []
    for level in levels:
        if not 0.0 < level < 1.0:
            raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
        reach = float(stdtrit(degrees, (1.0 + level) / 2.0)) * spread
        bands.append(Band(level, np.maximum(middle - reach, 0.0) ** 2 * scale, (middle + reach) ** 2 * scale))
    return tuple(bands)


def _counted(mean: Floats, variance: Floats, levels: tuple[float, ...]) -> tuple[Band, ...]:
    from scipy.stats import nbinom

    share = mean / np.maximum(variance, mean * (1 + 1e-9))
    size = mean * share / (1 - share)
    bands = []
    for level in levels:
        if not 0.0 < level < 1.0:
            raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
        tail = (1.0 - level) / 2.0
        low, high = (np.asarray(nbinom.ppf(at, size, share), dtype=np.float64) for at in (tail, 1.0 - tail))
        bands.append(Band(level, low, high))
    return tuple(bands)
