"""What became of the crimes so far."""

import numpy as np

from frankpledge.analysis.shares import share
from frankpledge.archive import crimes
from frankpledge.assessment import caveats
from frankpledge.assessment.evidence import ANTI_SOCIAL, Evidence
from frankpledge.assessment.finding import Chart, Column, Figure, Finding, Series, Table
from frankpledge.assessment.period import spell
from frankpledge.assessment.strength import SMALL_BASE
from frankpledge.counted import counted

YOUNG_MONTHS = 6  # crimes younger than this are often still open
# The publisher's categories → groups that a reader can use. A new category is shown under its own name.
GROUPS = {
    "Under investigation": "Under investigation",
    "Status update unavailable": "Not known",
    "Investigation complete; no suspect identified": "No suspect identified",
    "Unable to prosecute suspect": "Suspect known, could not be prosecuted",
    "Awaiting court outcome": "Charged or before a court",
    "Court result unavailable": "Charged or before a court",
    "Suspect charged": "Charged or before a court",
    "Suspect charged as part of another case": "Charged or before a court",
    "Defendant found not guilty": "Charged or before a court",
    "Offender sent to prison": "Charged or before a court",
    "Offender given community sentence": "Charged or before a court",
    "Offender given suspended prison sentence": "Charged or before a court",
    "Offender fined": "Charged or before a court",
    "Offender ordered to pay compensation": "Charged or before a court",
    "Offender given conditional discharge": "Charged or before a court",
    "Offender given absolute discharge": "Charged or before a court",
    "Offender otherwise dealt with": "Charged or before a court",
    "Offender deprived of property": "Charged or before a court",
    "Offender given a caution": "Settled out of court",
    "Offender given a drugs possession warning": "Settled out of court",
    "Offender given penalty notice": "Settled out of court",
    "Local resolution": "Settled out of court",
    "Further investigation is not in the public interest": "Not in the public interest",
    "Further action is not in the public interest": "Not in the public interest",
    "Formal action is not in the public interest": "Not in the public interest",
    "Action to be taken by another organisation": "Passed to another organisation",
}
AT_COURT = "Charged or before a court"
NONE_GIVEN = "No outcome published"
LAST_SAID = (
    "An outcome is what the force last said when the file was published. Months from older files are less settled."
)


def findings(evidence: Evidence) -> list[Finding]:
    """One for all crime; anti-social behaviour has no outcomes."""
    held = evidence.period.held
    table = crimes.outcomes(evidence.snapshot, evidence.area.lsoas, held)
    table = table[table["crime_type"] != ANTI_SOCIAL]
    if table.empty:
        return []
    groups = table["outcome"].map(lambda said: GROUPS.get(said, said) if isinstance(said, str) else NONE_GIVEN)
    young = table["month_ix"] > evidence.period.last.minus(YOUNG_MONTHS).index
    total = table.groupby(groups)["n"].sum()
    settled = table[~young].groupby(groups[~young])["n"].sum()
    order = sorted(total.index, key=lambda group: (-int(total[group]), str(group)))
    everyone, older = int(total.sum()), int(settled.sum())
    figures: list[Figure] = []
    rows: list[tuple[object, ...]] = []
    for group in order:
        found = share(int(total[group]), everyone)
        before = share(int(settled.get(group, 0)), older)
        assert found is not None  # there are crimes
        name = "outcome_" + "_".join("".join(c if c.isalnum() else " " for c in str(group).lower()).split())
        figures.append(
            Figure(
                name,
                found.percent,
                "percent",
                f"of {counted(everyone, 'crime')} recorded in {spell(held)}",
                found.low,
                found.high,
            )
        )
        rows.append((str(group), int(total[group]), found.percent, None if before is None else before.percent))
    at_court, at_court_older = (int(numbers.get(AT_COURT, 0)) for numbers in (total, settled))
    verb = "is" if at_court == 1 else "are"
    said = [
        f"Of {counted(everyone, 'crime')} recorded in {spell(held)}, {_part(at_court, everyone)} {verb} so far charged or before a "
        "court."
    ]
    if older:
        said.append(
            f"Of the {older:,} recorded more than {YOUNG_MONTHS} months before the end, it is "
            f"{_part(at_court_older, older)}."
        )
    largest = order[0]
    said.append(f"The most common outcome is “{str(largest).lower()}” ({_part(int(total[largest]), everyone)}).")
    return [
        Finding(
            id="outcomes-all-crime",
            kind="outcomes",
            title="What became of the crimes",
            statement=" ".join(said),
            strength="moderate" if everyone >= SMALL_BASE else "weak",
            figures=tuple(figures),
            table=Table(
                "Crimes by latest outcome",
                (
                    Column("outcome", "Outcome"),
                    Column("count", "Crimes", "count"),
                    Column("percent", "Share of all", "percent"),
                    Column("percent_older", f"Share of those over {YOUNG_MONTHS} months old", "percent"),
                ),
                tuple(rows),
            ),
            charts=(
                Chart(
                    kind="bar",
                    title="Crimes by latest outcome",
                    description=f"The most common is {str(largest).lower()}, {int(total[largest]):,} of {everyone:,}.",
                    labels=tuple(str(group) for group in order),
                    series=(Series("Crimes", tuple(float(total[group]) for group in order)),),
                    x_label="Crimes",
                ),
            ),
            method="shares",
            caveats=(*evidence.caveats, caveats.OUTCOMES_YOUNG, LAST_SAID),
            provenance=evidence.provenance(rows_counted=int(np.int64(everyone)), months=held),
        )
    ]


def _part(number: int, whole: int) -> str:
    """
    A share of a large number in percent, with the count where that is small; of a small number the count alone.

    >>> _part(2, 88), _part(3, 46), _part(812, 9034)
    ('2 (2.3%)', '3', '9.0%')
    """
    if whole < SMALL_BASE:
        return f"{number:,}"
    shown = f"{100 * number / whole:.1f}%"
    return shown if number >= SMALL_BASE else f"{number:,} ({shown})"
