"""The space-time scan against scoring every cylinder of every shuffle: how fast, and is it equal? Part of `bench.methods`."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.bars import Bar
from frankpledge.analysis.cylinders import SAME_SCORE, Score, Windows, Zones
from frankpledge.analysis.space_time import _drawn, space_time_scan

SHUFFLES, LONGEST, SEED = 999, 6, 1
MONTHS: dict[str, Any] = {"unit": "month", "dated_by": "month", "longest": LONGEST}


@dataclass(frozen=True)
class Size:
    """`plain`: how many of the shuffles are also scored in full, to compare; their time is scaled up."""

    cases: int
    areas: int
    plain_now: int
    plain_back: int


FULL = Size(cases=33_850, areas=300, plain_now=999, plain_back=20)
QUICK = Size(cases=6_000, areas=100, plain_now=99, plain_back=10)
UNITS = 36


def scan_bars(size: Size, times: float) -> list[Bar]:
    """Asked of today, and looking back, without and with an allowance for bursts."""
    rng = np.random.default_rng(5)
    places = rng.uniform(0, 12_000, (size.areas, 2))
    busy = rng.gamma(1.0, 1.0, size.areas)
    at = rng.choice(size.areas, size.cases, p=busy / busy.sum())
    table = np.bincount(at * UNITS + rng.integers(0, UNITS, size.cases), minlength=size.areas * UNITS)
    table = table.reshape(size.areas, UNITS)
    return [
        *_against_plain(places, table, True, size.plain_now, times),
        *_against_plain(places, table, False, size.plain_back, times),
        Bar("scan, ending now, twice as uneven as chance", _ours(places, table, True, 2.0)[0]),
    ]


def _against_plain(places: np.ndarray, table: np.ndarray, now: bool, plain: int, times: float) -> list[Bar]:
    seconds, found = _ours(places, table, now, 1.0)
    same = _ours(places, table, now, 1.0, plain)[1] if plain < SHUFFLES else found
    theirs, p, score = _plain(places, table, now, plain)
    theirs *= SHUFFLES / plain
    part = "" if plain == SHUFFLES else f" (from {plain} shuffles)"
    return [
        Bar(
            f"scan, {'ending now' if now else 'looking back'}, {table.sum():,} crimes, {len(places)} areas, {SHUFFLES} shuffles",
            seconds,
            theirs / times,
            beside=f"{found.zones:,} zones × {found.windows} windows; every cylinder scored anew {theirs:.0f} s{part}, "
            f"{theirs / seconds:.0f} times as long; no peer in Python",
        ),
        Bar("  score apart", abs(found.clusters[0].score - score), 1e-9, ""),
        Bar("  p apart, same shuffles", abs(same.clusters[0].p - p), 0, ""),
    ]


def _ours(places: np.ndarray, table: np.ndarray, now: bool, dispersion: float, shuffles: int = SHUFFLES) -> Any:
    at, when = np.nonzero(table)
    begun = time.perf_counter()
    found = space_time_scan(
        *places[at].T, when, count=table[at, when], **MONTHS, first=0, last=UNITS - 1, ending_now=now,
        dispersion=dispersion, most=1, shuffles=shuffles, seed=SEED,
    )  # fmt: skip
    return time.perf_counter() - begun, found


def _plain(places: np.ndarray, table: np.ndarray, now: bool, shuffles: int) -> tuple[float, float, float]:
    """Seconds, p and the highest score, by scoring every cylinder of the data and of each shuffle."""
    order = np.lexsort(places.T[::-1])
    order = order[table[order].sum(axis=1) > 0]  # ours grows no zone from a place without a crime
    places, table = places[order], table[order]
    cases = int(table.sum())
    windows = Windows.of(UNITS, LONGEST, ending_now=now)
    zones = Zones.around(places, table.sum(axis=1), most=cases / 2, radius=np.inf)
    score = Score(cases, fewest=2)
    of_windows = windows.counts(windows.laid_out(table).sum(axis=0))

    def highest(cumulative: np.ndarray) -> float:
        best = 0.0
        for members, totals in zip(zones.members, zones.totals, strict=True):
            if len(members):
                inside = windows.counts(cumulative[members].cumsum(axis=0))
                best = max(best, float(score.of(inside, totals[:, None] * of_windows / cases).max()))
        return best

    seen = highest(windows.laid_out(table))
    begun = time.perf_counter()
    drawn = list(_drawn(table, windows, 1.0, cases, shuffles, SEED))
    reached = sum(
        highest(part[:, :, one].astype(np.int64)) >= seen - SAME_SCORE for part in drawn for one in range(part.shape[2])
    )
    return time.perf_counter() - begun, (1 + reached) / (1 + shuffles), seen
