"""Shares of those who answered a survey: weighted, with an interval only where those who answered are a sample."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.intervals import wilson_interval
from frankpledge.analysis.raking import design_effect

NOT_A_SAMPLE = "anybody could answer, so those who did are not a sample and chance alone is not what could mislead"
NOBODY = "nobody answered this"


class NotTheSameQuestion(ValueError):
    """Two shares that answer different questions, or different wordings of one, are not compared."""


@dataclass(frozen=True)
class SurveyShare:
    """
    `count` of `base` gave this answer (people, unweighted); `percent` (0-100) is weighted. None of an empty base.

    `low`, `high`: percent, Wilson's on the effective base; None where `no_interval` says why. `standard_error`: in
    percentage points, linearised; None with the interval, and of a single answer. `effective_base`: base / Kish's
    design effect.
    """

    answer: str
    count: int
    base: int
    percent: float | None
    low: float | None
    high: float | None
    no_interval: str
    standard_error: float | None
    design_effect: float
    effective_base: float
    question: str = ""
    wording: str = ""
    level: float = 0.95


@dataclass(frozen=True)
class YearDifference:
    """`points`: percentage points by which `after` is above `before`; with ends only where both are samples."""

    before: SurveyShare
    after: SurveyShare
    points: float | None
    low: float | None
    high: float | None
    no_interval: str

    @property
    def could_be_chance(self) -> bool | None:
        """Whether the interval holds 0; None where there is no interval."""
        return None if self.low is None or self.high is None else self.low <= 0.0 <= self.high


def weighted_share(
    gave: ArrayLike,
    *,
    sample: bool,
    asked: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    raked_on: Mapping[str, Sequence[str | None]] | None = None,
    answer: str = "",
    question: str = "",
    wording: str = "",
    level: float = 0.95,
) -> SurveyShare:
    """
    The share who gave an answer, of those who were asked and answered.

    `gave` [n]: whether each did. `asked` [n]: who counts in the base (routed to the question, and answered it); all
    if None. `weights` [n], as from `rake`. `sample`: whether those who answered were drawn by chance; an open
    consultation was not, and gets no interval. Weights cannot mend that.

    The interval is Wilson's on base / Kish's design effect of the weights in the base. It takes the weights as given:
    it allows for their unevenness, not for what raking gains where the margins explain the answer, nor for answers
    that come in lumps, nor for who did not answer. `standard_error` is the linearised one for a with-replacement
    sample, as R's svymean; given `raked_on` (the answers that `rake` was given), with raking taken into account
    (residuals on the margins; trimming and unequal `start` weights are not). Raises ValueError for shapes that differ.

    Source: Kish (1965); Wilson (1927); Korn & Graubard (1998), Survey Methodology 24, 193-201; Deville, Särndal &
    Sautory (1993), JASA 88, 1013-1020 (raking).

    >>> found = weighted_share([1, 1, 0, 0, 0, 1, 0, 0], sample=True, weights=[2, 1, 1, 1, 1, 2, 1, 1])
    >>> found.count, found.base, found.percent, round(found.low, 1), round(found.high, 1)
    (3, 8, 50.0, 20.4, 79.6)
    >>> weighted_share([True, False], sample=False).low is None
    True
    """
    y = _flags(gave)
    who = np.ones(len(y), dtype=bool) if asked is None else _flags(asked)
    w = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=np.float64)
    if who.shape != y.shape or w.shape != y.shape or not np.all(np.isfinite(w)) or np.any(w < 0):
        raise ValueError("Each of those who answered needs one answer, and one weight of 0 or more")
    base, count, total = int(who.sum()), int((y & who).sum()), float(w[who].sum())
    if base == 0 or total == 0:
        return SurveyShare(answer, 0, base, None, None, None, NOBODY, None, 1.0, 0.0, question, wording, level)
    part = float(w[y & who].sum()) / total
    effect = design_effect(w[who])
    low = high = error = None
    if sample:
        size = base / effect
        ends = wilson_interval(min(part, 1.0) * size, size, level=level)
        low, high = 100.0 * ends.low, 100.0 * ends.high
        error = 100.0 * linearised_error(y, who, w, raked_on=raked_on) if len(y) > 1 else None
    return SurveyShare(
        answer, count, base, 100.0 * part, low, high, "" if sample else NOT_A_SAMPLE, error,
        effect, base / effect, question, wording, level,
    )  # fmt: skip


def answer_shares(
    answers: Sequence[str | None],
    options: Sequence[str],
    *,
    sample: bool,
    weights: ArrayLike | None = None,
    raked_on: Mapping[str, Sequence[str | None]] | None = None,
    question: str = "",
    wording: str = "",
    level: float = 0.95,
) -> tuple[SurveyShare, ...]:
    """
    The share of each option of a question with one answer, in the order given; None: not asked, or not answered.

    Raises ValueError for an answer that is no option: it would be in the base and in no share.

    >>> [(one.answer, one.percent) for one in answer_shares(["yes", "no", None, "no"], ["yes", "no"], sample=False)]
    [('yes', 33.33333333333333), ('no', 66.66666666666666)]
    """
    unknown = sorted({one for one in answers if one is not None} - set(options))
    if unknown:
        raise ValueError(f"No options of this question: {', '.join(unknown)}")
    asked = np.array([one is not None for one in answers], dtype=bool)
    return tuple(
        weighted_share(
            np.array([one == option for one in answers], dtype=bool),
            sample=sample,
            asked=asked,
            weights=weights,
            raked_on=raked_on,
            answer=option,
            question=question,
            wording=wording,
            level=level,
        )
        for option in options
    )


def combined_share(
    answers: Sequence[str | None],
    either: Collection[str],
    *,
    sample: bool,
    weights: ArrayLike | None = None,
    answer: str = "",
    question: str = "",
    wording: str = "",
    level: float = 0.95,
) -> SurveyShare:
    """
    The share who gave any of several answers (a very or a fairly big problem), of those who answered.

    >>> combined_share(["very big", "not", "fairly big", None], {"very big", "fairly big"}, sample=False).percent
    66.66666666666666
    """
    return weighted_share(
        np.array([one in either for one in answers], dtype=bool),
        sample=sample,
        asked=np.array([one is not None for one in answers], dtype=bool),
        weights=weights,
        answer=answer,
        question=question,
        wording=wording,
        level=level,
    )


def multi_response_shares(
    ticked: Sequence[Collection[str] | None],
    options: Sequence[str],
    *,
    sample: bool,
    weights: ArrayLike | None = None,
    question: str = "",
    wording: str = "",
    level: float = 0.95,
) -> tuple[SurveyShare, ...]:
    """
    The share of people who ticked each option, where each may tick several: they add up to more than 100.

    `ticked`: what each ticked; None: not asked, or passed over. An empty collection is an answer (none of these), and
    is in the base. Raises ValueError for a tick that is no option.

    >>> found = multi_response_shares([{"letter", "text"}, {"text"}, set(), None], ["letter", "text"], sample=False)
    >>> [(one.answer, one.count, one.base) for one in found]
    [('letter', 1, 3), ('text', 2, 3)]
    """
    unknown = sorted({tick for one in ticked if one is not None for tick in one} - set(options))
    if unknown:
        raise ValueError(f"No options of this question: {', '.join(unknown)}")
    asked = np.array([one is not None for one in ticked], dtype=bool)
    return tuple(
        weighted_share(
            np.array([one is not None and option in one for one in ticked], dtype=bool),
            sample=sample,
            asked=asked,
            weights=weights,
            answer=option,
            question=question,
            wording=wording,
            level=level,
        )
        for option in options
    )


def compare_years(before: SurveyShare, after: SurveyShare) -> YearDifference:
    """
    By how many percentage points a share moved from one survey to the next.

    Both must be of one question code, one version of its wording and one answer, else NotTheSameQuestion. An interval
    (Newcombe's, of the two Wilson intervals) is given only where both were samples, of different people as far as is
    known; otherwise the plain difference and the reason.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    >>> last = weighted_share([1] * 48 + [0] * 32, sample=True, question="SAFE-DAY", wording="1")
    >>> this = weighted_share([1] * 56 + [0] * 14, sample=True, question="SAFE-DAY", wording="1")
    >>> moved = compare_years(last, this)
    >>> round(moved.points, 1), round(moved.low, 1), round(moved.high, 1)
    (20.0, 5.2, 33.4)
    """
    if not before.question or before.question != after.question:
        raise NotTheSameQuestion("The two shares do not answer one question")
    if before.wording != after.wording:
        raise NotTheSameQuestion("The wording changed between the two, so a difference may be the wording’s")
    if before.answer != after.answer or before.level != after.level:
        raise NotTheSameQuestion("The two shares are of different answers, or at different levels")
    points, low, high = newcombe(before, after)
    reason = "" if low is not None else before.no_interval or after.no_interval
    return YearDifference(before, after, points, low, high, reason)


def newcombe(before: SurveyShare, after: SurveyShare) -> tuple[float | None, float | None, float | None]:
    """Points, low and high of `after` less `before`, two separate sets of people; None where there is none."""
    if before.percent is None or after.percent is None:
        return None, None, None
    points = after.percent - before.percent
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return points, None, None
    low = points - sqrt((after.percent - after.low) ** 2 + (before.high - before.percent) ** 2)
    high = points + sqrt((after.high - after.percent) ** 2 + (before.percent - before.low) ** 2)
    return points, low, high


def linearised_error(
    gave: ArrayLike,
    asked: ArrayLike,
    weights: ArrayLike,
    *,
    raked_on: Mapping[str, Sequence[str | None]] | None = None,
) -> float:
    """
    The linearised (Taylor) standard error of a weighted share of a part of the sample; a share, not percent.

    Of a ratio of two weighted totals, with replacement. With `raked_on`, each deviation is first freed of what the
    margins explain (residuals of least squares on their categories). NaN for fewer than two answers.

    >>> round(linearised_error([1, 0, 0, 1], [1, 1, 1, 1], [1, 1, 1, 3]), 4)
    0.2722
    """
    y, who, w = _flags(gave), _flags(asked), np.asarray(weights, dtype=np.float64)
    n, total = len(y), float(w[who].sum())
    if n < 2 or total <= 0:
        return float("nan")
    off = np.where(who, y - float(w[y & who].sum()) / total, 0.0)
    if raked_on:
        columns = [
            np.array([one == category for one in given], dtype=np.float64)
            for given in raked_on.values()
            for category in dict.fromkeys(given)
        ]
        design = np.column_stack(columns)
        off = off - design @ np.linalg.lstsq(design, off, rcond=None)[0]
    return sqrt(n / (n - 1) * float(np.sum((w * off) ** 2))) / total


def _flags(given: ArrayLike) -> NDArray[np.bool_]:
    flags = np.asarray(given)
    if flags.ndim != 1 or not (flags.dtype == bool or np.all((flags == 0) | (flags == 1))):
        raise ValueError("Yes or no is needed for each of those who answered")
    return np.asarray(flags, dtype=bool)
