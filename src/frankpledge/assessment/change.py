"""Whether each type really changed, or chance could have done it."""

from frankpledge.analysis.change import Change
from frankpledge.assessment import caveats, sentences
from frankpledge.assessment.evidence import ANTI_SOCIAL, Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Table
from frankpledge.assessment.offences import Line, changes, lines
from frankpledge.assessment.period import spell
from frankpledge.assessment.strength import of_test
from frankpledge.assessment.uneven import uneven_months

CLUSTERED = (
    "The range allows for months that are more uneven than independent crimes would be. "
    "The exact range, which does not, stands beside it."
)
CANNOT_TELL = (
    "One month is compared with one, and no other months are held in both years to show how uneven months are. So only "
    "the exact range is given, which takes crimes as independent and is too narrow."
)
REGRESSION = "What was unusually high or low last year tends to be less so this year, whatever anybody did."


OF_SUCH = "of a change at least this large, if nothing real had changed, allowing for the others looked at"


def findings(evidence: Evidence) -> list[Finding]:
    """One for all crime, anti-social behaviour and each type; none where no month can be compared."""
    wanted = lines(evidence)
    changed = changes(evidence, wanted)
    return [
        _finding(evidence, line, changed[line.slug])
        for line in wanted
        if line.slug in changed and (line.crime_type is not None or line.crime_types is None)
    ]


def _finding(evidence: Evidence, line: Line, change: Change) -> Finding:
    period = evidence.period
    base = f"of {change.before:,} {line.rows_are} in {spell(period.before)}"
    p = None
    if change.can_tell:
        p = change.adjusted_p if change.adjusted_p is not None else change.p
    figures = [
        Figure("count_compared", change.after, "count", f"{line.rows_are} in {spell(period.compared)}"),
        Figure("count_before_compared", change.before, "count", f"{line.rows_are} in {spell(period.before)}"),
        Figure(
            "change_percent",
            change.percent,
            "percent",
            base,
            change.percent_low if change.can_tell else None,
            change.percent_high,
        ),
        Figure(
            "change_percent_if_independent",
            change.percent,
            "percent",
            f"{base}, were crimes independent of each other",
            *_exact(change),
        ),
        Figure("chance_of_such_a_change", p, "probability", OF_SUCH),
        Figure(
            "unevenness",
            change.dispersion if change.can_tell else None,
            "ratio",
            "variance of the months over that of independent crimes",
        ),
    ]
    return Finding(
        id=f"change-{line.slug}",
        kind="change",
        crime_type=line.crime_type,
        title=f"{line.title}: change",
        statement=sentences.changed(line.title, change, period.before, period.compared),
        strength=of_test(p, min(change.before, change.after)),
        figures=tuple(figures),
        table=_table(evidence, line),
        method="change",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if line.crime_type == ANTI_SOCIAL else ()),
            *_unevenness(evidence, change),
            caveats.MANY_TESTS,
            REGRESSION,
        ),
        provenance=evidence.provenance(
            rows_counted=change.before + change.after,
            crime_types=line.crime_types,
            months=(*period.before, *period.compared),
        ),
    )


def _exact(change: Change) -> tuple[float | None, float | None]:
    from math import isinf

    high = None if isinf(change.exact_high) else 100 * (change.exact_high - 1)
    return 100 * (change.exact_low - 1), high


def _unevenness(evidence: Evidence, change: Change) -> tuple[str, ...]:
    if not change.can_tell:
        return (CANNOT_TELL,)
    earlier, later = uneven_months(evidence)
    if later == evidence.period.compared:
        return (CLUSTERED,)
    return (CLUSTERED, f"How uneven months are is taken from {spell(earlier)} and {spell(later)}: one month has none.")


def _table(evidence: Evidence, line: Line) -> Table:
    period = evidence.period
    before = evidence.monthly(line.crime_types, period.before)
    after = evidence.monthly(line.crime_types, period.compared)
    return Table(
        caption=f"{line.title}: the months compared",
        columns=(
            Column("month", "Month"),
            Column("count_before", "Same month before", "count"),
            Column("count", "This period", "count"),
        ),
        rows=tuple(
            (month.label, int(was), int(now)) for month, was, now in zip(period.compared, before, after, strict=True)
        ),
    )
