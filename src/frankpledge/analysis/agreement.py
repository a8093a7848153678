"""Whether two people who code the same comments agree beyond chance: Cohen's kappa and Krippendorff's alpha."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Labels = frozenset[str]


@dataclass(frozen=True)
class Kappa:
    """
    Agreement of two coders on `n` comments: `observed` share alike, `expected` by chance, and `kappa` beyond chance.

    `low`, `high`: large-sample interval, None with `kappa` where `no_kappa` says why. `prevalence` (0 to 1): how
    lopsided the codes are; `bias`: how far the coders differ in how often they use them (two codes only, else None).
    """

    n: int
    observed: float
    expected: float
    kappa: float | None
    low: float | None
    high: float | None
    no_kappa: str = ""
    prevalence: float | None = None
    bias: float | None = None

    @property
    def caveat(self) -> str:
        """The kappa paradox, where it bites: nearly all alike, and still a low kappa."""
        if self.kappa is not None and self.observed >= 0.8 and self.kappa < 0.6:
            return (
                "The coders agree on most comments, and kappa is low because one code is rare or very common: chance "
                "alone would make them agree often. Read it beside the share alike."
            )
        return ""


@dataclass(frozen=True)
class CodeKappa:
    """One code: how many comments each coder gave it, and the kappa of given or not given."""

    code: str
    first: int
    second: int
    kappa: Kappa


@dataclass(frozen=True)
class CodingAgreement:
    """Each code's kappa, and `alpha` over whole sets of codes with its bootstrap interval (None: not defined)."""

    comments: int
    codes: tuple[CodeKappa, ...]
    alpha: float | None
    low: float | None
    high: float | None
    distance: str


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable], *, level: float = 0.95) -> Kappa:
    """
    Cohen's kappa of two coders who each gave every comment one code.

    1 is full agreement, 0 no more than chance, under 0 less. The interval is the large-sample one: under some 50
    comments it is rough. Where the coders agree on every comment (or on none) that one would have no width: then its
    end is what the exact bound of the share alike leaves, with chance agreement as found; all of 1 - level lies on
    that side, which for n comments is about 3/n of the share alike. No kappa where both used one and the same code throughout: agreement beyond chance cannot be
    told. Raises ValueError for lists of different length, or none.

    Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46; Fleiss, Cohen & Everitt (1969),
    Psychological Bulletin 72, 323-327; Clopper & Pearson (1934), Biometrika 26, 404-413, and Hanley & Lippman-Hand
    (1983), JAMA 249, 1743-1745 (nothing seen in n); Byrt, Bishop & Carlin (1993), J. Clin. Epidemiology 46, 423-429 (paradox).

    >>> found = cohen_kappa(["y"] * 25 + ["n"] * 25, ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15)
    >>> found.observed, round(found.kappa, 2), round(found.low, 2), round(found.high, 2)
    (0.7, 0.4, 0.15, 0.65)
    >>> found = cohen_kappa(["y", "n"] * 20, ["y", "n"] * 20)
    >>> found.kappa, round(found.low, 2), found.high
    (1.0, 0.86, 1.0)
    """
    from scipy.special import ndtri

    n = len(first)
    if n == 0 or len(second) != n:
        raise ValueError("Two coders are compared on the same comments")
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, not {level}")
    names = {name: at for at, name in enumerate(dict.fromkeys([*first, *second]))}
    k = len(names)
    places = [names[one] * k + names[other] for one, other in zip(first, second, strict=True)]
    p = np.bincount(places, minlength=k * k).reshape(k, k) / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    observed, expected = float(np.trace(p)), float(rows @ columns)
    prevalence = abs(float(p[0, 0] - p[1, 1])) if k == 2 else None
    bias = abs(float(p[0, 1] - p[1, 0])) if k == 2 else None
    if k == 1:
        return Kappa(n, 1.0, 1.0, None, None, None, "both coders gave every comment the same one code")
    kappa = (observed - expected) / (1.0 - expected)
    alike = sum(one == other for one, other in zip(first, second, strict=True))
    if alike in (0, n):
        low, high = _ends_of_all_or_none(n, alike == n, expected, 1.0 - level)
        return Kappa(n, observed, expected, kappa, low, high, "", prevalence, bias)
    sums = columns[:, None] + rows[None, :]  # of row i: its column's total; of column j: its row's
    own = float(np.sum(np.diag(p) * (1.0 - (rows + columns) * (1.0 - kappa)) ** 2))
    apart = float(np.sum(p * sums**2) - np.sum(np.diag(p) * np.diag(sums) ** 2)) * (1.0 - kappa) ** 2
    spread = max(own + apart - (kappa - expected * (1.0 - kappa)) ** 2, 0.0)
    error = sqrt(spread / n) / (1.0 - expected)
    reach = -float(ndtri((1.0 - level) / 2.0)) * error
    return Kappa(n, observed, expected, kappa, max(kappa - reach, -1.0), min(kappa + reach, 1.0), "", prevalence, bias)


def _ends_of_all_or_none(n: int, alike: bool, expected: float, alpha: float) -> tuple[float, float]:
    """Kappa's ends where n of n comments are alike, or none: 0 of n is seen with a chance of alpha at this share."""
    unseen = 1.0 - float(alpha ** (1.0 / n))
    if alike:
        return max((1.0 - unseen - expected) / (1.0 - expected), -1.0), 1.0
    return max(-expected / (1.0 - expected), -1.0), (unseen - expected) / (1.0 - expected)


def code_agreement(
    first: Sequence[Collection[str]],
    second: Sequence[Collection[str]],
    *,
    distance: str = "masi",
    level: float = 0.95,
    draws: int = 2_000,
    seed: int = 1,
) -> CodingAgreement:
    """
    Agreement of two coders who gave each comment any number of codes (none is an answer too).

    Per code, Cohen's kappa of given or not; overall, Krippendorff's alpha with the distance of two sets ("masi" or
    "jaccard"), its interval by drawing comments anew (seeded); where all are alike, by the exact bound as in
    `cohen_kappa`, an unseen difference taken as a whole one. Codes in order of the alphabet.

    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability; Passonneau (2006), LREC (MASI).

    >>> found = code_agreement([{"drugs"}, {"noise"}, {"drugs", "noise"}, set()], [{"drugs"}, {"noise"}, {"drugs"}, set()])
    >>> [(one.code, one.first, one.second) for one in found.codes], round(found.alpha, 2)
    ([('drugs', 2, 2), ('noise', 2, 1)], 0.78)
    """
    if len(first) == 0 or len(first) != len(second):
        raise ValueError("Two coders are compared on the same comments")
    one, two = [frozenset(given) for given in first], [frozenset(given) for given in second]
    codes = tuple(
        CodeKappa(
            code,
            sum(code in given for given in one),
            sum(code in given for given in two),
            cohen_kappa([code in given for given in one], [code in given for given in two], level=level),
        )
        for code in sorted(frozenset().union(*one, *two))
    )
    alpha, low, high = _alpha_of_two(one, two, distance, level, draws, seed)
    return CodingAgreement(len(one), codes, alpha, low, high, distance)


def krippendorff_alpha(coders: Sequence[Sequence[Hashable | None]], *, distance: str = "nominal") -> float | None:
    """
    Krippendorff's alpha of any number of coders, some of whom left units out (None).

    `coders`: for each coder, a value for each unit. `distance`: "nominal", "interval" (numbers), "jaccard" or "masi"
    (sets). None where nothing can differ: fewer than two values that can be paired, or all alike.

    Source: Krippendorff (2011), whose example of four coders this is.

    >>> a, b = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    >>> c, d = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    >>> round(krippendorff_alpha([a, b, c, d]), 3), round(krippendorff_alpha([a, b, c, d], distance="interval"), 3)
    (0.743, 0.849)
    """
    if len({len(values) for values in coders}) > 1:
        raise ValueError("Every coder needs a value, or None, for each unit")
    units = [[value for value in unit if value is not None] for unit in zip(*coders, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = list(dict.fromkeys(value for unit in units for value in unit))
    if not values:
        return None
    place, apart = {value: at for at, value in enumerate(values)}, _distances(values, distance)
    counts = np.zeros(len(values))
    seen = 0.0
    for unit in units:
        here = np.bincount([place[value] for value in unit], minlength=len(values)).astype(np.float64)
        counts += here
        seen += float(here @ apart @ here) / (len(unit) - 1)
    n = float(counts.sum())
    chance = float(counts @ apart @ counts) / float(n - 1)
    return None if chance == 0 else 1.0 - seen / chance


def set_distance(one: Collection[str], other: Collection[str], *, distance: str = "masi") -> float:
    """
    How far two sets of codes are apart, 0 to 1.

    "jaccard": 1 - shared / all. "masi": 1 - (shared / all) × 1 for the same set, 2/3 where one holds the other, 1/3
    where they overlap. Two empty sets are alike.

    >>> round(set_distance({"a", "b"}, {"a"}), 3), set_distance({"a", "b"}, {"a"}, distance="jaccard"), set_distance([], [])
    (0.667, 0.5, 0.0)
    """
    a, b = frozenset(one), frozenset(other)
    if a == b:
        return 0.0
    alike = len(a & b) / len(a | b)
    if distance == "jaccard":
        return 1.0 - alike
    if distance == "masi":
        return 1.0 - alike * (2 / 3 if a <= b or b <= a else 1 / 3)
    raise ValueError(f"No distance of sets is called {distance}")


def _distances(values: Sequence[Hashable], distance: str) -> FloatArray:
    if distance == "nominal":
        return 1.0 - np.eye(len(values))
    if distance == "interval":
        numbers = np.array(values, dtype=np.float64)
        return np.asarray((numbers[:, None] - numbers) ** 2)
    sets = [frozenset(value) for value in values if isinstance(value, Collection)]
    if len(sets) != len(values):
        raise ValueError("This distance is of sets of codes")
    return np.array([[set_distance(one, other, distance=distance) for other in sets] for one in sets])


def _alpha_of_two(
    one: list[Labels], two: list[Labels], distance: str, level: float, draws: int, seed: int
) -> tuple[float | None, float | None, float | None]:
    values = list(dict.fromkeys([*one, *two]))
    place, apart = {value: at for at, value in enumerate(values)}, _distances(values, distance)
    a, b = (np.array([place[value] for value in each]) for each in (one, two))
    pairs = apart[a, b]
    n = len(a)
    whole = np.bincount(np.concatenate([a, b]), minlength=len(values)).astype(np.float64)
    chance = float(whole @ apart @ whole) / (2 * n * (2 * n - 1))
    if chance == 0:
        return None, None, None
    if not pairs.any():  # drawn anew, comments that are all alike stay so: the exact bound of the share alike instead
        return 1.0, max(1.0 - (1.0 - float((1.0 - level) ** (1.0 / n))) / chance, -1.0), 1.0
    random = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        picked = random.integers(0, n, n)
        counts = np.bincount(np.concatenate([a[picked], b[picked]]), minlength=len(values)).astype(np.float64)
        by_chance = float(counts @ apart @ counts) / (2 * n * (2 * n - 1))
        if by_chance > 0:
            found.append(1.0 - float(pairs[picked].mean()) / by_chance)
    tail = 100.0 * (1.0 - level) / 2.0
    low, high = np.percentile(found, [tail, 100.0 - tail]) if found else (np.nan, np.nan)
    return 1.0 - float(pairs.mean()) / chance, float(low), float(high)
