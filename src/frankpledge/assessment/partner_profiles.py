"""Who victims and suspects are, by a partner's own records: shares of those known, rates where residents are held."""

from collections.abc import Iterator, Sequence

from frankpledge.analysis.profiles import ProfileGroup
from frankpledge.archive.partner_events import FeedHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import SUPPRESSED, Column, Figure, Finding, Strength, Table
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, count_figure, provenance, slug
from frankpledge.assessment.partner_persons import PLURAL, UNKNOWN, Groups, People
from frankpledge.assessment.period import spell
from frankpledge.month import Month

ONCE = "Each person counts once, as first recorded in these months, however many crimes they are in."
KNOWN = "Shares are of those of whom it is known. Nothing says that the others are like them."
OF_ALL = "So few are not known that shares are of all: of those known, they would give the few away."
NAMED = (
    "Suspects are those whom somebody named or found. They are not all who committed crime, and some of them did not."
)
REPORTED = "Victims are those whose crime was reported and recorded."
CENSUS = "Residents are those of the census or estimate that is named; victims and suspects may live elsewhere."


def findings(
    evidence: Evidence, held: FeedHeld, people: Sequence[People], months: Sequence[Month]
) -> Iterator[Finding]:
    """
    One for each role of which anything is known. Moderate where a group's rate leaves out that of all residents, or
    the largest share leaves out an equal one; else weak.
    """
    for one in people:
        if one.groups:
            yield _profile(evidence, held, one, months)


def _profile(evidence: Evidence, held: FeedHeld, people: People, months: Sequence[Month]) -> Finding:
    word = PLURAL[people.role]
    clear = [said for groups in people.groups.values() if (said := _stands_out(groups, people.number))]
    shares = [said for groups in people.groups.values() if (said := _largest(groups))]
    strength: Strength = "moderate" if clear or shares else "weak"
    datasets = sorted({groups.living.dataset for groups in people.groups.values() if groups.living})
    return Finding(
        id=f"profile-{word}-{slug(held.feed)}",
        kind="people",
        title=f"Who the {word} are ({held.sender})",
        statement=_statement(people, word, shares, clear, months),
        strength=strength,
        figures=(
            count_figure(word, people.number, f"{word} with a code, {spell(months)}"),
            *(figure for groups in people.groups.values() for figure in _figures(groups, word)),
        ),
        table=_table(people, word),
        method="profiles",
        caveats=(
            ON_TERMS, SENDERS, ONCE,
            OF_ALL if any(groups.of_all for groups in people.groups.values()) else KNOWN,
            NAMED if people.role == "suspect" else REPORTED,
            *((CENSUS,) if datasets else ()),
        ),
        provenance=provenance(evidence, held, None, people.number, months, also=datasets),
    )  # fmt: skip


def _statement(people: People, word: str, shares: list[str], clear: list[str], months: Sequence[Month]) -> str:
    said = f"{people.number:,} people are named as {word} in {spell(months)}."
    if shares:
        said += f" The largest groups of those known: {', '.join(shares)}."
    if clear:
        said += f" For how many live here, {'; '.join(clear)}."
    return said


def _largest(groups: Groups) -> str:
    """The largest group in words, where its share is more than an equal one by more than chance; else nothing."""
    shown = [(ends, one) for one in groups.profile.groups if (ends := groups.share(one)) is not None]
    if not shown:
        return ""
    (share, low, _), one = max(shown, key=lambda pair: (pair[0][0], pair[1].group))
    if low <= 100 / len(groups.profile.groups):
        return ""
    return f"{_in_words(groups, one)} ({share:.0f}%)"


def _in_words(groups: Groups, one: ProfileGroup) -> str:
    return (
        f"aged {one.group}"
        if groups.characteristic == "age"
        else one.group
        if groups.characteristic == "ethnicity"
        else one.group.lower()
    )


def _stands_out(groups: Groups, number: int) -> str:
    """The group whose rate is furthest above that of all residents, if by more than chance; ethnic groups elsewhere."""
    if groups.living is None or groups.characteristic == "ethnicity":
        return ""
    overall = 1000 * groups.profile.known / sum(groups.living.residents.values())
    above = [
        one for one in groups.profile.groups
        if one.group not in groups.hidden and one.rate is not None and (one.rate_low or 0) > overall
    ]  # fmt: skip
    if not above:
        return ""
    most = max(above, key=lambda one: (one.rate or 0.0, one.group))
    if groups.characteristic == "sex":
        return f"{most.group.lower()} residents are named most ({most.rate:.1f} per 1,000)"
    return f"those aged {most.group} are named most ({most.rate:.1f} per 1,000)"


def _figures(groups: Groups, word: str) -> Iterator[Figure]:
    what = "of whom it is known" if not groups.of_all else "in all, of a few of whom it is not known"
    for one in _most(groups):
        share, hide = groups.share(one), one.group in groups.hidden
        name = f"share_{groups.characteristic}_{slug(one.group).replace('-', '_')}"
        if hide:
            yield Figure(name, None, "percent", f"of {word}", suppressed=True)
        elif share:
            base = f"of {groups.base:,} {word} {what}"
            yield Figure(name, share[0], "percent", base, low=share[1], high=share[2])
    shown = UNKNOWN not in groups.hidden
    yield Figure(
        f"{groups.characteristic}_not_known", groups.profile.unknown if shown else None, "count",
        f"{word} whose {groups.characteristic} is not known", suppressed=not shown,
    )  # fmt: skip


def _most(groups: Groups) -> list[ProfileGroup]:
    """The groups whose shares are figures: both sexes, and of ages and ethnic groups the largest shown. The table has all."""
    if groups.characteristic == "sex":
        return list(groups.profile.groups)
    shown = [one for one in groups.profile.groups if one.group not in groups.hidden]
    return sorted(shown, key=lambda one: (-one.people, one.group))[:1]


def _table(people: People, word: str) -> Table:
    rows: list[tuple[object, ...]] = []
    for groups in people.groups.values():
        title = groups.characteristic.capitalize()
        for one in groups.profile.groups:
            hide = one.group in groups.hidden
            share = groups.share(one)
            rate = (one.rate, one.rate_low, one.rate_high)
            rows.append(
                (
                    f"{title}: {one.group}",
                    SUPPRESSED if hide else one.people,
                    *(share or (SUPPRESSED if hide else None,) * 3),
                    None if one.residents is None else int(one.residents),
                    *((SUPPRESSED,) * 3 if hide and one.rate is not None else rate),
                )
            )
        unknown = SUPPRESSED if UNKNOWN in groups.hidden else groups.profile.unknown
        rows.append((f"{title}: {UNKNOWN}", unknown, *(None,) * 7))
    return Table(
        f"{word.capitalize()} by age, sex and ethnicity",
        (
            Column("group", "Group"),
            Column("people", "People", "count"),
            Column("share", "Share of those known", "percent"),
            Column("share_low", "from", "percent"),
            Column("share_high", "to", "percent"),
            Column("residents", "Residents of the group", "count"),
            Column("rate", "Per 1,000 of them", "per_1000"),
            Column("rate_low", "from", "per_1000"),
            Column("rate_high", "to", "per_1000"),
        ),
        tuple(rows),
    )
