"""
Hot areas against esda and density against scikit-learn: how fast, and are the answers equal?

    python -m bench.maps            10,000 squares; 200 × 200 cells
    python -m bench.maps --quick    2,500 squares; 100 × 100 cells, with bars of their own

The crimes are invented. Importing and compiling are left out of the times and said beside them.
"""

import argparse
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations

import numpy as np

from bench.bars import Bar, show
from bench.measured import machine
from frankpledge.analysis.grid import Squares
from frankpledge.analysis.hot import HotSpots, gi_star_exact
from frankpledge.analysis.kde import density, density_on_grid
from frankpledge.analysis.neighbours import Neighbours

DRAWS = 999  # of esda's simulation: its default, and the coarsest in use
BANDWIDTH = 300.0  # metres, gaussian
CELL = 200.0
SAME_TAILS = 1e-12  # largest difference from enumeration
SAME_Z = 1e-9
SAME_DENSITY = 1e-10  # largest difference, as a share of the highest density


@dataclass(frozen=True)
class Size:
    """How much is measured, and how many times faster than the peer it has to be."""

    side: int  # squares in a row and in a column
    hot_times: float
    cells: int  # in a row and in a column
    points: int
    density_times: float
    repeats: int
    jobs: tuple[int, ...]  # of esda: one core, or all of them (whose processes compile afresh)


FULL = Size(side=100, hot_times=10, cells=200, points=6_000, density_times=15, repeats=7, jobs=(1, -1))
QUICK = Size(side=50, hot_times=5, cells=100, points=2_000, density_times=5, repeats=5, jobs=(1,))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.maps", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args(arguments)
    size = QUICK if asked.quick else FULL
    of_density = density_bars(size)  # first, because esda imports scikit-learn too, and each import is timed
    bars = [*hot_bars(size), *of_density]
    compiled = find_spec("numba") is not None
    uncompiled = (
        "" if compiled else "numba is not installed: esda runs uncompiled, and is measured slower than it is.\n"
    )
    footer = (
        f"{uncompiled}"
        f"Bars: hot areas {size.hot_times:.0f} times as fast as esda, density {size.density_times:.0f} times as fast as "
        f"scikit-learn; best of {size.repeats} runs, peers with their fastest setting.\n"
        f"{machine('numpy', 'scipy', 'esda', 'libpysal', *(['numba'] if compiled else []), 'scikit-learn')}"
    )
    return show(f"bench.maps{' (quick)' * asked.quick}", bars, footer)


def hot_bars(size: Size) -> list[Bar]:
    """Gi* on squares of which a tenth lie in busy clumps and most of the others are empty."""
    random = np.random.default_rng(20)
    counts, neighbours = _city(random, size.side)
    ours = gi_star_exact(counts, neighbours)
    seconds = _best(lambda: gi_star_exact(counts, neighbours), size.repeats)
    peer = _esda(counts, neighbours, size)
    return [
        Bar(
            f"Gi*, {len(counts):,} squares",
            seconds,
            peer.seconds / size.hot_times,
            beside=f"esda, {DRAWS} draws: {peer.seconds:.2f} s, so {peer.seconds / seconds:,.0f} times; "
            f"its import and first call take {peer.first:.0f} s more",
        ),
        Bar("  z apart from esda", float(np.abs(ours.z - peer.z).max()), SAME_Z, "", "largest of all squares"),
        Bar(
            "  p of the high side apart from esda",
            _apart(ours, peer.share_high),
            _usual_worst(len(counts)),
            "sd",
            f"worst square, in standard deviations of {DRAWS} draws; missed by chance 1 time in 1,000",
        ),
        Bar("  p apart from enumeration", _from_enumeration(random), SAME_TAILS, "", "both tails, 30 × 12 places"),
    ]


def density_bars(size: Size) -> list[Bar]:
    """Density on a square grid, from points some of which hold most of the crimes."""
    started = time.perf_counter()
    from sklearn.neighbors import KernelDensity

    imported = time.perf_counter() - started
    random = np.random.default_rng(21)
    extent = size.cells * CELL
    points = np.unique(random.normal(extent / 2, extent / 5, (size.points, 2)).round(), axis=0)
    weights = 1 + random.negative_binomial(0.3, 0.02, len(points))
    axis = CELL / 2 + CELL * np.arange(size.cells)
    cells = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)

    def ours(kernel: str) -> np.ndarray:
        return density_on_grid(points, weights, axis, axis, bandwidth=BANDWIDTH, kernel=kernel).ravel()

    def theirs(**settings: object) -> np.ndarray:
        model = KernelDensity(bandwidth=BANDWIDTH, kernel="gaussian", **settings).fit(points, sample_weight=weights)
        return np.exp(model.score_samples(cells)) * weights.sum() * 1e6

    seconds = _best(lambda: ours("gaussian"), size.repeats)
    began = time.perf_counter()
    exact = theirs()
    exact_seconds = time.perf_counter() - began
    # Their tolerance lets them stop early; ours is exact all the same.
    loose = min(_best(lambda tree=tree: theirs(rtol=1e-3, algorithm=tree), 2) for tree in ("kd_tree", "ball_tree"))
    fastest = min(exact_seconds, loose)
    surface = ours("gaussian")
    return [
        Bar(
            f"Density, gaussian, {size.cells} × {size.cells} cells, {len(points):,} points",
            seconds,
            fastest / size.density_times,
            beside=f"scikit-learn {exact_seconds:.2f} s exact, {loose:.2f} s to 1 in 1,000: {fastest / seconds:,.0f} "
            f"times; its import takes {imported:.1f} s more",
        ),
        Bar(
            "  apart from scikit-learn",
            float(np.abs(surface - exact).max() / exact.max()),
            SAME_DENSITY,
            "",
            "share of the highest",
        ),
        Bar(
            "Density, quartic, same cells",
            _best(lambda: ours("quartic"), size.repeats),
            beside=f"bandwidth {BANDWIDTH:.0f} m; scikit-learn has no quartic kernel",
        ),
        Bar(
            "  apart from the plain sum",
            _from_plain_sum(points, weights, cells, ours("quartic")),
            SAME_DENSITY,
            "",
            "share of the highest, 300 cells, and through the k-d tree",
        ),
    ]


@dataclass(frozen=True)
class Peer:
    """esda's answers; `first`: seconds of import and first call (it compiles) beyond a later call."""

    z: np.ndarray
    share_high: np.ndarray
    seconds: float
    first: float


def _esda(counts: np.ndarray, neighbours: Neighbours, size: Size) -> Peer:
    began = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda import G_Local
        from libpysal.graph import Graph
        from scipy.sparse import csr_matrix

        n = len(counts)
        touching = csr_matrix((np.ones(len(neighbours.members)), neighbours.members, neighbours.starts), shape=(n, n))
        values, graph = counts.astype(float), Graph.from_sparse(touching)

        def test(jobs: int, *, keep: bool = False) -> G_Local:
            return G_Local(
                values, graph, transform="B", star=True, permutations=DRAWS, n_jobs=jobs, seed=1, keep_simulations=keep
            )

        test(1)
        first = time.perf_counter() - began
        for jobs in size.jobs:
            test(jobs)  # starts and compiles what it needs
        seconds = min(_best(lambda jobs=jobs: test(jobs), size.repeats) for jobs in size.jobs)
        kept = test(1, keep=True)
    observed, drawn = np.asarray(kept.Gs), np.asarray(kept.rGs)
    # Equal sums can differ in their last bit, and its own p then misses ties: a hair of tolerance counts them.
    share = (drawn >= observed[:, None] * (1 - 1e-12) - 1e-15).mean(axis=1)
    return Peer(np.asarray(kept.Zs), share, seconds, first - seconds)


def _city(random: np.random.Generator, side: int) -> tuple[np.ndarray, Neighbours]:
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


def _from_plain_sum(points: np.ndarray, weights: np.ndarray, cells: np.ndarray, surface: np.ndarray) -> float:
    some = np.random.default_rng(22).choice(len(cells), 300, replace=False)
    part = ((cells[some, None, :] - points) ** 2).sum(axis=2) / BANDWIDTH**2
    plain = (np.where(part < 1, 3e6 / (np.pi * BANDWIDTH**2) * (1 - part) ** 2, 0) * weights).sum(axis=1)
    tree = density(points, weights, cells[some], bandwidth=BANDWIDTH)
    return float(max(np.abs(surface[some] - plain).max(), np.abs(tree - plain).max()) / surface.max())


def _best(work: Callable[[], object], repeats: int) -> float:
    """The shortest of several runs: what the work takes when nothing else is in the way."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    raise SystemExit(main())
