"""Whether a measure is where it should be: red only for a difference that chance would hardly make."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from frankpledge.analysis.change import compare_periods
from frankpledge.analysis.control import FEWEST_POINTS, ControlChart, u_prime, xmr
from frankpledge.analysis.intervals import poisson_interval, wilson_interval
from frankpledge.month import Month

ON_TARGET, AMBER, RED, WATCHED, NOTHING = "on_target", "amber", "red", "watched", "nothing"
LABELS = {
    ON_TARGET: "On target",
    AMBER: "Short of target",
    RED: "Off target",
    WATCHED: "Watched",
    NOTHING: "No figure yet",
}


SAID = {"milestone": {0: "not reached yet", 1: "reached"}, "words": {0: "not as hoped", 1: "partly", 2: "as hoped"}}


@dataclass(frozen=True)
class Read:
    """One month's newest figure; `base` is out of how many, where that is known."""

    month: Month
    value: float
    base: float | None = None


@dataclass(frozen=True)
class Judgement:
    """
    `state` is one of the five above, `words` its reason. `now` and `expected` are what was compared: the year so far
    beside the target's share of it for a count, else the newest figure beside the target.

    `parts` are the judgements by each target where two have to be met: then the state is the worse of the two.

    `chart` is over the unbroken run of months up to the newest; None where they are too few. `missing` are months
    between the first figure and the newest that have none.
    """

    state: str
    words: str
    now: float | None = None
    expected: float | None = None
    chart: ControlChart | None = None
    charted: tuple[Month, ...] = ()
    missing: tuple[Month, ...] = ()
    parts: tuple["Judgement", ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.state]


def judge(
    readings: Sequence[Read],
    *,
    polarity: str,
    unit: str,
    target: float | None,
    tolerance: float,
    first: Month,
    last_due: Month,
    second_target: float | None = None,
    profile: Sequence[float] = (),
) -> Judgement:
    """
    `readings` are in order of month. `first` is the plan year's first month; nothing after `last_due` was due yet.

    A count is added up over the months of the year so far. Its target's share of those months is that of the
    `profile` (a number for each month of the plan's year), else follows the year before, where that is whole, since
    crime has seasons; else each month has a twelfth. With a second target both have to be met.
    """
    if not readings:
        return Judgement(NOTHING, "No figure has been entered.")
    if second_target is not None and polarity != "watch":
        asked: dict[str, Any] = {
            "polarity": polarity, "unit": unit, "tolerance": tolerance, "first": first, "last_due": last_due,
            "profile": profile,
        }  # fmt: skip
        return _both([judge(readings, target=each, **asked) for each in (target, second_target)])
    run = _unbroken(readings)
    held = {read.month for read in readings}
    case = _Case(
        polarity,
        target if polarity != "watch" else None,
        tolerance,
        _chart(run, unit) if len(run) >= FEWEST_POINTS else None,
        tuple(read.month for read in run),
        tuple(month for month in readings[0].month.to(last_due) if month not in held),
        tuple(profile),
    )
    return (
        _count(readings, case, first)
        if unit == "count"
        else _level(readings[-1], case, "%" if unit == "percent" else "")
    )


@dataclass(frozen=True)
class _Case:
    """What is asked of a measure, and what goes with every answer."""

    polarity: str
    target: float | None
    tolerance: float
    chart: ControlChart | None
    charted: tuple[Month, ...]
    missing: tuple[Month, ...]
    profile: tuple[float, ...]

    def judged(self, state: str, words: str, now: float | None = None, expected: float | None = None) -> Judgement:
        return Judgement(state, words, now, expected, self.chart, self.charted, self.missing)

    def against(self, now: float, target: float, low: float, high: float, beside: str) -> Judgement:
        """`low` to `high` is where the level behind `now` probably lies: red only where the target is beyond it."""
        slack = abs(target) * self.tolerance / 100
        leeway = slack if self.polarity == "maintain" else 0.0
        bad_high = self.polarity in ("down", "ceiling", "maintain") and now > target + leeway
        bad_low = self.polarity in ("up", "maintain") and now < target - leeway
        if not bad_high and not bad_low:
            return self.judged(ON_TARGET, beside, now, target)
        beyond = low > target if bad_high else high < target
        if not beyond:
            return self.judged(AMBER, f"{beside} This difference could be chance.", now, target)
        if abs(now - target) <= slack:
            return self.judged(AMBER, f"{beside} This is within the tolerance of {self.tolerance:g}%.", now, target)
        return self.judged(RED, f"{beside} Chance would hardly make this difference.", now, target)


def _count(readings: Sequence[Read], case: _Case, first: Month) -> Judgement:
    by_month = {read.month: read.value for read in readings}
    months = [read.month for read in readings if read.month >= first]
    if not months:
        return case.judged(WATCHED, "No figure of the plan’s year yet.")
    now = sum(by_month[month] for month in months)
    if case.target is None:
        return case.judged(WATCHED, _year_before(by_month, months), now)
    expected = case.target * _share(by_month, months, first, case.profile)
    dispersion = max(1.0, case.chart.dispersion**2) if case.chart else 1.0
    spread = poisson_interval(now / dispersion)
    many = f"{len(months)} month{'s' if len(months) > 1 else ''}"
    beside = f"{now:,.0f} in {many}; the target’s share of them is {expected:,.0f}."
    return case.against(now, expected, spread.low * dispersion, spread.high * dispersion, beside)


def _level(newest: Read, case: _Case, sign: str) -> Judgement:
    if case.target is None:
        return case.judged(WATCHED, f"{newest.value:,.4g}{sign} in {newest.month.label}.", newest.value)
    beside = f"{newest.value:,.4g}{sign} in {newest.month.label}; the target is {case.target:,.4g}{sign}."
    if newest.base:
        share = wilson_interval(round(newest.value / 100 * newest.base), round(newest.base))
        return case.against(newest.value, case.target, share.low * 100, share.high * 100, beside)
    if case.chart is None:
        beside += f" {FEWEST_POINTS} unbroken figures are needed to tell a change from chance."
        return case.against(newest.value, case.target, -np.inf, np.inf, beside)
    half = float(case.chart.upper[-1] - case.chart.centre)
    return case.against(newest.value, case.target, newest.value - half, newest.value + half, beside)


def _both(parts: Sequence[Judgement]) -> Judgement:
    """The worse of the two decides; what each says stays."""
    worst = next((state for state in (RED, AMBER) if any(part.state == state for part in parts)), parts[0].state)
    met = sum(part.state == ON_TARGET for part in parts)
    opening = {0: "Neither of its two targets is met.", 1: "One of its two targets is met.", 2: "Both targets are met."}
    words = " ".join([opening[met], *(part.words for part in parts)])
    return replace(parts[0], state=worst, words=words, parts=tuple(parts))


def judge_milestone(readings: Sequence[Read], reach_by: date | None, today: date) -> Judgement:
    """A milestone: reached, not yet, or late. Chance has no part in it."""
    if readings and readings[-1].value:
        return Judgement(ON_TARGET, f"Reached by {readings[-1].month.label}.", 1, 1)
    if reach_by is None:
        return Judgement(WATCHED if readings else NOTHING, "Not reached yet, and no day is set for it.", 0, 1)
    by = f"{reach_by.day} {reach_by:%B %Y}"
    if reach_by < today:
        return Judgement(RED, f"Not reached. It was to be by {by}.", 0, 1)
    return Judgement(WATCHED, f"Not reached yet. It is to be by {by}.", 0, 1)


def judge_words(readings: Sequence[Read], said: str) -> Judgement:
    """What people judged where nothing can be counted; `said` are the newest words."""
    if not readings:
        return Judgement(NOTHING, "Nobody has judged it yet.")
    state = {2: ON_TARGET, 1: AMBER}.get(int(readings[-1].value), RED)
    told = f"{shown(readings[-1].value, 'words').capitalize()}, as judged in {readings[-1].month.label}."
    return Judgement(state, f"{told} {said}".strip(), readings[-1].value, 2)


def shown(value: float, unit: str) -> str:
    """
    A value as people read it.

    >>> shown(1, "milestone"), shown(0, "words"), shown(12.5, "percent"), shown(1234, "count")
    ('reached', 'not as hoped', '12.5%', '1,234')
    """
    if unit in SAID:
        return SAID[unit].get(int(value), "not known")
    return f"{value:,.4g}%" if unit == "percent" else f"{value:,g}"


def _share(by_month: dict[Month, float], months: list[Month], first: Month, profile: tuple[float, ...]) -> float:
    """The part of a year that these months have: by the profile, or by the twelve months before the first of them."""
    if sum(profile) > 0:
        return sum(profile[(month.index - first.index) % 12] for month in months) / sum(profile)
    before = [by_month.get(months[0].minus(back)) for back in range(12, 0, -1)]
    if any(value is None for value in before):
        return len(months) / 12
    whole = sum(value for value in before if value is not None)
    return sum(by_month[month.minus(12)] for month in months) / whole if whole else len(months) / 12


def _year_before(by_month: dict[Month, float], months: list[Month]) -> str:
    pairs = [(by_month[month.minus(12)], by_month[month]) for month in months if month.minus(12) in by_month]
    if len(pairs) < 2:
        return "There is no year before to compare with."
    before, after = (np.array(side) for side in zip(*pairs, strict=True))
    change = compare_periods(before, after)
    chance = "This could be chance." if change.low <= 1 <= change.high else "Chance would hardly make this difference."
    return f"{after.sum():,.0f} in {len(pairs)} months, {before.sum():,.0f} in the same months a year before. {chance}"


def _unbroken(readings: Sequence[Read]) -> list[Read]:
    """The readings from the last gap on."""
    run = [readings[-1]]
    for read in reversed(readings[:-1]):
        if read.month != run[0].month.minus(1):
            break
        run.insert(0, read)
    return run


def _chart(run: list[Read], unit: str) -> ControlChart:
    values = np.array([read.value for read in run])
    baseline = min(24, len(run))
    if unit == "count":
        return u_prime(values, np.array([read.month.days for read in run]), baseline=baseline)
    return xmr(values, baseline=baseline)
