"""What the published crimes can say of harm: only the least and the most that their broad types can stand for."""

from frankpledge.analysis.severity import harm_band
from frankpledge.archive.harm_weights import WEIGHTS, WeightSet, weight_sets
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Table
from frankpledge.assessment.partner_feed import slug
from frankpledge.assessment.period import spell

BROAD = (
    "A police.uk type holds offences of very different weight, and which of them a crime was is not published. So no type has "
    "one weight: the least is as if each crime were the lightest offence that the set lists for its type, the most as if each "
    "were the gravest."
)
NOT_CHANCE = "The two ends are bounds, not a range of chance; nothing says where between them the truth lies."
FEWEST = 50  # crimes of a type, for it to be set against another


def findings(evidence: Evidence) -> list[Finding]:
    """
    For each set of weights: one, where some type of fewer crimes has more harm for certain than a type of more.

    Otherwise bands say nothing that a reader could use, and there is no finding.
    """
    found = [_finding(evidence, weights) for weights in weight_sets(evidence.snapshot)]
    return [one for one in found if one is not None]


def _finding(evidence: Evidence, weights: WeightSet) -> Finding | None:
    held = evidence.period.held
    counts = {name: evidence.count(name, held) for name in evidence.crime_types}
    bands = {
        name: harm_band([counts[name]], [low], [high])
        for name, (low, high) in weights.types.items()
        if counts.get(name)
    }
    certain = [
        (many, heavy)
        for many in bands
        for heavy in bands
        if counts[many] > counts[heavy] >= FEWEST and bands[heavy].low > bands[many].high
    ]
    if not certain:
        return None
    many, heavy = max(certain, key=lambda pair: (counts[pair[0]], bands[pair[1]].low))
    without = [name for name in evidence.crime_types if counts[name] and name not in bands]
    weighed = sum(counts[name] for name in bands)
    low, high = sum(band.low for band in bands.values()), sum(band.high for band in bands.values())
    unit = f"{weights.unit}, by {weights.title}"
    return Finding(
        id=f"harm-bands-{slug(weights.scheme)}",
        kind="people",
        title=f"Harm of the published types of crime: bounds ({weights.scheme})",
        statement=(
            f"In {spell(held)} more {many.lower()} ({counts[many]:,}) was recorded than {heavy.lower()} "
            f"({counts[heavy]:,}), and {heavy.lower()} is the graver whatever they were: at its least more than {many.lower()} at "
            f"its most. All {weighed:,} together stand for anything from {low:,.0f} to {high:,.0f} {weights.unit}."
        ),
        strength="moderate",
        figures=(
            Figure("crimes_with_a_band", weighed, "count", f"crimes of a type with weights, {spell(held)}"),
            Figure("harm_at_least", low, "index", f"{unit}, were each crime the lightest of its type"),
            Figure("harm_at_most", high, "index", f"{unit}, were each crime the gravest of its type"),
        ),
        table=Table(
            f"The least and the most harm of each type, {spell(held)}",
            (
                Column("type", "Type of crime"),
                Column("crimes", "Crimes", "count"),
                Column("lightest", "Lightest weight", "index"),
                Column("gravest", "Gravest weight", "index"),
                Column("harm_at_least", "Harm, at least", "index"),
                Column("harm_at_most", "Harm, at most", "index"),
            ),
            tuple(
                (name, counts[name], *weights.types[name], bands[name].low, bands[name].high)
                for name in sorted(bands, key=lambda name: (-counts[name], name))
            ),
        ),
        method="severity",
        caveats=(
            *evidence.caveats,
            BROAD,
            NOT_CHANCE,
            f"Weights: {weights.title}; {weights.source}; {weights.licence}.",
            *((f"Without a weight, and left out: {', '.join(without)}.",) if without else ()),
        ),
        provenance=evidence.provenance(
            rows_counted=weighed, months=held, crime_types=tuple(sorted(bands)), also=(WEIGHTS,)
        ),
    )
