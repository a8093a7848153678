"""The table that every plan prints: each type, before and after, change and rate."""

from dataclasses import dataclass

from frankpledge.analysis.change import Change, adjust, compare_periods
from frankpledge.analysis.intervals import rate
from frankpledge.assessment import caveats, sentences
from frankpledge.assessment.composites import in_force
from frankpledge.assessment.evidence import ANTI_SOCIAL, Evidence
from frankpledge.assessment.finding import Figure, Finding, Strength
from frankpledge.assessment.period import spell
from frankpledge.assessment.strength import of_test
from frankpledge.assessment.uneven import uneven_months

HOUSEHOLD_TYPES = ("Burglary",)  # people are burgled at home; police.uk counts businesses too, and a caveat says so
HOUSEHOLDS = (
    "Burglary includes businesses and outbuildings, so its rate per household is higher than that of homes alone."
)


@dataclass(frozen=True)
class Line:
    """One line of the table: a type, all crime (`crime_types` None), or a composite."""

    slug: str
    title: str
    crime_type: str | None
    crime_types: tuple[str, ...] | str | None
    note: str = ""

    @property
    def rows_are(self) -> str:
        return "incidents" if self.crime_type == ANTI_SOCIAL else "crimes"


def lines(evidence: Evidence) -> tuple[Line, ...]:
    """All crime, anti-social behaviour, each type, each composite in force at the end of the period."""
    from datetime import date

    last = evidence.period.last
    composites = in_force(date(last.year, last.number, 1))
    return (
        Line("all-crime", "All crime", None, None),
        Line("anti-social-behaviour", ANTI_SOCIAL, ANTI_SOCIAL, ANTI_SOCIAL),
        *(Line(_slug(kind), kind, kind, kind) for kind in evidence.crime_types),
        *(
            Line(c.id, c.title, None, c.types, f"{c.title} is {', '.join(c.types).lower()}. {c.note}")
            for c in composites
        ),
    )


def _slug(crime_type: str) -> str:
    return crime_type.lower().replace(" ", "-")


def changes(evidence: Evidence, wanted: tuple[Line, ...]) -> dict[str, Change]:
    """
    The change of each line by its slug, allowing for all of them; empty where no month can be compared.

    All lines of the table are looked at together, sums and composites with the types that they are made of: those
    rise and fall together, which is what Benjamini and Hochberg's adjustment takes for granted.
    """
    period = evidence.period
    if not period.compared:
        return {}
    earlier, later = uneven_months(evidence)
    found = [
        compare_periods(
            evidence.monthly(line.crime_types, period.before),
            evidence.monthly(line.crime_types, period.compared),
            uneven=(evidence.monthly(line.crime_types, earlier), evidence.monthly(line.crime_types, later)),
        )
        for line in wanted
    ]
    return dict(zip((line.slug for line in wanted), adjust(found), strict=True))


def findings(evidence: Evidence) -> list[Finding]:
    wanted = lines(evidence)
    changed = changes(evidence, wanted)
    found = [_finding(evidence, line, changed.get(line.slug)) for line in wanted]
    return found


def _finding(evidence: Evidence, line: Line, change: Change | None) -> Finding:
    period = evidence.period
    count = evidence.count(line.crime_types, period.held)
    before_held = evidence.earlier_held
    before = evidence.count(line.crime_types, before_held) if before_held else None
    figures = [
        Figure("count", count, "count", f"{line.rows_are} recorded in {spell(period.held)}"),
        Figure(
            "count_before",
            before,
            "count",
            f"{line.rows_are} recorded in {spell(before_held)}" if before_held else "no earlier month is held",
        ),
    ]
    if evidence.months_are_missing or len(before_held) != len(period.compared):
        compared = bool(period.compared)
        figures += [
            Figure(
                "count_compared",
                change.after if change else None,
                "count",
                f"{line.rows_are} in the months held in both periods: {spell(period.compared)}"
                if compared
                else "no month is held in both periods",
            ),
            Figure(
                "count_before_compared",
                change.before if change else None,
                "count",
                f"{line.rows_are} in {spell(period.before)}" if compared else "no month is held in both periods",
            ),
        ]
    figures.append(_percent(evidence, line, change))
    figures.append(_rate(evidence, line, count, evidence.population, "rate_per_1000", "per_1000", "usual residents"))
    if line.crime_type in HOUSEHOLD_TYPES:
        figures.append(
            _rate(
                evidence,
                line,
                count,
                evidence.households,
                "rate_per_1000_households",
                "per_1000_households",
                "occupied households",
            )
        )
    notes = [caveats.RESIDENTS]
    if line.crime_type == ANTI_SOCIAL:
        notes.append(caveats.ASB)
    if line.crime_type in HOUSEHOLD_TYPES:
        notes.append(HOUSEHOLDS)
    if line.note:
        notes.append(line.note)
    return Finding(
        id=f"offence-{line.slug}",
        kind="offence_table",
        crime_type=line.crime_type,
        title=line.title,
        statement=sentences.counted(line.title, line.rows_are, count, period.held, change),
        strength=_strength(change),
        figures=tuple(figures),
        method="change",
        caveats=(*evidence.caveats, *notes),
        provenance=evidence.provenance(
            rows_counted=count + (before or 0), crime_types=line.crime_types, also=("census2021", "lsoa21_places")
        ),
    )


def _strength(change: Change | None) -> Strength:
    if change is None:
        return "context"
    p = change.adjusted_p if change.adjusted_p is not None else change.p
    return of_test(p, min(change.before, change.after))


def _percent(evidence: Evidence, line: Line, change: Change | None) -> Figure:
    if change is None or change.percent is None:
        why = "no month is held in both periods" if change is None else "there were none before"
        return Figure("change_percent", None, "percent", why)
    base = f"of {change.before:,} {line.rows_are} in {spell(evidence.period.before)}"
    if not change.can_tell:
        return Figure("change_percent", change.percent, "percent", f"{base}; one month, so no range can be given")
    return Figure("change_percent", change.percent, "percent", base, change.percent_low, change.percent_high)


def _rate(evidence: Evidence, line: Line, count: int, people: int | None, name: str, unit: str, who: str) -> Figure:
    if not people:
        return Figure(name, None, unit, f"{who} (Census 2021) are not loaded for the whole area")  # type: ignore[arg-type]
    found = rate(count, people)
    months = "" if len(evidence.period.held) == 12 else f" in {len(evidence.period.held)} months"
    base = f"per 1,000 of {people:,} {who}, Census 2021{months}"
    return Figure(name, found.value, unit, base, found.low, found.high)  # type: ignore[arg-type]
