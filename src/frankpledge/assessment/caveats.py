"""What to beware of, said the same way wherever a figure rests on it."""

from collections.abc import Sequence

from frankpledge.assessment.period import join, spell
from frankpledge.counted import counted, verb
from frankpledge.month import Month

ROWS = (
    "Counts are rows of the files that police forces publish on data.police.uk. A few crimes have more than one row. "
    "They are not the Home Office statistics of recorded crime: fraud, for one, is left out."
)
RECORDED = "Only what was reported and recorded is counted. A change may be a change in reporting or recording."
RESIDENTS = (
    "Rates are for the people who live here. Where many people come to work, shop or go out, "
    "the rate says more about the place than about the risk to residents."
)
ASB = (
    "Anti-social behaviour is a count of incidents, not of crimes, and is never added to crime. "
    "Some incidents are also recorded as a crime."
)
STATED_LSOA = "A row counts for an area by the LSOA that the publisher states; map points are moved to protect people."
OUTCOMES_YOUNG = (
    "Outcomes take months to arrive. Crimes of the latest months are more often still under investigation, "
    "and their outcomes will change."
)
MANY_TESTS = (
    "Many changes were tested at once. The chance given allows for that (false discovery rate, Benjamini and Hochberg)."
)


def months_missing(missing: Sequence[Month], force_names: Sequence[str]) -> str:
    """
    >>> months_missing([Month.parse("2025-07")], ["Thames Valley Police"])
    'July 2025 is not held: no whole file from Thames Valley Police. It is left out, not counted as zero.'
    """
    verb, pronoun = ("is", "It is") if len(missing) == 1 else ("are", "They are")
    return (
        f"{spell(missing)} {verb} not held: no whole file from {' or '.join(force_names)}. "
        f"{pronoun} left out, not counted as zero."
    )


def unplaced(rows: int, force_names: Sequence[str]) -> str:
    return (
        f"{counted(rows, 'row')} of {join(force_names)} in these months {verb(rows, 'has', 'have')} no location. "
        f"{verb(rows, 'It belongs', 'They belong')} to the force and to no smaller area, so counts here may be a little low."
    )


def older_codes(whole: int, partly: int) -> str:
    """Of rows stated for LSOAs of 2011: `whole` in LSOAs that lie in the area, `partly` in those that lie partly in it."""
    said = []
    if whole:
        said.append(
            f"{counted(whole, 'row')} {verb(whole, 'is', 'are')} stated for LSOAs of 2011 that have no code of 2021. "
            f"{verb(whole, 'It is', 'They are')} in the counts of the whole "
            "area, and in no map or count of a smaller area."
        )
    if partly:
        said.append(
            f"{counted(partly, 'row')} {verb(partly, 'is', 'are')} stated for LSOAs of 2011 that lie only partly in the "
            f"area. {verb(partly, 'It is', 'They are')} not counted."
        )
    return " ".join(said)
