"""Measures that contradict each other or themselves, as a reader would notice."""

from collections.abc import Iterable

from frankpledge.web.measures.queries import Measured

# Where people are to report more, recorded counts of the same thing rise when it succeeds.
REPORTED = ("report", "referral", "disclos", "come forward")


def warnings(measured: Iterable[Measured]) -> list[str]:
    """Each in a sentence; none where nothing is amiss."""
    every = list(measured)
    found = []
    rising = [
        each
        for each in every
        if each.measure.polarity == "up"
        and any(word in f"{each.measure.title} {each.definition.numerator}".casefold() for word in REPORTED)
    ]
    for more in rising:
        for less in every:
            if less.measure.polarity in ("down", "ceiling") and less.measure.chapter_id == more.measure.chapter_id:
                found.append(
                    f"“{more.measure}” is to rise and “{less.measure}” to fall, under the same priority: "
                    "more reports are more recorded crimes, so the one may undo the other."
                )
    for each in every:
        definition, polarity = each.definition, each.measure.polarity
        if polarity == "watch" and definition.target is not None:
            found.append(f"“{each.measure}” is watched only, but has a target.")
        if polarity != "watch" and definition.target is None:
            found.append(f"“{each.measure}” has no target: nobody can tell whether it was reached.")
        if definition.target is not None and definition.baseline is not None:
            wrong_way = (polarity == "down" and definition.target > definition.baseline) or (
                polarity == "up" and definition.target < definition.baseline
            )
            if wrong_way:
                found.append(
                    f"“{each.measure}”: the target of {definition.target:g} is on the wrong side of where it began, "
                    f"{definition.baseline:g}."
                )
        if each.measure.unit == "percent" and not definition.denominator:
            found.append(f"“{each.measure}” is a percentage, but does not say of what.")
    return found
