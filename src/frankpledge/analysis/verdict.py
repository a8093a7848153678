"""
Did it work? One plain sentence, from one rule fixed beforehand, with what would be needed where it cannot be told.

How often chance alone gives each answer is simulated in docs/methods/verdict.md.
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.differences import Differences, difference_in_differences
from frankpledge.analysis.displacement import Displacement, displacement_by_month, displacement_quotient
from frankpledge.analysis.interrupted import Interrupted, interrupted_series
from frankpledge.analysis.season import TooShort

Floats = NDArray[np.float64]
Answer = Literal["worked", "no evidence either way", "got worse", "cannot tell"]

MONTHS_BEFORE = 12  # a whole year, and enough to see whether the areas ran alike
MONTHS_AFTER = 6
WORTH_SEEING = 0.25  # a fall of a quarter: an evaluation that could not see one is silent, not negative
MOST_CRIMES_NEEDED = 200  # times as many: beyond that, say that it cannot be had


@dataclass(frozen=True)
class Verdict:
    """
    `answer` is one of four, `sentence` says it in plain words with the numbers. `needed`: what would let one tell;
    empty where it can be told. `detectable_fall`: the smallest fall, as a share, that these counts would have shown
    with 80 % chance; None where that was not reached. The workings: `differences` and `displacement` with a comparison
    area, `quotient` beside them where there are buffers, `series` without one. `compared`: the positions of the months
    that the change is of; with a comparison area and under a year after, fewer than there are.
    """

    answer: Answer
    sentence: str
    needed: str
    detectable_fall: float | None
    differences: Differences | None = None
    displacement: Displacement | None = None
    quotient: float | None = None
    series: Interrupted | None = None
    compared: tuple[int, ...] = ()


def did_it_work(
    treated: ArrayLike,
    start: int,
    *,
    control: ArrayLike | None = None,
    buffer: ArrayLike | None = None,
    buffer_control: ArrayLike | None = None,
    days: ArrayLike | None = None,
    worth_seeing: float = WORTH_SEEING,
    what: str = "crime",
    level: float = 0.95,
) -> Verdict:
    """
    Judge what began at `start` by the crimes of the area where it was done.

    `treated`: monthly counts, oldest first; `start`: the position of the first month after. `control`: an area like
    it where nothing was done; several are added up. `buffer`, `buffer_control`: the places around each, to which crime
    may have moved. `days`: of each month, needed only without a control. `worth_seeing`: the fall that would matter,
    as a share. `what` was counted, as the sentence is to call it: "robbery". The rule, in this order:

    1. Fewer than 12 months before or 6 after (24 and 12 without a control): cannot tell.
    2. The areas were already drifting apart before (p under 1 − level): cannot tell.
    3. The treated area changed against its control, beyond chance. Up: got worse. Down: worked, if the difference in
       crimes points down too, and, where there are buffers, the total weighted displacement difference is under 0
       beyond chance. Else: cannot tell.
    4. Within chance: no evidence either way, if a fall worth seeing would have been seen with 80 % chance; else
       cannot tell.

    Under 12 months after, only the same calendar months before are compared with them, so that a season which the two
    areas do not share is no effect; the drift is still sought in all.
    Raises ValueError for series of different lengths, bad counts, a start outside them, or a buffer without its own
    control.

    >>> random = np.random.default_rng(2)
    >>> treated = random.poisson(np.repeat([60, 40], [24, 12]))
    >>> found = did_it_work(treated, 24, control=random.poisson(90, 36))
    >>> found.answer
    'worked'
    >>> print(found.sentence)
    It worked: crime fell by 34% against the comparison area (95% interval 23% to 43%), more than chance would do.
    """
    if not 0.0 < worth_seeing < 1.0:
        raise ValueError(
            f"A fall worth seeing is a share between 0 and 1, for example 0.25: this one is {worth_seeing}"
        )
    months = np.asarray(treated).size
    if not 0 < start < months:
        raise ValueError("at least one month has to lie before the start, and one after")
    if control is None:
        if buffer is not None or buffer_control is not None:
            raise ValueError("places around the treated area are judged beside a comparison area: give that too")
        if days is None:
            raise ValueError("without a comparison area each month needs its number of days")
        return _by_series(treated, days, start, worth_seeing, what, level)
    given = [None if series is None else _of(series, months) for series in (treated, control, buffer, buffer_control)]
    return _by_control(given, start, worth_seeing, what, level)


def _by_control(given: list[Floats | None], start: int, worth_seeing: float, what: str, level: float) -> Verdict:
    treated, control = given[0], given[1]
    assert treated is not None  # these two were asked for
    assert control is not None
    months = len(treated)
    drift = difference_in_differences(treated, control, start, level=level).pre_trend
    kept = _same_months(months, start)
    before = int((kept < start).sum())
    ours, other, around, around_other = (None if series is None else series[kept] for series in given)
    assert ours is not None
    assert other is not None
    found = replace(difference_in_differences(ours, other, before, level=level), pre_trend=drift)
    moved = displacement_by_month(ours, other, before, buffer=around, buffer_control=around_other, level=level)
    quotient = None
    if around is not None and min(found.control) > 0:
        quotient = displacement_quotient(
            found.treated, (float(around[:before].sum()), float(around[before:].sum())), found.control
        )
    fall = 1.0 - found.detectable if found.detectable > 0 else None
    answer, sentence, needed = _judged(found, moved, start, months - start, fall, worth_seeing, what)
    return Verdict(
        answer, sentence, needed, fall, differences=found, displacement=moved, quotient=quotient,
        compared=tuple(kept.tolist()),
    )  # fmt: skip


def _of(series: ArrayLike, months: int) -> Floats:
    counts = np.asarray(series, dtype=np.float64)
    if counts.shape != (months,):
        raise ValueError("all areas need counts of the same months")
    return counts


def _same_months(months: int, start: int) -> NDArray[np.intp]:
    """Positions to compare: all, or under a year after, those before that are the same calendar months."""
    position = np.arange(months)
    if start < MONTHS_BEFORE:  # too short to be judged: there may be no such months
        return position
    after = set((position[start:] % 12).tolist())
    return np.flatnonzero((position >= start) | np.isin(position % 12, list(after)))


def _judged(
    found: Differences, moved: Displacement, before: int, after: int, fall: float | None, worth_seeing: float, what: str
) -> tuple[Answer, str, str]:
    if before < MONTHS_BEFORE or after < MONTHS_AFTER:
        return (
            "cannot tell",
            f"Too early or too short to tell: there are {_months(before)} before and {after} after.",
            f"{MONTHS_BEFORE} months before and {MONTHS_AFTER} after are needed.",
        )
    drift = found.pre_trend
    if drift is not None and drift.p < 1.0 - found.level:
        way = "rose" if drift.per_year > 1 else "fell"
        return (
            "cannot tell",
            f"It cannot be told: {what} {way} against the comparison area already before the start.",
            "A comparison area that ran alike before is needed.",
        )
    change, interval = _change(found.ratio), _interval(found.low, found.high, found.level)
    if found.low > 1.0:
        return (
            "got worse",
            f"It got worse: {what} {change} against the comparison area ({interval}), more than chance would do.",
            "",
        )
    if found.high < 1.0:
        return _fell(moved, change, interval, what)
    return _within_chance(found, change, interval, fall, worth_seeing, what)


def _fell(moved: Displacement, change: str, interval: str, what: str) -> tuple[Answer, str, str]:
    said = f"{what} {change} against the comparison area ({interval})"
    if moved.treated.crimes >= 0:
        return (
            "cannot tell",
            f"It cannot be told: {said} in proportion, but not in number of crimes, because the two areas differ in "
            "level.",
            "A comparison area with a level of crime nearer to the treated area's is needed.",
        )
    if moved.buffer is not None and moved.total.high >= 0:
        rose = moved.buffer.low > 0
        where = (
            "the places around rose" if rose else "with the places around, where it may have gone, chance could do it"
        )
        return (
            "cannot tell",
            f"It cannot be told: {said}, but {where}.",
            "A longer time after, or places around with more crime, would show whether crime moved.",
        )
    around = ""
    if moved.buffer is not None:
        around = f" With the places around counted in there were {-moved.total.crimes:,.0f} crimes fewer than expected."
    return "worked", f"It worked: {said}, more than chance would do.{around}", ""


def _within_chance(
    found: Differences, change: str, interval: str, fall: float | None, worth_seeing: float, what: str
) -> tuple[Answer, str, str]:
    said = f"{what} {change} against the comparison area ({interval}), which chance could do"
    if fall is not None and fall <= worth_seeing:
        return (
            "no evidence either way",
            f"There is no evidence either way: {said}. A fall of {fall:.0%} or more would have been seen.",
            "",
        )
    seen = f"only a fall of {fall:.0%} or more would have been seen" if fall else "no fall at all would have been seen"
    times = _times_needed(found, worth_seeing)
    if times is None or times > MOST_CRIMES_NEEDED:
        needed = f"The numbers here are too small to see a fall of {worth_seeing:.0%}."
    else:
        needed = (
            f"To see a fall of {worth_seeing:.0%}, about {times:,.1f} times as many crimes are needed: "
            "a longer time before and after, or more areas that had the same."
        )
    return "cannot tell", f"It cannot be told: {said}, and {seen} with these counts.", needed


def _times_needed(found: Differences, worth_seeing: float) -> float | None:
    """How many times as many crimes, in all four counts, would show the fall with 80 % chance."""
    from scipy.special import ndtri

    t0, (c0, c1) = found.treated[0], found.control
    if min(t0, c0, c1) <= 0:
        return None
    spread = 1 / t0 + 1 / c0 + 1 / c1 + 1 / (t0 * c1 / c0 * (1 - worth_seeing))
    wanted = -np.log(1 - worth_seeing) / (ndtri((1 + found.level) / 2) + ndtri(0.8))
    return max(1.1, ceil(10 * float(max(found.dispersion, 1.0) * spread / wanted**2)) / 10)


def _by_series(
    treated: ArrayLike, days: ArrayLike, start: int, worth_seeing: float, what: str, level: float
) -> Verdict:
    try:
        series = interrupted_series(treated, days, start, level=level)
    except TooShort as short:
        sentence = "It cannot be told: there is no comparison area, and the series is too short to stand alone."
        return Verdict("cannot tell", sentence, f"A comparison area, or {short.needed} months (24 before).", None)
    step = series.step
    assert step is not None  # the impact is a step
    from scipy.special import stdtrit

    reach = float(stdtrit(series.degrees, (1 + level) / 2) + stdtrit(series.degrees, 0.8))
    fall = 1.0 - float(np.exp(-reach * step.standard_error))
    said = f"{what} {_change(step.ratio)} against its own trend and season ({_interval(step.low, step.high, level)})"
    alone = "Without a comparison area, anything else that began at the same time would look the same."
    if step.low > 1.0:
        return Verdict("got worse", f"It got worse: {said}. {alone}", "", fall, series=series)
    if step.high < 1.0:
        return Verdict("worked", f"It worked, as far as one area can show: {said}. {alone}", "", fall, series=series)
    if fall <= worth_seeing:
        seen = f"A fall of {fall:.0%} or more would have been seen."
        sentence = f"There is no evidence either way: {said}, which chance could do. {seen}"
        return Verdict("no evidence either way", sentence, "", fall, series=series)
    sentence = (
        f"It cannot be told: {said}, which chance could do, and only a fall of {fall:.0%} or more would have been seen."
    )
    return Verdict("cannot tell", sentence, "A comparison area or a longer series is needed.", fall, series=series)


def _change(ratio: float) -> str:
    if round(100 * ratio) == 100:
        return "stayed the same"
    return f"fell by {1 - ratio:.0%}" if ratio < 1 else f"rose by {ratio - 1:.0%}"


def _interval(low: float, high: float, level: float) -> str:
    def end(ratio: float) -> str:
        return f"a fall of {1 - ratio:.0%}" if ratio < 1 else f"a rise of {ratio - 1:.0%}"

    if not np.isfinite(high):
        return f"{level:.0%} interval {end(low)} or anything above"
    if high < 1:
        return f"{level:.0%} interval {1 - high:.0%} to {1 - low:.0%}"
    if low > 1:
        return f"{level:.0%} interval {low - 1:.0%} to {high - 1:.0%}"
    return f"{level:.0%} interval {end(low)} to {end(high)}"


def _months(number: int) -> str:
    return f"{number} month" if number == 1 else f"{number} months"
