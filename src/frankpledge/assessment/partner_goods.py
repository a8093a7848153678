"""What is stolen most, by a partner's own records; whatever ties with the last shown is shown too."""

from collections.abc import Sequence

from frankpledge.analysis.intervals import wilson_interval
from frankpledge.analysis.repeats import top_with_ties
from frankpledge.archive import partner_events
from frankpledge.archive.partner_events import FeedHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Chart, Column, Figure, Finding, Series, Table
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, count_figure, provenance, slug
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.strength import of_description
from frankpledge.counted import counted
from frankpledge.month import Month

NUMBER = 10
FEWEST_EVENTS = 50  # with anything named as stolen

SEVERAL = "A crime in which several kinds of thing were stolen counts for each of them."
AS_NAMED = "Kinds are as the sender names them; one thing may go by several names."
TIES = "Whatever was stolen as often as the last shown is shown too, so that no order is made up among equals."


def finding(evidence: Evidence, held: FeedHeld, months: Sequence[Month]) -> Finding | None:
    """None where fewer than 50 crimes name anything stolen. It describes and tests nothing, so it is never strong."""
    if not months:
        return None
    lsoas = evidence.area.lsoas
    stolen = partner_events.stolen(evidence.snapshot, [held.feed], lsoas, list(months))
    named = partner_events.with_property(evidence.snapshot, [held.feed], lsoas, list(months))
    counts = {str(item): int(events) for item, events in zip(stolen["item"], stolen["events"], strict=True)}
    if named < FEWEST_EVENTS:
        return None
    top = [(item, n) for item, n in top_with_ties(list(counts.items()), number=NUMBER) if n >= THRESHOLD]
    if not top:
        return None
    # Where each crime names one thing, all less those shown is the rest: few of them would be no secret.
    rest = sum(counts.values()) - sum(n for _, n in top)
    hide_all = 0 < rest < THRESHOLD
    first = [item for item, n in top if n == top[0][1]]
    shares = None if hide_all else [wilson_interval(n, named) for _, n in top]
    return Finding(
        id=f"stolen-{slug(held.feed)}",
        kind="people",
        title=f"What is stolen most ({held.sender})",
        statement=_statement(first, top[0][1], None if hide_all else named, months),
        strength=of_description(named),
        figures=(
            Figure("crimes_with_property", None, "count", f"crimes that name what was stolen, {spell(months)}", suppressed=True)
            if hide_all
            else count_figure("crimes_with_property", named, f"crimes that name what was stolen, {spell(months)}"),
            *(count_figure(f"stolen_{slug(item).replace('-', '_')}", n, f"crimes in which it was stolen: {item}") for item, n in top[:3]),
        ),
        table=Table(
            f"Stolen most often, with ties, {spell(months)}",
            (
                Column("item", "What"),
                Column("crimes", "Crimes", "count"),
                Column("place", "Place", "rank"),
                Column("share", "Share of crimes that name any", "percent"),
                Column("share_low", "from", "percent"),
                Column("share_high", "to", "percent"),
            ),
            tuple(
                (
                    item, n, 1 + sum(other > n for _, other in top),
                    *((100 * n / named, 100 * shares[at].low, 100 * shares[at].high) if shares else (None, None, None)),
                )
                for at, (item, n) in enumerate(top)
            ),
        ),
        charts=(
            Chart(
                kind="bar",
                title=f"Stolen most often, {evidence.area.name}",
                description=f"How many crimes each kind of thing was stolen in; most: {join(first)}.",
                labels=tuple(item for item, _ in top),
                series=(Series("Crimes", tuple(float(n) for _, n in top)),),
                x_label="Crimes",
            ),
        ),
        method="repeats",
        caveats=(ON_TERMS, SENDERS, SEVERAL, AS_NAMED, TIES),
        provenance=provenance(evidence, held, None, 0 if hide_all else named, months),
    )  # fmt: skip


def _statement(first: Sequence[str], count: int, named: int | None, months: Sequence[Month]) -> str:
    share = "" if named is None else f", {count / named:.0%} of the {named:,} crimes that name anything"
    if len(first) == 1:
        return f"Stolen most in {spell(months)}: {first[0]} (in {counted(count, 'crime')}{share})."
    return f"Stolen most in {spell(months)}, equally often: {join(first)} (each in {counted(count, 'crime')}{share})."
