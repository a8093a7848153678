"""What partners' own crimes show that the published files cannot: when in the week, near repeats, and repeat people."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.aoristic import MINUTES_A_WEEK, TimeOfWeek, time_of_week
from frankpledge.analysis.disclosure import framed, suppress
from frankpledge.analysis.near_repeat import NearRepeats, near_repeats
from frankpledge.analysis.repeats import Repeats, TooShort, repeat_people
from frankpledge.archive import feeds, partner_events
from frankpledge.archive.partner_events import EVENTS, FeedHeld, Role
from frankpledge.assessment import partner_gathering, partner_people
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import (
    SUPPRESSED,
    Chart,
    Column,
    Figure,
    Finding,
    Series,
    Strength,
    Table,
)
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, count_figure, provenance, slug
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.assessment.partner_timed import TimedCounts, is_placed, timed_counts
from frankpledge.assessment.period import spell
from frankpledge.counted import counted
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

AREAS = ("csp", "council", "force", "together")  # nothing finer: these are restricted, and few
FEWEST_TIMED = 50  # events with a time known to a day: fewer say little of 168 hours
FEWEST_NEAR = 100  # events with a place and a day: fewer have hardly any close pairs
FEWEST_WATCHED = 50  # people
MOST_GROUPS = 4  # offence groups of a feed, the largest
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BLOCKS = ("05 to 09", "09 to 13", "13 to 17", "17 to 21", "21 to 01", "01 to 05")
DISTANCES, LAGS = (0.0, 0.001, 100.0, 200.0, 400.0), (0, 8, 15, 29)
DISTANCE_WORDS = ("the same place", "up to 100 m", "100 to 200 m", "200 to 400 m")
LAG_WORDS = ("within 7 days", "8 to 14 days", "15 to 28 days")

PARTS = "An event that may have happened at several hours is shared out over them; the table gives whole events that add up."
EVENING = "A day runs from 05:00 to 05:00, so that the small hours belong to the evening before."
WATCHED = "Everybody is watched for a year from their first event, so nobody is counted whose first event is too late."
LINKED = "People are linked by the sender's codes. Where a system was changed or a code was given twice, the figures are off."
SHUFFLED = "Times were shuffled within each month, so that a season or a trend is not taken for near repeats."


def findings(evidence: Evidence, *, today: date | None = None) -> list[Finding]:
    """Of each feed of crimes: a finding for each method that its rows can bear, in this area; none for a small one."""
    if evidence.area.kind not in AREAS or not evidence.snapshot.holds(EVENTS):
        return []
    agreements = {feed.key: feed for feed in feeds.feeds(evidence.snapshot.archive)}
    found: list[Finding] = []
    for held in partner_events.feeds_held(evidence.snapshot, "crimes"):
        feed = agreements.get(held.feed)
        reason = feed.agreement.reason_not_to_load(today or date.today()) if feed else ""
        found += [_lapsed(evidence, held, reason)] if reason else _of_feed(evidence, held)
    return found


def _of_feed(evidence: Evidence, held: FeedHeld) -> Iterator[Finding]:
    months = [month for month in evidence.period.asked if month in held.months]
    every = partner_events.events(evidence.snapshot, [held.feed], evidence.area.lsoas, months) if months else None
    if every is not None and len(every):
        groups = every["offence_group"].value_counts()
        for group in groups.index[:MOST_GROUPS]:
            events = every[every["offence_group"] == group]
            counts = timed_counts(events)
            for make in (_times, _near):
                finding = make(evidence, held, str(group), events, months, counts)
                if finding:
                    yield finding
        gathering = partner_gathering.finding(evidence, held, every, months)
        if gathering:
            yield gathering
    watched = [month for month in held.months if month <= evidence.period.last]
    for role in ("victim", "suspect"):
        finding = _repeats(evidence, held, role, watched)
        if finding:
            yield finding
    yield from partner_people.findings(evidence, held, months, watched)


def _times(
    evidence: Evidence,
    held: FeedHeld,
    group: str,
    events: "pd.DataFrame",
    months: Sequence[Month],
    counts: TimedCounts,
) -> Finding | None:
    begins, ends = events["from_at"], events["to_at"]
    known = begins.notna()
    begins, ends = begins[known], ends[known]
    if len(begins) < FEWEST_TIMED:
        return None
    minute = (begins.dt.day_of_week * 1440 + begins.dt.hour * 60 + begins.dt.minute).to_numpy() % MINUTES_A_WEEK
    lasts = ((ends - begins).dt.total_seconds() / 60).to_numpy()
    week = time_of_week(minute, lasts)
    # The table's total is printed, so where that may not be there is no table.
    if week.events < FEWEST_TIMED or counts.timed is None:
        return None
    table = _whole_events(week.by_evening.reshape(7, 6, 4).sum(axis=2))
    hidden = suppress(table, threshold=THRESHOLD).whole
    shown = framed(table)
    by_day = week.by_evening.sum(axis=1)
    top, share = int(by_day.argmax()), float(by_day.max() / week.events)
    even = week.events / 7
    stands_out = by_day.max() > even + 3 * np.sqrt(even * 6 / 7)  # of the largest of seven, by chance 1 time in 100
    shy = bool(by_day.max() < THRESHOLD or hidden[top, 6])
    most = f"most fall on {DAYS[top]}" if shy else f"{share:.0%} fall on {DAYS[top]}"
    words = f"{group}: of {week.events:,} with a time known to a day, {most} and the night after, " + (
        "more than chance would give." if stands_out else "which could be chance: an even week gives 14%."
    )
    rows = tuple(
        (day, *(SUPPRESSED if hidden[row, column] else int(shown[row, column]) for column in range(7)))
        for row, day in enumerate((*DAYS, "Total"))
    )
    return Finding(
        id=f"time-of-week-{slug(held.feed)}-{slug(group)}",
        kind="trend",
        title=f"{group}: when in the week ({held.sender})",
        statement=words,
        strength="strong" if stands_out else "weak",
        crime_type=None,
        figures=(
            count_figure("events_with_a_time", week.events, f"{group} with a time known to a day, {spell(months)}"),
            Figure(
                "share_known_to_the_hour",
                None if counts.to_the_hour is None else _percent(week.known, week.events),
                "percent",
                f"of {week.events:,} with a time",
                suppressed=counts.to_the_hour is None,
            ),
            Figure(
                "share_on_the_busiest_day",
                None if shy else 100 * share,
                "percent",
                f"of {week.events:,} with a time: {DAYS[top]}, 05:00 to 05:00",
                suppressed=shy,
            ),
        ),
        table=Table(
            f"{group} by day and hours, from 05:00 to 05:00",
            (
                Column("day", "Day"),
                *(Column(f"hours_{block.replace(' ', '_')}", block, "count") for block in BLOCKS),
                Column("total", "All", "count"),
            ),
            rows,
        ),
        charts=(_day_chart(evidence, group, week, table, hidden),),
        method="time-of-week",
        caveats=(ON_TERMS, SENDERS, EVENING, PARTS, *_left_out(counts)),
        provenance=provenance(evidence, held, group, week.events, months),
    )


def _whole_events(parts: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """Parts of events as whole ones that still add up: the largest remainders are rounded up."""
    whole = np.floor(parts + 1e-9).astype(np.int64)
    missing = round(float(parts.sum())) - int(whole.sum())
    largest = np.argsort(-(parts - whole).ravel(), kind="stable")[:missing]
    whole.ravel()[largest] += 1
    return whole


def _day_chart(
    evidence: Evidence, group: str, week: TimeOfWeek, table: "NDArray[np.int64]", hidden: "NDArray[np.bool_]"
) -> Chart:
    values = table.sum(axis=1)
    shown = tuple(None if hidden[row, 6] else float(value) for row, value in enumerate(values))
    return Chart(
        kind="column",
        title=f"{group} by day, {evidence.area.name}",
        description=f"How many of {week.events:,} events fall on each day of the week, from 05:00 to 05:00.",
        labels=DAYS,
        series=(Series(group, shown),),
        y_label="Events",
    )


def _left_out(counts: TimedCounts) -> tuple[str, ...]:
    left = [
        (counts.without, "have no time at all"),
        (counts.too_long, "may have happened over more than a day"),
        (counts.refused, "end before they begin"),
    ]
    said = [f"{number:,} {what}" for number, what in left if number]
    return (f"Left out: {'; '.join(said)}.",) if said else ()


def _near(
    evidence: Evidence,
    held: FeedHeld,
    group: str,
    events: "pd.DataFrame",
    months: Sequence[Month],
    counts: TimedCounts,
) -> Finding | None:
    usable = events[is_placed(events)]
    if len(usable) < FEWEST_NEAR:
        return None
    from pyproj import Transformer

    to_grid = Transformer.from_crs(4326, 27700, always_xy=True)
    east, north = to_grid.transform(usable["lon"].to_numpy(), usable["lat"].to_numpy())
    middle = usable["from_at"] + (usable["to_at"].fillna(usable["from_at"]) - usable["from_at"]) / 2
    day = (middle.dt.normalize() - middle.min().normalize()).dt.days.to_numpy()
    found = near_repeats(
        # To the metre, so that the same place is the same place after a change of coordinates.
        np.rint(east), np.rint(north), day, distances=DISTANCES, lags=LAGS, strata=usable["month_ix"].to_numpy()
    )  # fmt: skip
    surest = min(np.ndindex(found.p_any.shape), key=lambda cell: (found.p_any[cell], -np.nan_to_num(found.ratio[cell])))
    real = bool(found.p_any[surest] <= 0.05 and found.pairs[surest] >= THRESHOLD)
    where, when = DISTANCE_WORDS[surest[0]], LAG_WORDS[surest[1]]
    words = (
        f"{group}: pairs at {where} {when} are {found.ratio[surest]:.1f} times as many as chance would give. After one, "
        "the homes and places nearby are at higher risk for a while."
        if real
        else f"{group}: nothing shows that one is soon followed by another nearby, beyond what chance would give."
    )
    strength: Strength = "strong" if real else "weak"
    return Finding(
        id=f"near-repeats-{slug(held.feed)}-{slug(group)}",
        kind="place",
        title=f"{group}: does one follow another nearby? ({held.sender})",
        statement=words,
        strength=strength,
        figures=(
            Figure(
                "events_with_place_and_day",
                counts.placed,
                "count",
                f"{group} with a place and a day, {spell(months)}",
                suppressed=counts.placed is None,
            ),
            Figure(
                "near_repeat_ratio",
                float(found.ratio[surest]) if found.pairs[surest] >= THRESHOLD else None,
                "ratio",
                f"pairs at {where} {when}, over what chance would give",
                suppressed=bool(found.pairs[surest] < THRESHOLD),
            ),
            Figure(
                "chance_of_any", float(found.p_any[surest]), "probability", f"of {found.shuffles} shuffles of the times"
            ),
        ),
        table=_pair_table(group, found),
        method="near-repeats",
        caveats=(ON_TERMS, SENDERS, SHUFFLED),
        # The rows counted would say what the figure may not.
        provenance=provenance(evidence, held, group, counts.placed or 0, months),
    )


def _pair_table(group: str, found: NearRepeats) -> Table:
    """Pairs of events: a small number of pairs is hidden, and with it its ratio. Pairs have no totals to give it away."""
    rows = []
    for row, where in enumerate(DISTANCE_WORDS):
        cells: list[object] = [where]
        for column in range(len(LAG_WORDS)):
            pairs = int(found.pairs[row, column])
            small = 0 < pairs < THRESHOLD
            ratio = None if np.isnan(found.ratio[row, column]) else float(found.ratio[row, column])
            cells += [SUPPRESSED, SUPPRESSED] if small else [pairs, ratio]
        rows.append(tuple(cells))
    columns = [Column("distance", "How far apart")]
    for words in LAG_WORDS:
        columns.append(Column(f"pairs_{slug(words).replace('-', '_')}", f"Pairs {words}", "count"))
        columns.append(Column(f"ratio_{slug(words).replace('-', '_')}", f"Times chance, {words}", "ratio"))
    return Table(f"{group}: pairs of events by how close they are", tuple(columns), tuple(rows))


def _repeats(evidence: Evidence, held: FeedHeld, role: Role, months: Sequence[Month]) -> Finding | None:
    if not months:
        return None
    people = partner_events.people(evidence.snapshot, [held.feed], evidence.area.lsoas, months, role=role)
    people = people[people["from_at"].notna()]
    if not len(people):
        return None
    day = people["from_at"].to_numpy().astype("datetime64[D]").astype(np.int64)
    first = np.datetime64(f"{min(months)}-01", "D").astype(np.int64)
    last = np.datetime64(f"{max(months).plus(1)}-01", "D").astype(np.int64) - 1
    inside = (day >= first) & (day <= last)
    try:
        found = repeat_people(
            people["person"].to_numpy()[inside], day[inside], first_day=int(first), last_day=int(last)
        )
    except TooShort:
        return None
    if found.people < FEWEST_WATCHED:
        return None
    small = min(found.repeated, found.people - found.repeated, found.further) < THRESHOLD
    word = "victims" if role == "victim" else "suspects"
    words = (
        f"Too few {word} are named more than once within a year to say how many."
        if small
        else f"{found.share_of_people:.0%} of {word} ({found.repeated:,} of {found.people:,}) were named again within a "
        f"year, and {found.share_of_events:.0%} of the crimes with a named {role} fall on them."
    )
    return Finding(
        id=f"repeat-{word}-{slug(held.feed)}",
        kind="people",
        title=f"Repeat {word} ({held.sender})",
        statement=words,
        strength="moderate" if not small else "weak",
        figures=_repeat_figures(found, word, role, small),
        table=None,
        method="repeats",
        caveats=(ON_TERMS, SENDERS, WATCHED, LINKED),
        provenance=provenance(evidence, held, None, int(inside.sum()), months),
    )


def _repeat_figures(found: Repeats, word: str, role: Role, small: bool) -> tuple[Figure, ...]:
    from frankpledge.analysis.intervals import wilson_interval

    between = None if small else wilson_interval(found.repeated, found.people)
    watched = f"first named early enough to be watched for {found.watched_days} days"
    return (
        count_figure(f"{word}_watched", found.people, f"{word} {watched}"),
        Figure(
            f"share_of_{word}_repeated",
            None if small else 100 * found.share_of_people,
            "percent",
            f"of {found.people:,} {word} {watched}",
            low=100 * float(between.low) if between else None,
            high=100 * float(between.high) if between else None,
            suppressed=small,
        ),
        Figure(
            f"mean_crimes_of_repeat_{word}",
            None if small else found.mean_each,
            "ratio",
            f"crimes in the {found.watched_days} days from the first, of each of the repeat {word}",
            suppressed=small,
        ),
        Figure(
            f"share_of_crimes_on_repeat_{word}",
            None if small else 100 * found.share_of_events,
            "percent",
            f"of the crimes with a named {role} in those days"
            if small
            else f"of {counted(found.events, 'crime')} with a named {role} in those days",
            suppressed=small,
        ),
    )


def _lapsed(evidence: Evidence, held: FeedHeld, reason: str) -> Finding:
    return Finding(
        id=f"partner-lapsed-{slug(held.feed)}",
        kind="context",
        title=f"Crimes sent by {held.sender}",
        statement=f"Crimes sent by {held.sender} are held and not used here: {reason.split(':')[0]}.",
        strength="context",
        figures=(),
        table=None,
        method="",
        caveats=(),
        provenance=provenance(evidence, held, None, 0, ()),
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole
