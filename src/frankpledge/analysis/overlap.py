"""Victims who are also suspects: how many, and how many there would be if the one had nothing to do with the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.intervals import poisson_interval, wilson_interval

MOST_AT_ODDS = 0.1  # of the people in both roles: more differ only if the codes mean different people
FEWEST_TO_TELL = 10  # people in both roles of whom sex or the like is known
SURELY_NOT_NONE = 5.0  # expected by chance alone: none then has a chance of under 1 in 100


class NotComparable(ValueError):
    """The codes of victims and those of suspects do not seem to mean the same people."""


@dataclass(frozen=True)
class Overlap:
    """
    `both` of the `victims` and of the `suspects` are the same people; shares are 0 to 1, with Wilson's intervals.

    `expected` is how many would be both if being a victim made nobody likelier to be a suspect; `ratio` is both over
    that, with its interval, and `p` the chance of at least so many. `groups` says in how many groups of residents that
    was worked out (1: all residents alike).
    """

    victims: int
    suspects: int
    both: int
    share_of_victims: float
    victims_low: float
    victims_high: float
    share_of_suspects: float
    suspects_low: float
    suspects_high: float
    expected: float
    ratio: float
    low: float
    high: float
    p: float
    groups: int


def role_overlap(
    victims: ArrayLike,
    suspects: ArrayLike,
    *,
    residents: ArrayLike,
    victim_group: ArrayLike | None = None,
    suspect_group: ArrayLike | None = None,
    victim_trait: ArrayLike | None = None,
    suspect_trait: ArrayLike | None = None,
    level: float = 0.95,
) -> Overlap:
    """
    Compare the people in both roles with what independence would give among the residents.

    `victims` and `suspects` are one code for each person, each once. `residents` counts those who could have been
    either: one number, or one for each group (such as age bands), with `victim_group` and `suspect_group` giving each
    person's group as a position in it, −1 where it is not known (shared out like the others). Expected are Σ V·S/N over
    groups. `victim_trait` and `suspect_trait`, such as sex (None where not known), tell whether a code means one
    person in both roles. The interval takes the number in both as a Poisson count, which is wide rather than narrow.

    Raises NotComparable where over a tenth of the people in both roles differ in that trait, or where nobody is in
    both although chance alone would give 5 or more; ValueError for a role without people, a code that comes twice, or
    more victims or suspects than residents.

    Source: Jennings, Piquero & Reingle (2012), Aggression and Violent Behavior 17, 16-26, on comparing within age and sex.

    >>> found = role_overlap(range(500), range(470, 800), residents=40_000)
    >>> found.both, round(found.expected, 2), round(found.ratio, 1), round(found.low, 1), round(found.high, 1)
    (30, 4.12, 7.3, 4.9, 10.4)
    """
    first, second = _codes(victims), _codes(suspects)
    shared, at_first, at_second = np.intersect1d(first, second, assume_unique=True, return_indices=True)
    living = np.atleast_1d(np.asarray(residents, dtype=np.float64))
    if not np.all(np.isfinite(living)) or np.any(living < 0) or max(len(first), len(second)) > living.sum():
        raise ValueError("There cannot be more victims or suspects than residents")
    expected = _expected(len(first), len(second), living, victim_group, suspect_group)
    if victim_trait is not None and suspect_trait is not None:
        _refuse_odd_pairs(np.asarray(victim_trait, object)[at_first], np.asarray(suspect_trait, object)[at_second])
    both = len(shared)
    if not both and expected >= SURELY_NOT_NONE:
        raise NotComparable(
            f"nobody is both, though chance alone would give {expected:.0f}: the codes of the two roles do not seem to mean "
            "the same people"
        )
    ends = poisson_interval(both, level=level)
    of_victims, of_suspects = (
        wilson_interval(both, len(first), level=level),
        wilson_interval(both, len(second), level=level),
    )
    return Overlap(
        victims=len(first),
        suspects=len(second),
        both=both,
        share_of_victims=both / len(first),
        victims_low=of_victims.low,
        victims_high=of_victims.high,
        share_of_suspects=both / len(second),
        suspects_low=of_suspects.low,
        suspects_high=of_suspects.high,
        expected=expected,
        ratio=both / expected,
        low=ends.low / expected,
        high=ends.high / expected,
        p=_at_least(both, expected),
        groups=len(living),
    )


def _codes(people: ArrayLike) -> NDArray[np.generic]:
    codes = np.asarray(people)
    if not codes.size:
        raise ValueError("There is nobody in one of the two roles")
    if len(np.unique(codes)) != len(codes):
        raise ValueError("Each person comes once in each role")
    return codes


def _expected(
    victims: int,
    suspects: int,
    living: NDArray[np.float64],
    victim_group: ArrayLike | None,
    suspect_group: ArrayLike | None,
) -> float:
    if victim_group is None or suspect_group is None:
        if len(living) > 1:
            raise ValueError("Residents by group need the group of every victim and suspect")
        return victims * suspects / float(living.sum())
    parts = []
    for group, people in ((victim_group, victims), (suspect_group, suspects)):
        at = np.asarray(group, dtype=np.int64)
        if at.shape != (people,) or (at.size and at.max() >= len(living)):
            raise ValueError("Each person's group is a position in the residents, or −1")
        known = np.bincount(at[at >= 0], minlength=len(living)).astype(np.float64)
        if not known.any():
            raise ValueError("The group of nobody is known")
        parts.append(known * people / known.sum())
    met = (parts[0] > 0) & (parts[1] > 0)
    if np.any(met & (living <= 0)):
        raise ValueError("A group with victims and suspects has no residents")
    return float(np.sum(np.divide(parts[0] * parts[1], living, out=np.zeros_like(living), where=met)))


def _refuse_odd_pairs(one: NDArray[np.object_], other: NDArray[np.object_]) -> None:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None and a == a and b == b]
    odd = sum(a != b for a, b in pairs)
    if len(pairs) >= FEWEST_TO_TELL and odd > MOST_AT_ODDS * len(pairs):
        raise NotComparable(
            f"of {len(pairs)} people in both roles {odd} differ in what does not change: the codes of the two roles do not "
            "mean the same people"
        )


def _at_least(count: int, expected: float) -> float:
    from scipy.special import pdtrc

    return 1.0 if count == 0 else float(pdtrc(count - 1, expected))
