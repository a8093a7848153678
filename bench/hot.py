"""Hot areas and local Moran against esda: how fast, and are the answers equal? Part of `bench.maps`."""

import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from bench.bars import Bar
from frankpledge.analysis.grid import Squares
from frankpledge.analysis.hot import HotSpots, gi_star_exact
from frankpledge.analysis.moran import local_moran
from frankpledge.analysis.neighbours import Neighbours

DRAWS = 999  # of esda's simulation: its default, and the coarsest in use
SAME_TAILS = 1e-12  # largest difference from enumeration
SAME_Z = 1e-9
MOST_KEPT = 20_000  # squares of which every draw is kept to compare p: beyond, they would fill the memory


@dataclass(frozen=True)
class Peer:
    """
    esda's answers: `value` (z, or I), and `share_high`, how many of its draws came as high (None where not kept).
    `first`: seconds of import and first call (it compiles) beyond a later call.
    """

    value: np.ndarray
    share_high: np.ndarray | None
    seconds: float
    first: float


def hot_bars(sides: Sequence[int], times: float, repeats: int, jobs: Sequence[int]) -> list[Bar]:
    """Gi* and local Moran on squares of which a tenth lie in busy clumps and most of the others are empty."""
    random = np.random.default_rng(20)
    bars = []
    for side in sides:
        counts, neighbours = city(random, side)
        bars += _gi_bars(counts, neighbours, times, repeats, jobs)
    for side in sides:
        counts, neighbours = city(random, side)
        bars += _moran_bars(counts, neighbours, times, repeats, jobs)
    enumerated = Bar(
        "p apart from enumeration", _from_enumeration(random), SAME_TAILS, "", "both tails, 30 × 12 places"
    )
    return [*bars, enumerated]


def _gi_bars(counts: np.ndarray, neighbours: Neighbours, times: float, repeats: int, jobs: Sequence[int]) -> list[Bar]:
    ours = gi_star_exact(counts, neighbours)
    seconds = best(lambda: gi_star_exact(counts, neighbours), repeats)
    peer = _esda_gi(counts, neighbours, repeats, jobs)
    bars = [
        _beside(f"Gi*, {len(counts):,} squares", seconds, peer, times),
        Bar("  z apart from esda", float(np.abs(ours.z - peer.value).max()), SAME_Z, "", "largest of all squares"),
    ]
    if peer.share_high is not None:
        bars.append(
            Bar(
                "  p of the high side apart from esda",
                _apart(ours, peer.share_high),
                _usual_worst(len(counts)),
                "sd",
                f"worst square, in standard deviations of {DRAWS} draws; missed by chance 1 time in 1,000",
            )
        )
    return bars


def _moran_bars(
    counts: np.ndarray, neighbours: Neighbours, times: float, repeats: int, jobs: Sequence[int]
) -> list[Bar]:
    ours = local_moran(counts, neighbours)
    seconds = best(lambda: local_moran(counts, neighbours), repeats)
    peer = _esda_moran(counts, neighbours, repeats, jobs)
    return [
        _beside(f"Local Moran, {len(counts):,} squares", seconds, peer, times),
        Bar("  I apart from esda", float(np.abs(ours.i - peer.value).max()), SAME_Z, "", "p are those of Gi*"),
    ]


def _beside(what: str, seconds: float, peer: Peer, times: float) -> Bar:
    return Bar(
        what,
        seconds,
        peer.seconds / times,
        beside=f"esda, {DRAWS} draws: {peer.seconds:.2f} s, so {peer.seconds / seconds:,.0f} times"
        + (f"; its import and first call take {peer.first:.0f} s more" if peer.first > 1 else ""),
    )


def _esda_gi(counts: np.ndarray, neighbours: Neighbours, repeats: int, jobs: Sequence[int]) -> Peer:
    began = time.perf_counter()
    from esda import G_Local

    values, graph = counts.astype(float), _graph(neighbours)

    def test(jobs: int, *, keep: bool = False) -> Any:
        return G_Local(
            values, graph, transform="B", star=True, permutations=DRAWS, n_jobs=jobs, seed=1, keep_simulations=keep
        )

    seconds, first, done = _timed(test, began, _fewer(repeats, counts), jobs)
    share = None
    if len(counts) <= MOST_KEPT:
        done = test(1, keep=True)
        observed, drawn = np.asarray(done.Gs), np.asarray(done.rGs)
        # Equal sums can differ in their last bit, and its own p then misses ties: a hair of tolerance counts them.
        share = (drawn >= observed[:, None] * (1 - 1e-12) - 1e-15).mean(axis=1)
    return Peer(np.asarray(done.Zs), share, seconds, first)


def _esda_moran(counts: np.ndarray, neighbours: Neighbours, repeats: int, jobs: Sequence[int]) -> Peer:
    began = time.perf_counter()
    from esda import Moran_Local

    values, graph = counts.astype(float), _graph(neighbours)

    def test(jobs: int) -> Any:
        return Moran_Local(
            values, graph, transformation="r", permutations=DRAWS, n_jobs=jobs, seed=1, keep_simulations=False
        )

    seconds, first, done = _timed(test, began, _fewer(repeats, counts), jobs)
    return Peer(np.asarray(done.Is), None, seconds, first)


def _fewer(repeats: int, counts: np.ndarray) -> int:
    """Of many squares two runs are enough, and take a minute."""
    return repeats if len(counts) <= MOST_KEPT else 2


def _timed(test: Callable[[int], Any], began: float, repeats: int, jobs: Sequence[int]) -> tuple[float, float, Any]:
    """Its fastest setting's seconds, what its first call took beyond them since `began`, and an answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        done = test(1)
        first = time.perf_counter() - began
        for setting in jobs[1:]:
            test(setting)  # starts and compiles what it needs
        seconds = min(best(lambda setting=setting: test(setting), repeats) for setting in jobs)
    return seconds, first - seconds, done


def _graph(neighbours: Neighbours) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from libpysal.graph import Graph
        from scipy.sparse import csr_matrix

        n, members = len(neighbours.counts), neighbours.members
        return Graph.from_sparse(csr_matrix((np.ones(len(members)), members, neighbours.starts), shape=(n, n)))


def city(random: np.random.Generator, side: int) -> tuple[np.ndarray, Neighbours]:
    """Counts on `side` × `side` squares, and who touches whom."""
    row, column = np.divmod(np.arange(side * side), side)
    squares = Squares()
    mean = np.full(side * side, 0.25)
    for middle in random.integers(5, side - 5, (max(3, side // 10), 2)):
        mean += 4 * np.exp(-((row - middle[0]) ** 2 + (column - middle[1]) ** 2) / 18)
    counts = random.poisson(random.gamma(0.7, mean / 0.7))
    return counts, squares.neighbours((row + 1_600) * squares.in_a_row + column + 1_600)


def _apart(ours: HotSpots, share: np.ndarray) -> float:
    """The least likely of the simulated shares, were our p the truth, as a normal deviate."""
    from scipy.stats import binom, norm

    hits = np.rint(share * DRAWS)
    p = np.clip(ours.p_high, 0, 1)
    tail = np.minimum(binom.sf(hits - 1, DRAWS, p), binom.cdf(hits, DRAWS, p))
    return float(norm.isf(max(float(tail.min()), 1e-300)))


def _usual_worst(places: int) -> float:
    from scipy.stats import norm

    return float(norm.isf(0.001 / places / 2))


def _from_enumeration(random: np.random.Generator) -> float:
    worst = 0.0
    for trial in range(30):
        counts = random.poisson([0.4, 2, 20][trial % 3], 12)
        first, second = np.triu_indices(12, 1)
        touch = random.random(len(first)) < [0.2, 0.5, 0.8][trial // 10]
        neighbours = Neighbours.from_pairs(12, first[touch], second[touch])
        found = gi_star_exact(counts, neighbours)
        for place in range(12):
            near = neighbours.of(place)
            sums = np.array([sum(draw) for draw in combinations(np.delete(counts, place).tolist(), len(near))])
            high, low = (sums >= counts[near].sum()).mean(), (sums <= counts[near].sum()).mean()
            worst = max(worst, abs(found.p_high[place] - high), abs(found.p_low[place] - low))
    return worst


def best(work: Callable[[], object], repeats: int) -> float:
    """The shortest of several runs: what the work takes when nothing else is in the way."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)
