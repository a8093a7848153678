"""
Would past forecasts have come true? Each is made again from what was known then, and set beside what came.

Sources: Hyndman & Koehler 2006 (International Journal of Forecasting 22:679–688) for MASE; Tashman 2000 (the same,
16:437–450) for rolling origins. See docs/methods/backtest.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.forecast import (
    FEW_A_MONTH,
    LEVELS,
    YEAR,
    Forecast,
    Method,
    exponential_smoothing,
    month_means,
    seasonal_naive,
)
from frankpledge.analysis.season import TooShort

Floats = NDArray[np.float64]

TRAINING = 24  # months known at the first origin
LATER = 12  # months after it that the forecasts are judged on
LEAST_COVERAGE = 0.85  # of the 95 % band: under this the band misleads more than the forecast helps


@dataclass(frozen=True)
class Score:
    """
    How one method did. `mae`: mean distance between forecast and count. `mase`: the same over the mean distance
    between same months of neighbouring years in the months known then; None where those never differed.
    `skill`: 1 − mae / mae of the seasonal naive forecast: 0.1 is a tenth nearer. `coverage`: the share of counts
    inside the band of each of `levels`. `forecasts`: how many monthly forecasts were judged.
    """

    method: Method
    mae: float
    mase: float | None
    skill: float
    levels: tuple[float, ...]
    coverage: tuple[float, ...]
    forecasts: int


@dataclass(frozen=True)
class Backtest:
    """The scores, the seasonal naive first, from `origins` starting points."""

    scores: tuple[Score, ...]
    origins: int

    @property
    def worth_showing(self) -> Method | None:
        """
        The method nearest to what came, if it beats seasonal naive and its 95 % band held 85 % or more; else None.
        """
        good = [s for s in self.scores[1:] if s.skill > 0 and min(s.coverage[-1:], default=0.0) >= LEAST_COVERAGE]
        return max(good, key=lambda score: score.skill).method if good else None


def backtest_scores(
    monthly: ArrayLike, days: ArrayLike, *, training: int = TRAINING, horizon: int = 12, every: int = 1
) -> Backtest:
    """
    Forecast from each earlier month in turn, with only what was known then, and score against what came.

    `monthly`, `days`: unbroken months, oldest first, with their days. The first origin has `training` months (24 at
    least), then every `every`th; each looks 1 to `horizon` months ahead, as far as the series goes. Series of fewer
    than 5 a month are tried with month means, others with exponential smoothing, refitted at each origin.
    Raises TooShort where fewer than 12 months lie after the first origin, ValueError for bad arguments.

    >>> random = np.random.default_rng(1)
    >>> found = backtest_scores(random.poisson(40, 48), [30] * 48, every=6)
    >>> found.worth_showing, found.origins, [score.skill > 0 for score in found.scores]
    ('exponential smoothing', 4, [False, True])
    """
    counts, lengths = np.asarray(monthly, dtype=np.float64), np.asarray(days, dtype=np.float64)
    if training < TRAINING or horizon < 1 or every < 1:
        raise ValueError(f"a back-test trains on {TRAINING} months or more, and looks 1 month ahead or more")
    if len(counts) < training + LATER:
        raise TooShort(needed=training + LATER, held=len(counts))
    other = month_means if counts.mean() < FEW_A_MONTH else exponential_smoothing
    origins = range(training, len(counts), every)
    return Backtest(_scores([seasonal_naive, other], counts, lengths, origins, horizon), len(origins))


def forecast_if_worth_showing(
    monthly: ArrayLike, days: ArrayLike, days_ahead: ArrayLike, *, every: int = 1
) -> tuple[Forecast | None, Backtest]:
    """
    The forecast of the months ahead by the method that the back-test says is worth showing, and that back-test.

    None where none beats what the same month last year says: print no forecast then. Errors as `backtest`.

    >>> level = np.random.default_rng(1).poisson(40, 48)
    >>> ahead, tested = forecast_if_worth_showing(level, [30] * 48, [31, 28, 31], every=6)
    >>> ahead.method, 34 < float(ahead.mean[0]) < 46
    ('exponential smoothing', True)
    """
    tested = backtest_scores(monthly, days, every=every)
    if tested.worth_showing is None:
        return None, tested
    return _METHODS[tested.worth_showing](monthly, days, days_ahead), tested


_METHODS: dict[Method, Callable[..., Forecast]] = {
    "seasonal naive": seasonal_naive,
    "exponential smoothing": exponential_smoothing,
    "month means": month_means,
}


def _scores(
    methods: list[Callable[..., Forecast]], counts: Floats, days: Floats, origins: range, horizon: int
) -> tuple[Score, ...]:
    scores: list[Score] = []
    scale = np.concatenate([np.full(min(horizon, len(counts) - at), _usual_step(counts[:at])) for at in origins])
    truth = np.concatenate([counts[at : at + horizon] for at in origins])
    for method in methods:
        made = [method(counts[:at], days[:at], days[at : at + horizon]) for at in origins]
        errors = np.abs(np.concatenate([one.mean for one in made]) - truth)
        inside = tuple(
            float(
                np.mean(
                    (truth >= np.concatenate([one.band(level).low for one in made]))
                    & (truth <= np.concatenate([one.band(level).high for one in made]))
                )
            )
            for level in LEVELS
        )
        mae = float(errors.mean())
        yardstick = scores[0].mae if scores else mae
        scores.append(
            Score(
                method=made[0].method,
                mae=mae,
                mase=float((errors / scale).mean()) if (scale > 0).all() else None,
                skill=1.0 - mae / yardstick if scores and yardstick > 0 else 0.0,
                levels=LEVELS,
                coverage=inside,
                forecasts=len(truth),
            )
        )
    return tuple(scores)


def _usual_step(known: Floats) -> float:
    return float(np.abs(known[YEAR:] - known[:-YEAR]).mean())
