"""Whether anything new is gathering, from a partner's dated crimes: asked of LSOAs, by week."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frankpledge.archive import geography
from frankpledge.archive.archive import NothingHeld
from frankpledge.archive.partner_events import FeedHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import SUPPRESSED, Column, Figure, Finding, Table
from frankpledge.assessment.gathering import (
    BURSTS,
    NEW_PLACES,
    ROUND,
    RULE,
    Gathering,
    Kind,
    scan_each,
    statement,
    strength_of,
    where,
)
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, provenance, slug
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.assessment.place_evidence import FEWEST_AREAS, to_grid
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 4  # weeks
FEWEST_WEEKS = 26
FEWEST_EVENTS = 100  # of a kind: fewer have no usual to be compared with
SUREST_WINDOW = 7 * 24 * 60  # minutes; an event less sure than that has no week
MOST_KINDS = 4  # offence groups of a feed, the largest

BY_WEEK = "Weeks are counted back from the end of the latest month sent. An event that took place over days has the week of its middle."


def finding(evidence: Evidence, held: FeedHeld, events: "pd.DataFrame", months: Sequence[Month]) -> Finding | None:
    """One for the largest groups of a feed's `events` in the unbroken `months` up to the latest; None where too few."""
    months = _unbroken(months)
    weeks = sum(month.days for month in months) // 7
    if weeks < FEWEST_WEEKS:
        return None
    ended = date(months[-1].plus(1).year, months[-1].plus(1).number, 1) - timedelta(days=1)
    usable = _with_week(events, ended, weeks)
    lsoas, middle = _centres(evidence, usable)
    usable = usable[usable["lsoa"].isin(lsoas)]
    groups = usable["offence_group"].value_counts()
    chosen = [str(group) for group in groups.index[:MOST_KINDS] if groups[group] >= FEWEST_EVENTS]
    if len(lsoas) < FEWEST_AREAS or not chosen:
        return None
    kinds = [
        Kind(group, group.lower(), _table_of(usable[usable["offence_group"] == group], lsoas, weeks), THRESHOLD)
        for group in chosen
    ]
    found = scan_each(kinds, middle, unit="week", longest=LONGEST, fewest=THRESHOLD)
    names = _names(evidence, lsoas)
    spans = [f"in the {f'{one.units} weeks' if one.units > 1 else 'week'} to {_day(ended)}" for one in found]
    shown = [one for one in found if one.worth_showing]
    left = len(events) - len(usable)
    return Finding(
        id=f"gathering-{slug(held.feed)}",
        kind="place",
        title=f"Is anything new gathering? ({held.sender})",
        statement=statement(found, spans, names, evidence.area.name, _day(ended)),
        strength=strength_of(found),
        # How many kinds and LSOAs is said in words: in restricted data a small number that is shown raises a question.
        figures=tuple(figure for one in shown for figure in _figures(one, spans[found.index(one)])),
        table=_listed(found, names, spans, weeks, ended),
        method="space-time-scan",
        caveats=(
            ON_TERMS,
            SENDERS,
            RULE,
            BURSTS,
            BY_WEEK,
            ROUND,
            NEW_PLACES,
            *((f"Left out: {left:,} events without a week, an LSOA or a place for it.",) if left >= THRESHOLD else ()),
        ),
        provenance=provenance(evidence, held, None, int(sum(kind.counts.sum() for kind in kinds)), months),
    )


def _unbroken(months: Sequence[Month]) -> tuple[Month, ...]:
    """Back from the latest to the first gap."""
    found = [max(months)]
    while found[-1].minus(1) in months:
        found.append(found[-1].minus(1))
    return tuple(reversed(found))


def _with_week(events: "pd.DataFrame", ended: date, weeks: int) -> "pd.DataFrame":
    """Those that are sure to a week and have an LSOA, with `week`: 0 is the first of `weeks`."""
    import pandas as pd

    sure = events[events["from_at"].notna() & events["lsoa"].notna()]
    until = sure["to_at"].fillna(sure["from_at"])
    lasts = (until - sure["from_at"]).dt.total_seconds() / 60
    sure, until = sure[lasts.between(0, SUREST_WINDOW)], until[lasts.between(0, SUREST_WINDOW)]
    middle = (sure["from_at"] + (until - sure["from_at"]) / 2).dt.normalize()
    sure = sure.assign(week=weeks - 1 - (pd.Timestamp(ended) - middle).dt.days // 7)
    return sure[sure["week"].between(0, weeks - 1)]


def _centres(evidence: Evidence, events: "pd.DataFrame") -> tuple[list[str], NDArray[np.float64]]:
    """LSOAs, and of each the mean position of its events; where none has coordinates, the middle of its boundary."""
    lsoas = sorted({str(lsoa) for lsoa in events["lsoa"]})
    placed = events[events["lon"].notna()]
    found: dict[str, NDArray[np.float64]] = {}
    if len(placed):
        metres = to_grid(placed[["lon", "lat"]].to_numpy(dtype=np.float64))
        for lsoa, rows in placed.reset_index(drop=True).groupby("lsoa").indices.items():
            found[str(lsoa)] = metres[rows].mean(axis=0)
    lacking = [lsoa for lsoa in lsoas if lsoa not in found]
    if lacking:
        try:
            shapes = geography.boundaries(evidence.snapshot, "lsoa21", lacking)
        except NothingHeld:
            shapes = {}
        for lsoa, shape in shapes.items():
            found[lsoa] = to_grid(np.array([shape.centroid.coords[0]]))[0]
    known = [lsoa for lsoa in lsoas if lsoa in found]
    return known, np.round(np.array([found[lsoa] for lsoa in known]).reshape(-1, 2), 3)


def _table_of(events: "pd.DataFrame", lsoas: Sequence[str], weeks: int) -> NDArray[np.int64]:
    at = {lsoa: number for number, lsoa in enumerate(lsoas)}
    cell = events["lsoa"].map(at).to_numpy() * weeks + events["week"].to_numpy()
    return np.bincount(cell, minlength=len(lsoas) * weeks).reshape(len(lsoas), weeks)


def _names(evidence: Evidence, lsoas: Sequence[str]) -> list[tuple[str, str]]:
    places = geography.places(evidence.snapshot, lsoas)
    named = {str(row.lsoa): (str(row.lsoa_name), str(row.ward_name)) for row in places.itertuples(index=False)}
    return [named[lsoa] for lsoa in lsoas]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _figures(one: Gathering, span: str) -> tuple[Figure, ...]:
    assert one.cluster is not None
    name, hidden = slug(one.kind.label).replace("-", "_"), not one.usual_may_leave
    base = f"{one.kind.label} in {len(one.lsoas)} LSOA{'s' * (len(one.lsoas) > 1)}, {span}"
    return (
        Figure(f"{name}_gathered", one.count, "count", base),
        Figure(
            f"{name}_times_usual",
            None if hidden else one.cluster.ratio,
            "ratio",
            f"{base}, over the usual",
            suppressed=hidden,
        ),
        Figure(f"{name}_chance", one.p, "probability", f"of one as strong anywhere; {base}"),
    )


def _listed(
    found: Sequence[Gathering], names: Sequence[tuple[str, str]], spans: Sequence[str], weeks: int, ended: date
) -> Table:
    rows: list[tuple[object, ...]] = []
    for one, span in zip(found, spans, strict=True):
        seen: tuple[object, ...] = (None,) * 5
        if one.cluster is not None:
            usual = (one.cluster.expected, one.cluster.ratio) if one.usual_may_leave else (SUPPRESSED, SUPPRESSED)
            seen = (where(one, names), span, one.count, *usual)
        rows.append((one.kind.label, one.verdict, *seen, one.p, one.once_in))
    return Table(
        caption=f"The strongest gathering of each group, in up to {LONGEST} weeks to {_day(ended)}, of {weeks} weeks",
        columns=(
            Column("group", "Offence group"),
            Column("verdict", "Verdict"),
            Column("where", "Strongest in"),
            Column("when", "When"),
            Column("count", "Count", "count"),
            Column("usual", "Usual", "count"),
            Column("times", "Times the usual", "ratio"),
            Column("p_adjusted", "Chance of one as strong, adjusted", "probability"),
            Column("once_in_months", "Scanned every month, by chance once in", "months"),
        ),
        rows=tuple(rows),
    )
