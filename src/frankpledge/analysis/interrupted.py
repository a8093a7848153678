"""
Interrupted time series: did the level step, or the trend turn, when something began?

Source: Lopez Bernal, Cummins & Gasparrini 2017 (International Journal of Epidemiology 46:348–355).
See docs/methods/interrupted-series.md.
"""

import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.season import TooShort

Floats = NDArray[np.float64]
Impact = Literal["step", "slope", "step and slope"]
Model = Literal["quasi-Poisson", "negative binomial"]
Errors = Literal["larger", "model", "Newey-West"]

BEFORE_NEEDED = 24
AFTER_NEEDED = 12
EXACT_FIT = 1e-9  # a dispersion under this is rounding


@dataclass(frozen=True)
class Effect:
    """How many times the level (step), or its course over a year (slope), with interval and p."""

    ratio: float
    low: float
    high: float
    p: float
    standard_error: float


@dataclass(frozen=True)
class Interrupted:
    """
    `step`: the level after over that expected at the start; `slope`: each further year's level over the year's before
    it, beside the trend before. None where the impact has no such part. `trend`: a year's change before.
    `fitted`: by the whole model; `without`: had nothing begun, both one for each month in counts (with a comparison
    series: given what it did). `prevented`: crimes fewer after than without (under 0: more). `dispersion` on
    `degrees` degrees of freedom; 1 / theta of the negative binomial as `clustering`. `autocorrelation`: of
    neighbouring months' residuals.
    """

    impact: Impact
    model: Model
    step: Effect | None
    slope: Effect | None
    trend: Effect
    fitted: Floats
    without: Floats
    prevented: float
    dispersion: float
    clustering: float
    degrees: int
    autocorrelation: float
    level: float


def interrupted_series(
    counts: ArrayLike,
    exposure: ArrayLike,
    start: int,
    *,
    impact: Impact = "step",
    control: ArrayLike | None = None,
    model: Model = "quasi-Poisson",
    errors: Errors = "larger",
    harmonics: int = 2,
    level: float = 0.95,
) -> Interrupted:
    """
    Fit trend, season and what began at `start` to monthly counts.

    `counts`: unbroken months, oldest first; `exposure`: the days of each (or person-days). `impact` has to be chosen
    before looking: a step, a turn of the trend, or both. `control`: counts of a comparison area in the same months;
    then the treated share of both is modelled, and whatever moved both alike, season included, cancels. `harmonics`:
    pairs of waves for the season. `errors`: from the model, from Newey and West (neighbouring months alike), or the
    larger of the two. Intervals are by t on the months less the parameters.
    Raises TooShort under 24 months before or 12 after, ValueError for missing or negative counts, a start outside the
    series, exposures not above 0, a control with a negative binomial, or no crime at all before or after.

    >>> days = np.full(48, 30)
    >>> season = 1 + 0.2 * np.sin(np.arange(48) * np.pi / 6)
    >>> counts = np.random.default_rng(4).poisson(100 * season * np.repeat([1, 0.7], [30, 18]))
    >>> found = interrupted_series(counts, days, 30)
    >>> round(found.step.ratio, 2), found.step.high < 1
    (0.7, True)
    """
    y, n = _series(counts, exposure, start)
    design, names = _design(len(y), start, impact, harmonics)
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    other = None if control is None else _series(control, exposure, start)[0]
    if other is not None and model != "quasi-Poisson":
        raise ValueError("with a comparison series the share is modelled, which has no negative binomial")
    fit, clustering = _fit(y, n, other, design, model)
    degrees = len(y) - design.shape[1]
    total = np.ones(len(y)) if other is None else y + other
    fitted = np.asarray(fit.fittedvalues) * total
    residuals = (y - fitted) / np.sqrt(_variance(fitted, total, clustering, share=other is not None))
    dispersion = float(np.square(residuals).sum() / degrees)
    # Months that fit to the last digit say nothing of how uneven months are: then crimes are taken as independent.
    told = model == "quasi-Poisson" and dispersion > EXACT_FIT
    spread = _spread(fit, dispersion if told else 1.0, errors, len(y))
    at = {name: place for place, name in enumerate(names)}
    effects = {
        name: _effect(float(fit.params[place]), float(spread[place]), degrees, level)
        for name, place in at.items()
        if name in ("trend", "step", "slope")
    }
    nothing = design.copy()
    nothing[:, [at[name] for name in ("step", "slope") if name in at]] = 0.0
    without = _expected(nothing @ fit.params, n, total, other)
    return Interrupted(
        impact=impact,
        model=model,
        step=effects.get("step"),
        slope=effects.get("slope"),
        trend=effects["trend"],
        fitted=fitted,
        without=without,
        prevented=float((without - fitted)[start:].sum()),
        dispersion=dispersion,
        clustering=clustering,
        degrees=degrees,
        autocorrelation=float((residuals[1:] * residuals[:-1]).sum() / max(np.square(residuals).sum(), 1e-12)),
        level=level,
    )


def _series(counts: ArrayLike, exposure: ArrayLike, start: int) -> tuple[Floats, Floats]:
    y, n = np.asarray(counts, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    if y.ndim != 1 or y.shape != n.shape or not np.isfinite(y).all() or (y < 0).any():
        raise ValueError("an interrupted series needs a count and an exposure for each month, none missing")
    if not (np.isfinite(n) & (n > 0)).all():
        raise ValueError("exposures are more than 0")
    if not 0 <= start <= len(y):
        raise ValueError("the start lies within the series")
    if start < BEFORE_NEEDED or len(y) - start < AFTER_NEEDED:
        held = min(start, BEFORE_NEEDED) + min(len(y) - start, AFTER_NEEDED)
        raise TooShort(needed=BEFORE_NEEDED + AFTER_NEEDED, held=held)
    if y[:start].sum() == 0 or y[start:].sum() == 0:
        raise ValueError("without any crime before, or after, there is no level to compare")
    return y, n


def _design(months: int, start: int, impact: Impact, harmonics: int) -> tuple[Floats, list[str]]:
    if impact not in ("step", "slope", "step and slope"):
        raise ValueError(f"The impact is “step”, “slope” or “step and slope”, not “{impact}”")
    if not 0 <= harmonics <= 5:
        raise ValueError("a season of monthly counts has 0 to 5 pairs of waves")
    time = np.arange(months)
    columns = [("level", np.ones(months)), ("trend", (time - start) / 12.0)]
    if "step" in impact:
        columns.append(("step", (time >= start).astype(float)))
    if "slope" in impact:
        columns.append(("slope", np.maximum(time - start, 0) / 12.0))
    for wave in range(1, harmonics + 1):
        angle = 2 * np.pi * wave * time / 12
        columns += [(f"sine {wave}", np.sin(angle)), (f"cosine {wave}", np.cos(angle))]
    return np.column_stack([column for _, column in columns]), [name for name, _ in columns]


def _fit(y: Floats, n: Floats, other: Floats | None, design: Floats, model: Model) -> tuple[Any, float]:
    """The fit, and how clustered it found the crimes (0 without a negative binomial)."""
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    with warnings.catch_warnings():
        # Months without any noise fit perfectly. That is no error here: see EXACT_FIT.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        return _fitted(y, n, other, design, model)


def _fitted(y: Floats, n: Floats, other: Floats | None, design: Floats, model: Model) -> tuple[Any, float]:
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    if other is not None:
        return GLM(np.column_stack([y, other]), design, family=families.Binomial()).fit(), 0.0
    if model == "quasi-Poisson":
        return GLM(y, design, family=families.Poisson(), offset=np.log(n)).fit(), 0.0
    if model != "negative binomial":
        raise ValueError(f"The model is “quasi-Poisson” or “negative binomial”, not “{model}”")
    from scipy.optimize import minimize_scalar

    def fitted(log_clustering: float) -> Any:
        family = families.NegativeBinomial(alpha=float(np.exp(log_clustering)))
        return GLM(y, design, family=family, offset=np.log(n)).fit()

    # The likelihood at the best coefficients for each clustering: theta is then held fixed, as R's glm.nb does.
    best = minimize_scalar(lambda at: -fitted(at).llf, bounds=(-12.0, 3.0), method="bounded", options={"xatol": 1e-7})
    return fitted(best.x), float(np.exp(best.x))


def _variance(fitted: Floats, total: Floats, clustering: float, *, share: bool) -> Floats:
    spread = fitted * (1 - fitted / np.maximum(total, 1)) if share else fitted + clustering * fitted**2
    return np.asarray(np.maximum(spread, 1e-12))


def _spread(fit: Any, dispersion: float, errors: Errors, months: int) -> Floats:
    model = np.sqrt(np.diag(fit.normalized_cov_params) * dispersion)
    if errors == "model":
        return np.asarray(model)
    lags = int(np.ceil(4 * (months / 100) ** (2 / 9)))
    # Brought up for the parameters, as the dispersion is: Newey and West's own is too narrow with few months.
    robust = _newey_west(fit, lags) * np.sqrt(months / (months - len(fit.params)))
    if errors == "Newey-West":
        return np.asarray(robust)
    if errors != "larger":
        raise ValueError(f"The errors are “larger”, “model” or “Newey-West”, not “{errors}”")
    return np.asarray(np.maximum(model, robust))


def _newey_west(fit: Any, lags: int) -> Floats:
    scores = np.asarray(fit.model.exog * fit.model.score_factor(fit.params, scale=1.0)[:, None])
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (cross + cross.T)
    bread = np.asarray(fit.normalized_cov_params)
    return np.asarray(np.sqrt(np.maximum(np.diag(bread @ meat @ bread), 0.0)))


def _expected(linear: Floats, n: Floats, total: Floats, other: Floats | None) -> Floats:
    return np.asarray(np.exp(linear) * n if other is None else total / (1 + np.exp(-linear)))


def _effect(coefficient: float, error: float, degrees: int, level: float) -> Effect:
    from scipy.special import stdtr, stdtrit

    reach = float(stdtrit(degrees, (1 + level) / 2)) * error
    p = float(2 * stdtr(degrees, -abs(coefficient) / error)) if error > 0 else 1.0
    with np.errstate(over="ignore"):
        ends = np.exp([coefficient, coefficient - reach, coefficient + reach])
    return Effect(float(ends[0]), float(ends[1]), float(ends[2]), p, error)
