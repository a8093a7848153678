"""A part of a whole, with the range in which the true share could lie."""

from dataclasses import dataclass

from frankpledge.analysis.intervals import wilson_interval


@dataclass(frozen=True)
class Share:
    """`percent` of `whole`, 0 to 100, with its 95% interval."""

    part: int
    whole: int
    percent: float
    low: float
    high: float


def share(part: int, whole: int, *, level: float = 0.95) -> Share | None:
    """
    `part` of `whole` as a percentage with Wilson's interval; None where the whole is 0.

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    >>> found = share(20, 80)
    >>> found.percent, round(found.low, 1), round(found.high, 1)
    (25.0, 16.8, 35.5)
    """
    if not whole:
        return None
    interval = wilson_interval(part, whole, level=level)
    return Share(part, whole, 100 * part / whole, 100 * interval.low, 100 * interval.high)
