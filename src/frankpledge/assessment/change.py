"""Whether each type really changed, or chance could have done it."""

from frankpledge.analysis.change import Change
from frankpledge.assessment import caveats, sentences
from frankpledge.assessment.evidence import ANTI_SOCIAL, Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Table
from frankpledge.assessment.offences import Line, changes, lines
from frankpledge.assessment.period import spell
from frankpledge.assessment.strength import of_test

CLUSTERED = (
    "The range allows for months that are more uneven than independent crimes would be. "
    "The exact range, which does not, stands beside it."
)
REGRESSION = "What was unusually high or low last year tends to be less so this year, whatever anybody did."


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
    p = change.adjusted_p if change.adjusted_p is not None else change.p
    figures = [
        Figure("count_compared", change.after, "count", f"{line.rows_are} in {spell(period.compared)}"),
        Figure("count_before_compared", change.before, "count", f"{line.rows_are} in {spell(period.before)}"),
        Figure("change_percent", change.percent, "percent", base, change.percent_low, change.percent_high),
        Figure(
            "change_percent_if_independent",
            change.percent,
            "percent",
            f"{base}, were crimes independent of each other",
            *_exact(change),
        ),
        Figure("chance_of_such_a_change", p, "probability", _tests(line)),
        Figure("unevenness", change.dispersion, "ratio", "variance of the months over that of independent crimes"),
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
            CLUSTERED,
            *((caveats.MANY_TESTS,) if line.crime_type is not None else ()),
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


def _tests(line: Line) -> str:
    if line.crime_type is None:
        return "of a change at least this large, if nothing real had changed"
    return "of a change at least this large, if nothing real had changed, allowing for the other types looked at"


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
