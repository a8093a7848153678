"""Which months an assessment can honestly use, and how to say them."""

from collections.abc import Collection, Iterable, Sequence

from frankpledge.assessment.assessment import Period
from frankpledge.month import Month


class NothingToAssess(LookupError):
    """Not one month of the period is held; the message says which months are."""


def period_to(last: Month, months: int, held: Collection[Month]) -> Period:
    """
    The period of `months` months that ends with `last`, given the months `held` (of any year).

    A month is compared only where the month whole years earlier is held too. Raises ValueError for
    a period shorter than a month, and `NothingToAssess` where no month of it is held.
    """
    if months < 1:
        raise ValueError(f"a period has at least one month, not {months}")
    first = last.minus(months - 1)
    period = Period(first, last, tuple(month for month in first.to(last) if month in held), ())
    if not period.held:
        raise NothingToAssess(f"No month of {spell(period.asked)} is held.")
    compared = tuple(month for month in period.held if month.minus(period.step) in held)
    return Period(first, last, period.held, compared)


def earlier(period: Period) -> tuple[Month, ...]:
    """Every month of the earlier period, held or not."""
    return tuple(month.minus(period.step) for month in period.asked)


def spell(months: Sequence[Month]) -> str:
    """
    The months for people to read, runs joined, the year said once for each run of one year.

    >>> spell(Month.parse("2025-01").to(Month.parse("2025-12")))
    'January to December 2025'
    >>> spell([Month.parse("2024-12"), Month.parse("2025-01"), Month.parse("2025-07")])
    'December 2024 to January 2025 and July 2025'
    >>> spell([Month.parse("2024-12"), *Month.parse("2025-01").to(Month.parse("2025-06")), Month.parse("2025-08")])
    'December 2024 to June 2025 and August 2025'
    >>> spell([Month.parse("2025-02"), Month.parse("2025-04"), Month.parse("2025-05")])
    'February and April to May 2025'
    """
    runs = _runs(months)
    said = []
    for place, run in enumerate(runs):
        words = _spell_run(run)
        following = runs[place + 1] if place + 1 < len(runs) else None
        # "January to June and August to December 2025": the year once, where neighbouring runs share it.
        if following and run[0].year == run[-1].year == following[0].year == following[-1].year:
            words = words.removesuffix(f" {run[-1].year}")
        said.append(words)
    return join(said)


def join(words: Iterable[str]) -> str:
    """
    >>> join(["burglary", "robbery", "drugs"])
    'burglary, robbery and drugs'
    """
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def _runs(months: Sequence[Month]) -> list[list[Month]]:
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _spell_run(run: list[Month]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return first.label
    if first.year == last.year:
        return f"{first.label.split()[0]} to {last.label}"
    return f"{first.label} to {last.label}"
