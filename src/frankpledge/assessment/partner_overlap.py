"""Victims who are also suspects, by a partner's own records."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from frankpledge.analysis.overlap import NotComparable, Overlap, role_overlap
from frankpledge.analysis.profiles import BAND_STARTS
from frankpledge.archive.partner_events import FeedHeld
from frankpledge.archive.resident_groups import resident_groups
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Figure, Finding, Strength
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, count_figure, provenance, slug
from frankpledge.assessment.partner_persons import FEWEST_PEOPLE, persons
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.assessment.period import spell
from frankpledge.assessment.strength import SMALL_BASE, of_interval
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

RESIDENTS_ONLY = (
    "Expected is what there would be if every resident were as likely as another of the same group to be a victim, and to "
    "be a suspect. People who come from elsewhere, and those who go out more, make the true number larger."
)
NOT_BY_AGE = "Residents by age are not held, so the ages that victims and suspects share count as a link."
DETECTED = "Suspects are those who were found, and a known victim helps to find them."
NOT_ONE_PERSON = "A share of a group says nothing about one of its people."


def finding(evidence: Evidence, held: FeedHeld, months: Sequence[Month]) -> Finding | None:
    """
    Of all months to the end of the period. None for fewer than 50 people in either role, or without residents.

    Strength as its interval's, on the logarithm; where the codes of the two roles do not mean the same people, that is
    said and nothing is counted.
    """
    if not months:
        return None
    victims, suspects = (persons(evidence, held, role, months) for role in ("victim", "suspect"))
    if min(len(victims), len(suspects)) < FEWEST_PEOPLE:
        return None
    ages = resident_groups(evidence.snapshot, evidence.area.lsoas, "age")
    by_age = ages is not None and bool(victims["age"].notna().any()) and bool(suspects["age"].notna().any())
    if not by_age and evidence.population is None:
        return None
    options: dict[str, Any] = {"residents": evidence.population}
    if by_age and ages is not None:
        residents = np.zeros(len(BAND_STARTS))
        np.add.at(residents, _bands([float(years) for years in ages.residents]), list(ages.residents.values()))
        options = {
            "residents": residents, "victim_group": _of_people(victims), "suspect_group": _of_people(suspects),
        }  # fmt: skip
    about = f"{held.sender}, {spell(months)}"
    where = "residents of the same ages" if by_age else "all residents"
    datasets = [ages.dataset] if by_age and ages is not None else ["census2021"]
    try:
        found = role_overlap(
            victims["person"].to_numpy(str), suspects["person"].to_numpy(str),
            victim_trait=victims["sex"].to_numpy(object), suspect_trait=suspects["sex"].to_numpy(object), **options,
        )  # fmt: skip
    except NotComparable:
        return _not_comparable(evidence, held, months)
    except ValueError:  # more victims than residents, as where a feed covers more than the area's own people
        return None
    small = 0 < found.both < THRESHOLD
    rows = len(victims) + len(suspects)
    return Finding(
        id=f"overlap-{slug(held.feed)}",
        kind="people",
        title=f"Victims who are also suspects ({held.sender})",
        statement=_statement(found, small, where, months),
        strength=_strength(found, small),
        figures=_figures(found, small, where, about),
        method="overlap",
        caveats=(ON_TERMS, SENDERS, RESIDENTS_ONLY, *(() if by_age else (NOT_BY_AGE,)), DETECTED, NOT_ONE_PERSON),
        provenance=provenance(evidence, held, None, rows, months, also=datasets),
    )


def _bands(years: Sequence[float]) -> "np.ndarray":
    return np.searchsorted(BAND_STARTS, np.asarray(years), side="right") - 1


def _of_people(people: "pd.DataFrame") -> "np.ndarray":
    known = people["age"].notna().to_numpy()
    groups = np.full(len(people), -1)
    groups[known] = _bands([float(years) for years in people.loc[known, "age"]])
    return groups


def _statement(found: Overlap, small: bool, where: str, months: Sequence[Month]) -> str:
    when = f"in {spell(months)}"
    if small:
        return f"Too few people are named both as victim and as suspect {when} to say how many."
    said = (
        f"{found.both:,} people are named both as victim and as suspect {when}: {found.share_of_victims:.0%} of "
        f"{found.victims:,} victims and {found.share_of_suspects:.0%} of {found.suspects:,} suspects."
    )
    if found.low <= 1 <= found.high:
        return f"{said} Chance alone could give as many among {where}."
    often = "more" if found.ratio > 1 else "fewer"
    return (
        f"{said} That is {found.ratio:.1f} times as many as chance would give among {where} ({found.low:.1f} to "
        f"{found.high:.1f}), {often} than chance explains."
    )


def _strength(found: Overlap, small: bool) -> Strength:
    if small or not found.low:
        return "weak"
    sure = of_interval(float(np.log(found.low)), float(np.log(found.high)), 0.0, min(found.victims, found.suspects))
    # Fewer in both than a small base cannot bear the strongest word, however far from chance.
    return "moderate" if sure == "strong" and found.both < SMALL_BASE else sure


def _figures(found: Overlap, small: bool, where: str, about: str) -> tuple[Figure, ...]:
    def hidden(name: str, unit: str, base: str) -> Figure:
        return Figure(name, None, unit, base, suppressed=True)  # type: ignore[arg-type]

    counts = (
        count_figure("victims", found.victims, f"people named as victims, {about}"),
        count_figure("suspects", found.suspects, f"people named as suspects, {about}"),
    )
    both = f"people named as both, {about}"
    expected = Figure("expected_in_both", found.expected, "count", f"if the roles were independent, among {where}")
    if small:
        return (*counts, hidden("in_both_roles", "count", both), expected)
    return (
        *counts,
        Figure("in_both_roles", found.both, "count", both),
        Figure(
            "share_of_victims_also_suspects", 100 * found.share_of_victims, "percent", f"of {found.victims:,} victims",
            low=100 * found.victims_low, high=100 * found.victims_high,
        ),
        Figure(
            "share_of_suspects_also_victims", 100 * found.share_of_suspects, "percent",
            f"of {found.suspects:,} suspects", low=100 * found.suspects_low, high=100 * found.suspects_high,
        ),
        expected,
        Figure("ratio_to_independence", found.ratio, "ratio", f"in both roles, over expected among {where}",
               low=found.low, high=found.high),
    )  # fmt: skip


def _not_comparable(evidence: Evidence, held: FeedHeld, months: Sequence[Month]) -> Finding:
    return Finding(
        id=f"overlap-{slug(held.feed)}",
        kind="people",
        title=f"Victims who are also suspects ({held.sender})",
        statement=(
            f"Whether victims are also suspects cannot be told: {held.sender}'s codes do not seem to mean the same people in "
            "both roles. Ask the sender for one code for each person."
        ),
        strength="context",
        method="overlap",
        caveats=(ON_TERMS, SENDERS),
        provenance=provenance(evidence, held, None, 0, months),
    )
