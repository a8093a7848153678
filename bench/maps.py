"""
Hot areas and local Moran against esda, density and clusters against scikit-learn: how fast, and are they equal?

    python -m bench.maps            1,000, 10,000 and 100,000 squares; 200 × 200 cells; 30,000 points
    python -m bench.maps --quick    1,000 and 2,500 squares; 100 × 100 cells; 6,000 points, with bars of their own

The crimes are invented. Importing and compiling are left out of the times and said beside them.
"""

import argparse
import time
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from bench.bars import Bar, show
from bench.hot import best, hot_bars
from bench.measured import machine
from frankpledge.analysis.dbscan import point_clusters
from frankpledge.analysis.kde import density, density_on_grid

BANDWIDTH = 300.0  # metres, gaussian
CELL = 200.0
SAME_DENSITY = 1e-10  # largest difference, as a share of the highest density


@dataclass(frozen=True)
class Size:
    """How much is measured, and how many times faster than the peer it has to be."""

    sides: tuple[int, ...]  # squares in a row and in a column
    hot_times: float
    cells: int  # in a row and in a column
    points: int
    density_times: float
    clustered: int  # points
    repeats: int
    jobs: tuple[int, ...]  # of esda: one core, or all of them (whose processes compile afresh)


FULL = Size(
    sides=(32, 100, 316),
    hot_times=10,
    cells=200,
    points=6_000,
    density_times=15,
    clustered=30_000,
    repeats=7,
    jobs=(1, -1),
)
QUICK = Size(
    sides=(32, 50), hot_times=5, cells=100, points=2_000, density_times=5, clustered=6_000, repeats=5, jobs=(1,)
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.maps", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args(arguments)
    size = QUICK if asked.quick else FULL
    of_density = density_bars(size)  # first, because esda imports scikit-learn too, and each import is timed
    of_clusters = cluster_bars(size)
    bars = [*hot_bars(size.sides, size.hot_times, size.repeats, size.jobs), *of_density, *of_clusters]
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

    seconds = best(lambda: ours("gaussian"), size.repeats)
    began = time.perf_counter()
    exact = theirs()
    exact_seconds = time.perf_counter() - began
    # Their tolerance lets them stop early; ours is exact all the same.
    loose = min(best(lambda tree=tree: theirs(rtol=1e-3, algorithm=tree), 2) for tree in ("kd_tree", "ball_tree"))
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
            best(lambda: ours("quartic"), size.repeats),
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


def cluster_bars(size: Size) -> list[Bar]:
    """DBSCAN of a town's map points: 60 m apart on average, a few with most of the crimes."""
    from sklearn.cluster import DBSCAN

    random = np.random.default_rng(23)
    points = np.unique(random.uniform(0, 60 * size.clustered**0.5, (size.clustered, 2)).round(-1), axis=0)
    weights = 1 + random.negative_binomial(0.3, 0.02, len(points))
    # Half as much again within reach as there is on average.
    reach, least = 200.0, round(1.5 * weights.sum() * np.pi * 200**2 / (60**2 * size.clustered))
    ours = point_clusters(points, weights, reach=reach, at_least=least)
    peer = DBSCAN(eps=reach, min_samples=least).fit(points, sample_weight=weights)
    seconds = best(lambda: point_clusters(points, weights, reach=reach, at_least=least), size.repeats)
    theirs = best(lambda: DBSCAN(eps=reach, min_samples=least).fit(points, sample_weight=weights), size.repeats)
    cores = np.flatnonzero(ours.core)
    pairs = set(zip(ours.label[cores].tolist(), peer.labels_[cores].tolist(), strict=True))
    same = cores.tolist() == peer.core_sample_indices_.tolist() and len(pairs) == len(ours.clusters)
    outside = int(((ours.label < 0) != (peer.labels_ < 0)).sum())
    return [
        Bar(
            f"Clusters, {len(points):,} points",
            seconds,
            theirs,
            beside=f"scikit-learn {theirs:.3f} s without the clusters' hulls, so {theirs / seconds:.1f} times; "
            f"{len(ours.clusters):,} clusters",
        ),
        Bar("  cores and their clusters apart", 0.0 if same else 1.0, 0.0, "", "0: none"),
        Bar("  points in a cluster of one alone", outside, 0, "", "those on an edge may be in another cluster"),
    ]


def _from_plain_sum(points: np.ndarray, weights: np.ndarray, cells: np.ndarray, surface: np.ndarray) -> float:
    some = np.random.default_rng(22).choice(len(cells), 300, replace=False)
    part = ((cells[some, None, :] - points) ** 2).sum(axis=2) / BANDWIDTH**2
    plain = (np.where(part < 1, 3e6 / (np.pi * BANDWIDTH**2) * (1 - part) ** 2, 0) * weights).sum(axis=1)
    tree = density(points, weights, cells[some], bandwidth=BANDWIDTH)
    return float(max(np.abs(surface[some] - plain).max(), np.abs(tree - plain).max()) / surface.max())


if __name__ == "__main__":
    raise SystemExit(main())
