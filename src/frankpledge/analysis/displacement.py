"""
Weighted displacement difference: how many crimes fewer, the places to which crime may have moved counted in?

Sources: Wheeler & Ratcliffe 2018 (Crime Science 7:11) for the difference and its variance; Bowers & Johnson 2003
(Journal of Quantitative Criminology 19:275–301) for the quotient. See docs/methods/displacement.md.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from frankpledge.analysis.differences import share_dispersion

ONE_BUFFER = "places around the treated area need places around the comparison area to set them by"


class BeforeAfter(NamedTuple):
    """Crimes of an area in the period before and in the period after."""

    before: float
    after: float


@dataclass(frozen=True)
class Difference:
    """A number of crimes (under 0: fewer than otherwise) with its standard error, interval and p."""

    crimes: float
    standard_error: float
    low: float
    high: float
    z: float
    p: float


@dataclass(frozen=True)
class Displacement:
    """
    `treated`: the treated area's change less the comparison area's. `buffer`: the same for the places around it, where
    crime may have gone; None without them. `total`: both together, the one to go by. `dispersion`: by how much the
    variance of independent crimes was multiplied, known on `degrees` degrees of freedom (0: taken as known).
    """

    treated: Difference
    buffer: Difference | None
    total: Difference
    dispersion: float
    degrees: int
    level: float


def weighted_displacement(
    treated: tuple[float, float],
    control: tuple[float, float],
    *,
    buffer: tuple[float, float] | None = None,
    buffer_control: tuple[float, float] | None = None,
    time_weights: tuple[float, float] = (1.0, 1.0),
    area_weights: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0),
    dispersion: float = 1.0,
    degrees: int = 0,
    level: float = 0.95,
) -> Displacement:
    """
    (Treated after − before) − (control after − before), and the same for the buffers, added up.

    Each pair is (before, after). `time_weights`: the lengths of the two periods (2, 1 for two years before and one
    after): counts and answer are then per unit of it. `area_weights`: sizes of treated, control, buffer and buffer's
    control; each count is divided by its weights and its variance by their square. `dispersion` multiplies the
    variance: 1 takes crimes as independent, which is too sure; `displacement_by_month` measures it. Raises ValueError
    for counts below 0, weights or a dispersion not above 0, or one buffer without the other.

    >>> found = weighted_displacement((207, 110), (308, 318), buffer=(178, 157), buffer_control=(150, 140))
    >>> found.total.crimes, round(found.total.z, 2), round(found.total.low), round(found.total.high)
    (-118.0, -2.98, -196, -40)
    """
    if (buffer is None) != (buffer_control is None):
        raise ValueError(ONE_BUFFER)
    pairs = [treated, control] + ([buffer, buffer_control] if buffer and buffer_control else [])
    if any(not np.isfinite(count) or count < 0 for pair in pairs for count in pair):
        raise ValueError("A count is 0 or more, and not missing")
    if min(*time_weights, *area_weights) <= 0 or dispersion <= 0 or degrees < 0:
        raise ValueError("Weights and dispersion are more than 0")
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")

    def difference(*signed: tuple[int, tuple[float, float], float]) -> Difference:
        crimes, variance = 0.0, 0.0
        for sign, pair, area in signed:
            for way, count, time in ((-1, pair[0], time_weights[0]), (1, pair[1], time_weights[1])):
                crimes += sign * way * count / (area * time)
                variance += count / (area * time) ** 2
        return _difference(crimes, float(np.sqrt(variance * dispersion)), degrees, level)

    near = ((1, treated, area_weights[0]), (-1, control, area_weights[1]))
    if buffer is None or buffer_control is None:
        alone = difference(*near)
        return Displacement(alone, None, alone, dispersion, degrees, level)
    around = ((1, buffer, area_weights[2]), (-1, buffer_control, area_weights[3]))
    return Displacement(difference(*near), difference(*around), difference(*near, *around), dispersion, degrees, level)


def displacement_by_month(
    treated: ArrayLike,
    control: ArrayLike,
    start: int,
    *,
    buffer: ArrayLike | None = None,
    buffer_control: ArrayLike | None = None,
    area_weights: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0),
    level: float = 0.95,
) -> Displacement:
    """
    `weighted_displacement` from monthly counts, with the unevenness of the months measured and counted in.

    Arrays of the same months, oldest first; `start`: the position of the first month after. Where more months lie
    before than after (or fewer), the months before are brought to the length of those after, so that the answer is
    in crimes of the period after. Dispersion: that of each area's share of itself and its comparison, from month to
    month, both pairs pooled. Errors as there, and for arrays of other lengths.

    >>> found = displacement_by_month([9, 11, 10, 10, 4, 6], [20, 20, 19, 21, 21, 19], 4)
    >>> found.total.crimes
    -10.0
    """
    if (buffer is None) != (buffer_control is None):
        raise ValueError(ONE_BUFFER)
    pairs = [(treated, control)]
    if buffer is not None and buffer_control is not None:
        pairs.append((buffer, buffer_control))
    spreads = [share_dispersion(*pair, start) for pair in pairs]
    degrees = sum(spread[1] for spread in spreads)
    squares = sum(spread[0] * spread[1] for spread in spreads)
    before_after = [
        [BeforeAfter(float(x[:start].sum()), float(x[start:].sum())) for x in map(np.asarray, pair)] for pair in pairs
    ]
    months = np.asarray(treated).size
    return weighted_displacement(
        *before_after[0],
        buffer=before_after[1][0] if len(pairs) == 2 else None,
        buffer_control=before_after[1][1] if len(pairs) == 2 else None,
        time_weights=(start / (months - start), 1.0),
        area_weights=area_weights,
        # Months more even than chance allows are chance themselves.
        dispersion=max(squares / degrees, 1e-3) if degrees else 1.0,
        degrees=degrees,
        level=level,
    )


def displacement_quotient(
    treated: tuple[float, float], buffer: tuple[float, float], control: tuple[float, float]
) -> float | None:
    """
    The weighted displacement quotient: the buffer's change over the treated area's, both against the control.

    Above 0: the places around gained too; under 0: part of the gain moved there, all of it at −1. It has no error of
    its own and is wild where the treated area hardly changed: None there (a change under its own standard error), and
    never shown without `weighted_displacement` beside it. ValueError for an empty control.

    >>> round(displacement_quotient((207, 110), (178, 157), (308, 318)), 4)
    0.2582
    """
    if min(control) <= 0:
        raise ValueError("a comparison area without crime cannot be divided by")
    success = treated[1] / control[1] - treated[0] / control[0]
    variance = sum(t / c**2 + t**2 / c**3 for t, c in zip(treated, control, strict=True))
    if abs(success) <= np.sqrt(variance):
        return None
    return float((buffer[1] / control[1] - buffer[0] / control[0]) / success)


def detectable_difference(
    counts: ArrayLike, *, dispersion: float = 1.0, level: float = 0.95, power: float = 0.8
) -> float:
    """
    How many crimes fewer would be seen with chance `power`, for these counts (before and after, of all areas).

    >>> round(detectable_difference([50, 50, 50, 50], power=0.5), 1)
    27.7
    """
    from scipy.special import ndtri

    total = float(np.sum(counts))
    return float((ndtri((1 + level) / 2) + ndtri(power)) * np.sqrt(dispersion * total))


def _difference(crimes: float, error: float, degrees: int, level: float) -> Difference:
    from scipy.special import ndtr, ndtri, stdtr, stdtrit

    if error == 0:
        return Difference(crimes, 0.0, -np.inf, np.inf, 0.0, 1.0)
    at, z = (1 + level) / 2, crimes / error
    reach = float(stdtrit(degrees, at) if degrees else ndtri(at)) * error
    p = float(2 * (stdtr(degrees, -abs(z)) if degrees else ndtr(-abs(z))))
    return Difference(float(crimes), error, float(crimes - reach), float(crimes + reach), float(z), p)
