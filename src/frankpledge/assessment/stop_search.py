"""Whether some ethnic groups are searched more than others for their size, and whether searches of them find as much."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from frankpledge.analysis.disproportion import GroupRatio, group_ratios, split_dispersion
from frankpledge.archive.resident_groups import ResidentGroups, resident_groups
from frankpledge.archive.stop_search import SEARCHES, files, searches
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Provenance, Strength, Table
from frankpledge.assessment.partner_disproportion import NO_WHY, REFUSED, short
from frankpledge.assessment.partner_feed import slug
from frankpledge.assessment.partner_persons import ethnic_group
from frankpledge.assessment.period import join, spell
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

FEWEST_SEARCHES = 100
NOTHING = ("no further action", "nothing found")

SEARCHES_NOT_PEOPLE = (
    "Rows are searches: somebody searched twice counts twice. The range allows for how the months differ."
)
WHOSE_WORD = (
    "Groups are as people defined themselves and, where they did not state it, as the officer saw them. The same by people's "
    "own words alone stands beside it."
)
RESIDENTS_SEARCHED = "Many who are searched live elsewhere, and who is in the street is not who lives in the area."
WHOLE_FORCE = "Rows name no LSOA, so this is of the whole force."
OUTCOME = "“Led to something” is any outcome but no further action. Where a group's searches lead to something less often, it was searched on less."


def findings(evidence: Evidence) -> list[Finding]:
    """
    Of a force area, where 100 searches and its residents by ethnic group are held; else none.

    Strong or moderate where a group's ratio has an adjusted p under 0.01, or 0.05, and its own words alone point the
    same way; else weak.
    """
    if evidence.area.kind != "force":
        return []
    months = list(evidence.period.asked)
    rows = searches(evidence.snapshot, evidence.force_names, months)
    living = resident_groups(evidence.snapshot, evidence.area.lsoas, "ethnicity")
    if living is None or rows["n"].sum() < FEWEST_SEARCHES:
        return []
    own = [ethnic_group(value) for value in rows["self_defined"]]
    rows["own"] = own
    rows["group"] = [mine or ethnic_group(seen) for mine, seen in zip(own, rows["officer_defined"], strict=True)]
    found = _finding(evidence, rows, living, [month for month in months if month.index in set(rows["month_ix"])])
    return [found] if found else []


def _finding(evidence: Evidence, rows: "pd.DataFrame", living: ResidentGroups, months: list[Month]) -> Finding | None:
    residents = {name: float(many) for name, many in living.residents.items()}
    reference = max(sorted(residents), key=lambda name: residents[name])
    searched = _compared(rows, "group", residents, reference)
    by_word = {one.group: one for one in _compared(rows, "own", residents, reference)}
    if not any(one.ratio is not None for one in searched):
        return None
    led = _led(rows, reference)
    real = [one for one in searched if not one.could_be_chance and _same_way(one, by_word.get(one.group))]
    total, versions = int(rows["n"].sum()), evidence.snapshot.versions
    return Finding(
        id="disproportion-stop-and-search",
        kind="people",
        title="Stop and search: are some groups searched more than others?",
        statement=_statement(searched, real, led, reference, total, months),
        strength=_strength(real),
        figures=tuple(_figures(searched, by_word, led, reference, living, total, months)),
        table=_table(searched, by_word, led),
        method="disproportionality",
        caveats=(NO_WHY, SEARCHES_NOT_PEOPLE, WHOSE_WORD, RESIDENTS_SEARCHED, OUTCOME, REFUSED, WHOLE_FORCE,
                 *_missing(evidence, months)),
        provenance=Provenance(
            dataset=SEARCHES,
            versions={name: versions[name] for name in (SEARCHES, living.dataset) if name in versions},
            editions=files(evidence.snapshot, evidence.force_names, months),
            filter=f"Force is {join(evidence.force_names)}; Type is not Vehicle search; {spell(months)}",
            rows_counted=total,
        ),
    )  # fmt: skip


def _compared(
    rows: "pd.DataFrame", column: str, residents: Mapping[str, float], reference: str
) -> tuple[GroupRatio, ...]:
    known = rows[rows[column].isin(list(residents))]
    monthly = known.pivot_table(index="month_ix", columns=column, values="n", aggfunc="sum", fill_value=0)
    counts = {str(group): int(many) for group, many in known.groupby(column)["n"].sum().items()}
    return group_ratios(
        counts, residents, reference=reference, unknown=int(rows["n"].sum() - known["n"].sum()),
        dispersion=split_dispersion(monthly.to_numpy()),
    )  # fmt: skip


def _led(rows: "pd.DataFrame", reference: str) -> dict[str, GroupRatio]:
    """Searches with any outcome but none, of all of the group whose outcome is stated."""
    stated = rows[rows["outcome"].notna() & rows["group"].notna()]
    something = ~stated["outcome"].str.casefold().str.contains("|".join(NOTHING))
    base = {str(group): float(many) for group, many in stated.groupby("group")["n"].sum().items()}
    counts = {str(group): int(many) for group, many in stated[something].groupby("group")["n"].sum().items()}
    if not base.get(reference):
        return {}
    return {one.group: one for one in group_ratios(counts, base, reference=reference, part_of_base=True)}


def _same_way(one: GroupRatio, by_word: GroupRatio | None) -> bool:
    return bool(by_word and by_word.ratio and one.ratio and (by_word.ratio > 1) == (one.ratio > 1))


def _strength(real: list[GroupRatio]) -> Strength:
    if not real:
        return "weak"
    return "strong" if any((one.adjusted_p or 0) < 0.01 and one.count >= 50 for one in real) else "moderate"


def _statement(
    searched: tuple[GroupRatio, ...], real: list[GroupRatio], led: dict[str, GroupRatio], reference: str, total: int,
    months: list[Month],
) -> str:  # fmt: skip
    said = f"{total:,} people were searched in {spell(months)}."
    if real:
        most = max(real, key=lambda one: (one.ratio or 0.0, one.group))
        said += (
            f" {short(most.group)} people were searched {most.ratio:.1f} times as often as {short(reference)} people for each "
            f"resident ({most.low:.1f} to {most.high:.1f}), which is not chance."
        )
    else:
        said += (
            f" No group is shown to be searched more or less often than {short(reference)} people for each resident."
        )
    compared = [one for one in led.values() if one.ratio is not None]
    if not compared:
        return said
    differing = [one for one in compared if not one.could_be_chance]
    if not differing:
        return f"{said} Their searches are not shown to lead to something more or less often."
    one = max(differing, key=lambda each: (abs((each.ratio or 1) - 1), each.group))
    return (
        f"{said} Searches of {short(one.group)} people led to something {one.ratio:.1f} times as often as those of "
        f"{short(reference)} people ({one.low:.1f} to {one.high:.1f})."
    )


def _figures(
    searched: tuple[GroupRatio, ...], by_word: dict[str, GroupRatio], led: dict[str, GroupRatio], reference: str,
    living: ResidentGroups, total: int, months: list[Month],
) -> list[Figure]:  # fmt: skip
    found = [Figure("searches", total, "count", f"searches of people, {spell(months)}")]
    over = f"over {short(reference)}"
    for name, ones, base in (
        ("searched", searched, f"searches per resident, {over}; {living.words}"),
        ("searched_own_words", by_word.values(), f"the same by people's own words alone; {living.words}"),
        ("led_to_something", led.values(), f"searches that led to something, of all, {over}"),
    ):
        found += [
            Figure(
                f"{name}_ratio_{slug(short(one.group)).replace('-', '_')}", one.ratio, "ratio",
                f"{short(one.group)}: {base}", low=one.low, high=one.high,
            )
            for one in ones
            if one.ratio is not None
        ]  # fmt: skip
    return found


def _table(searched: tuple[GroupRatio, ...], by_word: dict[str, GroupRatio], led: dict[str, GroupRatio]) -> Table:
    rows: list[tuple[object, ...]] = []
    for one in searched:
        word, outcome = by_word.get(one.group), led.get(one.group)
        rows.append(
            (
                one.group, one.count, int(one.base), one.ratio, one.low, one.high,
                word.count if word else 0, word.ratio if word else None,
                100 * outcome.rate if outcome else None, outcome.ratio if outcome else None,
                one.refused or ("the largest group" if one.ratio is None else ""),
            )
        )  # fmt: skip
    return Table(
        "Searches by ethnic group, for the size of the group",
        (
            Column("group", "Ethnic group"),
            Column("searches", "Searches", "count"),
            Column("residents", "Residents", "count"),
            Column("ratio", "Per resident, over the largest group's", "ratio"),
            Column("ratio_low", "from", "ratio"),
            Column("ratio_high", "to", "ratio"),
            Column("searches_own_words", "Searches, by own words alone", "count"),
            Column("ratio_own_words", "Ratio, by own words alone", "ratio"),
            Column("led_percent", "Led to something", "percent"),
            Column("led_ratio", "Led, over the largest group's", "ratio"),
            Column("why_none", "Why no ratio"),
        ),
        tuple(rows),
    )


def _missing(evidence: Evidence, months: list[Month]) -> tuple[str, ...]:
    lacking = [month for month in evidence.period.asked if month not in months]
    return (f"No search is held of {spell(lacking)}.",) if lacking else ()
