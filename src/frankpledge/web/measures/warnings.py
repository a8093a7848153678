"""Measures that contradict each other or themselves, as a reader would notice."""

from collections.abc import Iterable

from frankpledge.web.measures.queries import Measured

# Where people are to report more, recorded counts of the same thing rise when it succeeds.
REPORTED = ("report", "referral", "disclos", "come forward")

# What people report, in words that measures use, by the crime type under which it is mostly recorded.
RECORDED_AS = {
    "Violence and sexual offences": ("abuse", "violen", "sexual", "rape", "assault", "harass", "stalk", "hate"),
    "Public order": ("hate", "racist", "disorder"),
    "Anti-social behaviour": ("anti-social", "asb", "nuisance"),
    "all": ("crime", "abuse", "violen", "hate", "scam"),
}


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
    found += _cut_beside_reporting(every)
    for each in every:
        definition, polarity = each.definition, each.measure.polarity
        if polarity == "watch" and definition.target is not None:
            found.append(f"“{each.measure}” is watched only, but has a target.")
        if each.measure.unit == "milestone" and definition.reach_by is None:
            found.append(f"“{each.measure}” is a milestone without a day: nobody can tell whether it is late.")
        uncounted = each.measure.unit in ("milestone", "words")
        if polarity != "watch" and definition.target is None and not uncounted:
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


def _cut_beside_reporting(every: list[Measured]) -> list[str]:
    """Recorded crime that is to fall while people are to report more of what it counts, whatever the priority."""
    found = []
    falling = [each for each in every if each.measure.polarity in ("down", "ceiling") and each.definition.crime_type]
    for more in every:
        about = f"{more.measure.title} {more.definition.numerator}".casefold()
        for less in falling:
            same = any(word in about for word in RECORDED_AS.get(less.definition.crime_type, ()))
            twice = more.measure.polarity == "up" and more.definition.crime_type == less.definition.crime_type
            if twice:
                found.append(f"“{more.measure}” is to rise and “{less.measure}” to fall, and both count the same rows.")
            elif (
                more.measure.polarity == "up"
                and same
                and any(word in about for word in REPORTED)
                and more.measure.chapter_id != less.measure.chapter_id
            ):
                found.append(
                    f"“{more.measure}” is to rise and “{less.measure}” to fall: what is reported of the first is recorded in "
                    "the second, so the one may undo the other."
                )
    return found
