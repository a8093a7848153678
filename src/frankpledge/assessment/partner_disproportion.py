"""Whether an ethnic group is named, or charged, more often than the largest one for its size."""

from collections.abc import Sequence

from frankpledge.analysis.disproportion import GroupRatio, group_ratios
from frankpledge.archive.partner_events import FeedHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import SUPPRESSED, Column, Figure, Finding, Strength, Table
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, provenance, slug
from frankpledge.assessment.partner_persons import PLURAL, UNKNOWN, Groups, People
from frankpledge.assessment.period import spell
from frankpledge.month import Month

NO_WHY = (
    "A difference is not its reason: who is near, who reports, who is believed and who is looked for all go into it."
)
TWO_BASES = "The base decides the answer, so both are given: all who live here, and those already suspected."
SELF_DEFINED = "The census asks people for their group. The sender may have recorded what somebody saw."
UNKNOWN_COULD = (
    "“If unknown” is the ratio were all the people of unknown group of the largest one, and were all of this one."
)
REFUSED = "No ratio is given for a base under 100 people, or where fewer than 5 would be expected."


def finding(evidence: Evidence, held: FeedHeld, people: People, months: Sequence[Month]) -> Finding | None:
    """
    None where residents by ethnic group are not held or no group can be compared.

    Strong or moderate where a group's difference has an adjusted p under 0.01, or 0.05, and would stay on its side of
    1 whatever the group of the unknown people; else weak.
    """
    groups = people.groups.get("ethnicity")
    if groups is None or groups.living is None:
        return None
    residents = {name: float(many) for name, many in groups.living.residents.items()}
    counts = {one.group: one.people for one in groups.profile.groups if one.group in residents}
    reference = max(sorted(residents), key=lambda name: residents[name])
    if reference in groups.hidden or len(residents) < 2:
        return None
    named = [
        one
        for one in group_ratios(counts, residents, reference=reference, unknown=_unknown(groups))
        if one.group not in groups.hidden
    ]
    charged = _charged(people, groups, reference)
    if not any(one.ratio is not None for one in named):
        return None
    word = PLURAL[people.role]
    real = [one for one in named if not one.could_be_chance and _whatever_is_unknown(one)]
    return Finding(
        id=f"disproportion-{word}-{slug(held.feed)}",
        kind="people",
        title=f"Are some groups named as {word} more than others? ({held.sender})",
        statement=_statement(word, named, real, charged, reference, months),
        strength=_strength(real),
        figures=tuple(_figures(named, charged, reference, word, groups)),
        table=_table(named, charged, groups, word),
        method="disproportionality",
        caveats=(
            ON_TERMS, SENDERS, NO_WHY, *((TWO_BASES,) if charged else ()), SELF_DEFINED,
            *((UNKNOWN_COULD,) if not groups.of_all else ()), REFUSED,
        ),
        provenance=provenance(evidence, held, None, people.number, months, also=[groups.living.dataset]),
    )  # fmt: skip


def _unknown(groups: Groups) -> int:
    """How many are of no known group, or of one that the census does not have."""
    other = sum(one.people for one in groups.profile.groups if one.residents is None)
    return groups.profile.unknown + other


def _charged(people: People, groups: Groups, reference: str) -> dict[str, GroupRatio]:
    """Charged, of suspects, by group; only of groups of which both numbers may be shown."""
    sizes = {one.group: one.people for one in groups.profile.groups if one.group not in groups.hidden}
    shown = {group: many for group, many in people.charged.items() if many is not None and group in sizes}
    if reference not in shown or not sizes[reference]:
        return {}
    found = group_ratios(shown, {group: float(sizes[group]) for group in shown}, reference=reference, part_of_base=True)
    return {one.group: one for one in found}


def _whatever_is_unknown(one: GroupRatio) -> bool:
    return one.ratio is not None and ((one.least or 0) > 1 if one.ratio > 1 else (one.most or 0) < 1)


def _strength(real: Sequence[GroupRatio]) -> Strength:
    if not real:
        return "weak"
    return "strong" if any((one.adjusted_p or 0) < 0.01 and one.count >= 50 for one in real) else "moderate"


def _statement(
    word: str, named: Sequence[GroupRatio], real: Sequence[GroupRatio], charged: dict[str, GroupRatio], reference: str,
    months: Sequence[Month],
) -> str:  # fmt: skip
    when = f"in {spell(months)}"
    if real:
        most = max(real, key=lambda one: (abs((one.ratio or 1) - 1), one.group))
        said = (
            f"{short(most.group)} residents are named as {word} {most.ratio:.1f} times as often as {short(reference)} "
            f"residents {when} ({most.low:.1f} to {most.high:.1f}), which neither chance nor people of unknown group explain."
        )
    else:
        unsure = any(not one.could_be_chance for one in named)
        said = (
            f"No group is shown to be named as {word} more or less often than {short(reference)} residents {when}"
            + (": people whose group is not known could explain the differences." if unsure else " beyond chance.")
        )
    compared = [one for one in charged.values() if one.ratio is not None]
    if not compared:
        return said
    differing = [one for one in compared if not one.could_be_chance]
    if not differing:
        return f"{said} Of those suspected, no group is shown to be charged more or less often."
    one = max(differing, key=lambda each: (abs((each.ratio or 1) - 1), each.group))
    return (
        f"{said} Of those suspected, {short(one.group)} suspects are charged {one.ratio:.1f} times as often as "
        f"{short(reference)} ones ({one.low:.1f} to {one.high:.1f})."
    )


def short(group: str) -> str:
    """
    >>> short("Black, Black British, Black Welsh, Caribbean or African"), short("Mixed or Multiple ethnic groups")
    ('Black', 'Mixed')
    """
    return group.split(",")[0].split(" ")[0]


def _figures(
    named: Sequence[GroupRatio], charged: dict[str, GroupRatio], reference: str, word: str, groups: Groups
) -> list[Figure]:
    living = groups.living.words if groups.living else ""
    found = []
    for one, name, base in (
        *(
            (one, f"{word}_ratio", f"per resident, over that of {short(reference)} residents; {living}")
            for one in named
        ),
        *(
            (one, "charged_ratio", f"charged, of suspects, over that of {short(reference)} ones")
            for one in charged.values()
        ),
    ):
        if one.ratio is not None:
            of = slug(short(one.group)).replace("-", "_")
            found.append(
                Figure(f"{name}_{of}", one.ratio, "ratio", f"{short(one.group)}: {base}", low=one.low, high=one.high)
            )
    return found


def _table(named: Sequence[GroupRatio], charged: dict[str, GroupRatio], groups: Groups, word: str) -> Table:
    rows: list[tuple[object, ...]] = []
    for one in named:
        other = charged.get(one.group)
        unknown = (None, None) if groups.of_all else (one.least, one.most)
        of_suspects = (other.count, other.ratio, other.low, other.high) if other else (SUPPRESSED, None, None, None)
        rows.append(
            (
                one.group, one.count, int(one.base), one.ratio, one.low, one.high, *unknown,
                *(of_suspects if charged else ()), one.refused or ("the largest group" if one.ratio is None else ""),
            )
        )  # fmt: skip
    hidden = sorted(groups.hidden - {UNKNOWN})
    blanks = (None,) * (10 if charged else 6)
    rows += [(name, SUPPRESSED, *blanks, "hidden: a small number") for name in hidden]
    columns = [
        Column("group", "Ethnic group"),
        Column("people", word.capitalize(), "count"),
        Column("residents", "Residents", "count"),
        Column("ratio", "Rate over the largest group's", "ratio"),
        Column("ratio_low", "from", "ratio"),
        Column("ratio_high", "to", "ratio"),
        Column("ratio_if_unknown_low", "if unknown, at least", "ratio"),
        Column("ratio_if_unknown_high", "if unknown, at most", "ratio"),
    ]
    if charged:
        columns += [
            Column("charged", "Charged", "count"),
            Column("charged_ratio", "Charged of suspects, over the largest group's", "ratio"),
            Column("charged_ratio_low", "from", "ratio"),
            Column("charged_ratio_high", "to", "ratio"),
        ]
    columns.append(Column("why_none", "Why no ratio"))
    return Table(f"{word.capitalize()} by ethnic group, for the size of the group", tuple(columns), tuple(rows))
