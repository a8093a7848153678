"""How grave a partner's crimes are, by each set of weights that is held, and where harm and count disagree."""

import math
from collections.abc import Iterator, Sequence

from frankpledge.analysis.severity import order_reversed
from frankpledge.archive import partner_events
from frankpledge.archive.harm_weights import WEIGHTS, weight_sets
from frankpledge.archive.partner_events import FeedHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import SUPPRESSED, Column, Figure, Finding, Strength, Table
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, provenance, slug
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.assessment.partner_weighing import FEWEST_WEIGHED, Weighing, count, weigh
from frankpledge.assessment.period import spell
from frankpledge.month import Month

LEAST_WEIGHED = 0.5  # of all crimes: under it, harm is that of a part

NOT_LOSS = "A weight is what courts do to those who commit an offence, not what it costs those who suffer it."
INDEPENDENT = (
    "No month of the year before is held, so nothing tells how unevenly these crimes come. The range takes them as "
    "independent and is too narrow."
)
GRAVE_ONE = "The range allows for crimes that come in clusters, and for one more of the gravest offence."


def findings(evidence: Evidence, held: FeedHeld, months: Sequence[Month]) -> Iterator[Finding]:
    """
    One for each set of weights. None for a set that has weights for under half of the crimes, or for under 50.

    Strong where count and harm put two groups of offences in opposite order by more than chance, or harm per crime
    changed by more than chance; else moderate: it describes.
    """
    sets = weight_sets(evidence.snapshot) if months else []
    if not sets:
        return
    earlier = [month.minus(12) for month in months]
    rows = partner_events.code_counts(
        evidence.snapshot,
        [held.feed],
        evidence.area.lsoas,
        sorted({*months, *(m for m in earlier if m in held.months)}),
    )
    every = int(rows.loc[rows["month_ix"].isin([month.index for month in months]), "n"].sum())
    paired = [month for month in months if month.minus(12) in held.months]
    for weights in sets:
        known = rows[rows["offence_code"].isin(list(weights.weights))]
        counts = count(known, months, paired)
        if counts.weighed >= FEWEST_WEIGHED and counts.weighed >= LEAST_WEIGHED * every:
            weighing = weigh(counts, weights, every)
            if weighing:
                yield _finding(evidence, held, weighing, months)


def _finding(evidence: Evidence, held: FeedHeld, weighing: Weighing, months: Sequence[Month]) -> Finding:
    weights = weighing.weights
    opposite = order_reversed(weighing.shown)
    strength: Strength = "strong" if opposite or weighing.moved else "moderate"
    secret = weighing.hidden or weighing.unweighed_hidden
    return Finding(
        id=f"harm-{slug(weights.scheme)}-{slug(held.feed)}",
        kind="people",
        title=f"How grave the crimes are ({held.sender}; {weights.scheme})",
        statement=_statement(weighing, opposite, months),
        strength=strength,
        figures=tuple(_figures(evidence, weighing, months)),
        table=_table(weighing),
        method="severity",
        caveats=(
            ON_TERMS,
            SENDERS,
            f"Weights: {weights.title}, in {weights.unit}; {weights.source}; {weights.licence}.",
            NOT_LOSS,
            GRAVE_ONE if len(weighing.counts.paired_now) else INDEPENDENT,
            *_rounded(weighing),
            *_left_out(weighing),
        ),
        provenance=provenance(evidence, held, None, 0 if secret else weighing.counts.weighed, months, also=[WEIGHTS]),
    )


def _statement(weighing: Weighing, opposite: Sequence[tuple[str, str]], months: Sequence[Month]) -> str:
    said = ""
    if opposite:
        by_name = {one.group: one for one in weighing.shown}
        many, heavy = by_name[opposite[0][0]], by_name[opposite[0][1]]
        shares = (weighing.share(heavy.share_of_harm), weighing.share(many.share_of_harm))
        said = (
            f"Count and harm disagree in {spell(months)}: {many.group.lower()} has more crimes than {heavy.group.lower()} "
            f"({many.crimes:,.0f} and {heavy.crimes:,.0f}), and {heavy.group.lower()} more harm"
            + (f" ({shares[0]:.0f}% of it and {shares[1]:.0f}%)." if None not in shares else ".")
        )
    elif weighing.shown:
        most = max(weighing.shown, key=lambda one: (one.harm.total, one.group))
        said = (
            f"In {spell(months)}, {most.group.lower()} makes the most harm of the groups shown. Count and harm do not clearly "
            "disagree on their order."
        )
    for name, change in sorted(weighing.moved.items(), key=lambda item: -abs(math.log(item[1].per_crime or 1.0)))[:1]:
        went = (
            "the count could be as before"
            if change.count_could_be_chance
            else f"there were {change.count_ratio:.2f} times as many"
        )
        said += (
            f" {name} became {'graver' if (change.per_crime or 0) > 1 else 'less grave'}: harm per crime is "
            f"{change.per_crime:.2f} times that of the same months a year before ({change.per_crime_low:.2f} to "
            f"{change.per_crime_high:.2f}), while {went}."
        )
    return said.strip() or f"Too little of {spell(months)} can be shown by group to say where the harm lies."


def _figures(evidence: Evidence, weighing: Weighing, months: Sequence[Month]) -> Iterator[Figure]:
    unit = f"{weighing.weights.unit}, by {weighing.weights.title}"
    total, counts = weighing.total, weighing.counts
    yield Figure(
        "crimes_weighed",
        None if weighing.unweighed_hidden else counts.weighed,
        "count",
        f"crimes with a weight, {spell(months)}",
        suppressed=weighing.unweighed_hidden,
    )
    value = None if weighing.hidden else weighing.harm(total.total)
    if value is None:
        # Its harm would be the total less that of the groups shown.
        yield Figure("harm", None, "index", unit, suppressed=True)
        return
    low, high = (
        weighing.step * round(end / weighing.step) if weighing.step else end for end in (total.low, total.high)
    )
    yield Figure("harm", value, "index", unit, low=low, high=high)
    if evidence.population:
        scale, of = 1000 / evidence.population, f"per 1,000 of {evidence.population:,} usual residents, Census 2021"
        yield Figure("harm_per_1000", value * scale, "index", f"{unit}, {of}", low=low * scale, high=high * scale)
    code = counts.codes[total.heaviest]
    name, without = weighing.weights.offences.get(code, code), weighing.harm(total.without_heaviest)
    if int(counts.of_code[total.heaviest]) >= THRESHOLD:
        share = weighing.share(total.heaviest_share)
        yield Figure("share_of_harm_of_the_heaviest_offence", share, "percent", f"of all harm: {name}")
        if without is not None:
            yield Figure("harm_without_it", without, "index", f"{unit}, without: {name}")
    for group, change in weighing.changes.items():
        if group not in weighing.hidden and change.per_crime is not None:
            yield Figure(
                f"harm_per_crime_ratio_{slug(group).replace('-', '_')}",
                weighing.ratio(change.per_crime),
                "ratio",
                f"{group}: harm per crime, over that of the same months a year before",
                low=weighing.ratio(change.per_crime_low),
                high=weighing.ratio(change.per_crime_high),
            )


def _table(weighing: Weighing) -> Table:
    rows: list[tuple[object, ...]] = []
    for one in weighing.groups:
        if one.group in weighing.hidden:
            rows.append((one.group, *(SUPPRESSED,) * 8))
            continue
        harm = weighing.harm(one.harm.total)
        ends = [
            weighing.step * round(end / weighing.step) if weighing.step else end
            for end in (one.harm.low, one.harm.high)
        ]
        places = (None, None) if weighing.hidden else (one.place_by_count, one.place_by_harm)
        share = None if weighing.hidden else 100 * one.share_of_crimes
        rows.append(
            (
                one.group, int(one.crimes), share, places[0],
                *((SUPPRESSED,) * 3 if harm is None else (harm, *ends)),
                weighing.share(one.share_of_harm), places[1],
            )
        )  # fmt: skip
    return Table(
        f"Crimes and their harm by {weighing.weights.title}",
        (
            Column("group", "Offences"),
            Column("crimes", "Crimes", "count"),
            Column("share_of_crimes", "Share of crimes", "percent"),
            Column("place_by_count", "Place by count", "rank"),
            Column("harm", f"Harm ({weighing.weights.unit})", "index"),
            Column("harm_low", "from", "index"),
            Column("harm_high", "to", "index"),
            Column("share_of_harm", "Share of harm", "percent"),
            Column("place_by_harm", "Place by harm", "rank"),
        ),
        tuple(rows),
    )


def _rounded(weighing: Weighing) -> tuple[str, ...]:
    if not weighing.step:
        return ()
    return (
        f"Harm is rounded to {weighing.step:,.0f} {weighing.weights.unit}, so that a rare crime cannot be worked out from it.",
    )


def _left_out(weighing: Weighing) -> tuple[str, ...]:
    if not weighing.unweighed:
        return ()
    if weighing.unweighed_hidden:
        return ("Some crimes have no weight in this set and are in no figure of harm.",)
    return (
        f"{weighing.unweighed:,} of {weighing.every:,} crimes have no weight in this set and are in no figure of harm.",
    )
