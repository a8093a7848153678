"""Counts and changes as plain sentences, said the same way everywhere."""

from collections.abc import Sequence

from frankpledge.analysis.change import Change
from frankpledge.assessment.period import spell
from frankpledge.assessment.strength import SMALL_BASE
from frankpledge.month import Month


def percent(value: float) -> str:
    """
    >>> percent(9.594), percent(-0.04), percent(131.2), percent(-7.75)
    ('9.6%', '0%', '131%', '−7.8%')
    """
    shown = f"{abs(value):.0f}" if abs(value) >= 100 else f"{abs(value):.1f}".removesuffix(".0")
    sign = "−" if value < 0 and shown != "0" else ""
    return f"{sign}{shown}%"


def moved(change: Change) -> str:
    """
    "rose from 271 to 297 (up 9.6%; …)" — a percentage only where both counts are 50 or more.
    """
    before, after = change.before, change.after
    if before == after:
        return f"stayed at {after:,}"
    verb = "rose" if after > before else "fell"
    if min(before, after) < SMALL_BASE or change.percent is None or change.percent_high is None:
        return f"{verb} from {before:,} to {after:,}"
    way = "up" if after > before else "down"
    return (
        f"{verb} from {before:,} to {after:,} ({way} {percent(abs(change.percent))}; the true change could be anywhere "
        f"from {_end(change.percent_low)} to {_end(change.percent_high)})"
    )


def _end(value: float) -> str:
    """
    An end of a range, never rounded to no change where it is not quite that.

    >>> _end(-0.02), _end(0.04), _end(-7.75)
    ('just under 0%', 'just over 0%', '−7.8%')
    """
    if value and percent(value) == "0%":
        return "just under 0%" if value < 0 else "just over 0%"
    return percent(value)


def chance(change: Change) -> str:
    """
    Whether it could be chance, as a sentence of its own.
    """
    if change.before == change.after:
        return ""
    if not change.can_tell:
        return "Whether chance could make such a change cannot be told from one month in each year."
    if change.could_be_chance and change.p < 1 - change.level:
        return (
            "Looked at alone this change would be more than chance; among all the changes looked at together, it could be "
            "chance."
        )
    if change.could_be_chance:
        return "A change this size could be chance."
    return "A change this size is more than chance would give."


def changed(title: str, change: Change, before: Sequence[Month], after: Sequence[Month]) -> str:
    said = f"{title} {moved(change)}, {spell(after)} against {spell(before)}."
    return f"{said} {chance(change)}".strip()


def counted(title: str, rows_are: str, count: int, held: Sequence[Month], change: Change | None) -> str:
    whose = "crime" if rows_are == "crimes" else "incident"
    many = f"{count:,} {whose if count == 1 else rows_are} recorded in {spell(held)}"
    if change is None:
        return f"{title}: {many}. No month of the year before is held, so no change is given."
    against = "Against the same months of the period before" if change.after == count else "In the months compared"
    return f"{title}: {many}. {against} it {moved(change)}. {chance(change)}".strip()
