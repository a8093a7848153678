"""What residents call a problem beside what is recorded: two orders of the same issues, and where they part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALIKE = "about the same place"
CONCERN_FIRST = "higher among residents’ concerns than in records"
RECORDS_FIRST = "higher in records than among residents’ concerns"
CHANCE = "the difference could be chance"
UNCERTAIN = "not tested: who answered is not a sample"
NOT_RECORDED = "no record to compare with"
NO_ANSWERS = "nobody answered this"


@dataclass(frozen=True)
class Issue:
    """
    One issue: `percent` (0-100) of those who answered call it a very or fairly big problem; `recorded` crimes or incidents.

    `effective_base`: those who answered, over the design effect. `recorded` is None where no record fits the issue.
    `dispersion`: how many times more the record varies than independent events would.
    """

    name: str
    percent: float | None
    effective_base: float
    recorded: int | None
    dispersion: float = 1.0


@dataclass(frozen=True)
class PerceivedRecorded:
    """
    `concern_rank` and `recorded_rank` (1 is most; ties share the mean place) among the issues that have both.

    `places`: recorded rank less concern rank: over 0, higher among concerns. `low`, `high`: its ends, None where
    not tested. `verdict`: one of the sentences of this module.
    """

    name: str
    percent: float | None
    recorded: int | None
    concern_rank: float | None
    recorded_rank: float | None
    places: float | None
    low: float | None
    high: float | None
    verdict: str


def perceived_against_recorded(
    issues: Sequence[Issue],
    *,
    sample: bool,
    apart: float = 2.0,
    level: float = 0.95,
    draws: int = 4_000,
    seed: int = 1,
) -> tuple[PerceivedRecorded, ...]:
    """
    Issues by concern and by record, in the order given; each with a plain verdict.

    The two are in different units, so places in the order are compared, never sizes. “About the same place”: fewer
    than `apart` places between. A difference of `apart` or more is told only where its interval leaves out 0 (shares
    drawn from their Beta, counts from a Gamma with its dispersion; seeded); else it could be chance. Without a sample
    there is no interval, and the verdict says that it is not tested. Recorded is what was reported and written down, not
    what people went through; concern is not wrong where records are low. Raises ValueError for shares outside 0 to 100.

    >>> found = perceived_against_recorded(
    ...     [Issue("Litter", 70, 800, 40), Issue("Drugs", 60, 800, 90), Issue("Theft", 20, 800, 400)], sample=True)
    >>> [(one.name, one.places, one.verdict) for one in found][0]
    ('Litter', 2.0, 'higher among residents’ concerns than in records')
    """
    twice = sorted({issue.name for issue in issues if sum(one.name == issue.name for one in issues) > 1})
    if twice:
        raise ValueError(f"Each issue stands once. Named twice: {', '.join(twice)}")
    for issue in issues:
        if issue.percent is not None and not 0.0 <= issue.percent <= 100.0:
            raise ValueError(f"A share is between 0 and 100 percent: {issue.name} has {issue.percent}")
        if issue.effective_base < 0 or (issue.recorded or 0) < 0 or issue.dispersion < 1.0:
            raise ValueError(f"Counts are 0 or more and a dispersion 1 or more: {issue.name}")
    both = [at for at, one in enumerate(issues) if one.percent is not None and one.recorded is not None]
    shares = np.array([issues[at].percent for at in both], dtype=np.float64)
    counts = np.array([issues[at].recorded for at in both], dtype=np.float64)
    concern, record = _ranks(shares[None, :])[0], _ranks(counts[None, :])[0]
    low, high = _ends([issues[at] for at in both], shares, counts, level, draws, seed) if sample else (None, None)
    found = []
    for at, issue in enumerate(issues):
        if at not in both:
            reason = NO_ANSWERS if issue.percent is None else NOT_RECORDED
            found.append(
                PerceivedRecorded(issue.name, issue.percent, issue.recorded, None, None, None, None, None, reason)
            )
            continue
        place = both.index(at)
        places = float(record[place] - concern[place])
        least = None if low is None else float(low[place])
        most = None if high is None else float(high[place])
        found.append(
            PerceivedRecorded(
                issue.name, issue.percent, issue.recorded, float(concern[place]), float(record[place]),
                places, least, most, _verdict(places, least, most, apart),
            )
        )  # fmt: skip
    return tuple(found)


def _verdict(places: float, low: float | None, high: float | None, apart: float) -> str:
    if low is None or high is None:
        return ALIKE if abs(places) < apart else UNCERTAIN
    if abs(places) < apart:
        return ALIKE
    if low <= 0.0 <= high:
        return CHANCE
    return CONCERN_FIRST if places > 0 else RECORDS_FIRST


def _ends(
    issues: list[Issue], shares: NDArray[np.float64], counts: NDArray[np.float64], level: float, draws: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    random = np.random.default_rng(seed)
    bases = np.array([issue.effective_base for issue in issues], dtype=np.float64)
    dispersion = np.array([issue.dispersion for issue in issues], dtype=np.float64)
    said = shares / 100.0 * bases
    size = (draws, len(issues))
    drawn = random.beta(said + 0.5, np.maximum(bases - said, 0.0) + 0.5, size=size)
    recorded = random.gamma((counts + 0.5) / dispersion, dispersion, size=size)
    places = _ranks(recorded) - _ranks(drawn)
    tail = 100.0 * (1.0 - level) / 2.0
    low, high = np.percentile(places, [tail, 100.0 - tail], axis=0)
    return low, high


def _ranks(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Largest first; ties share the mean of the places they take up."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(-rows, axis=1), dtype=np.float64)
