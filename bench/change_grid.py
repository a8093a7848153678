"""
False alarms of the change test over the whole grid, beside the exact test's: no real change, how often is one called?

    python -m bench.change_grid            20,000 runs a cell
    python -m bench.change_grid --quick    3,000 runs a cell, with a margin for chance

Twelve months against twelve, 1 to 600 crimes a year, months Poisson or negative binomial, seasons of 0, 20 and 40 %.
Bars: never above 7 % at nominal 5 %, and from 24 crimes a year not below 3 %.
"""

import argparse
import time

import numpy as np
from numpy.typing import NDArray

from bench.bars import Bar, show
from bench.measured import machine
from frankpledge.analysis.change import compare_many

VOLUMES = (1, 2, 3, 6, 12, 24, 36, 60, 120, 300, 600)
UNEVENNESS = (1.0, 1.5, 2.5)
SEASONS = (0.0, 0.2, 0.4)
FROM = 24  # crimes a year from which the test may not be too careful either
RUNS, QUICK_RUNS = 20_000, 3_000


def year(random: np.random.Generator, a_year: int, unevenness: float, season: float, runs: int) -> NDArray[np.int64]:
    """`runs` years of monthly counts with this mean, variance over mean and swing."""
    level = a_year / 12 * (1 + season * np.sin(2 * np.pi * np.arange(12) / 12))
    mean = np.broadcast_to(level, (runs, 12))
    if unevenness > 1:
        mean = random.gamma(mean / (unevenness - 1), unevenness - 1)
    return random.poisson(mean)


def alarms(a_year: int, unevenness: float, season: float, runs: int) -> tuple[float, float]:
    """Shares of runs called a change at 5 %: by the test, and by the exact test alone."""
    random = np.random.default_rng([a_year, int(10 * unevenness), int(10 * season)])
    before, after = (year(random, a_year, unevenness, season, runs) for _ in range(2))
    found = compare_many(before, after)
    return float(np.mean(found.p < 0.05)), float(np.mean(found.exact_p < 0.05))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="3,000 runs a cell")
    runs = QUICK_RUNS if parser.parse_args().quick else RUNS
    began = time.perf_counter()
    cells = {
        (a_year, unevenness, season): alarms(a_year, unevenness, season, runs)
        for a_year in VOLUMES
        for unevenness in UNEVENNESS
        for season in SEASONS
    }
    print(
        "\nPercent of comparisons called a change where there is none (seasons of 0, 20, 40 %), and by the exact test\n"
    )
    print(f"{'a year':>7}" + "".join(f"{f'variance/mean {one}':>30}" for one in UNEVENNESS))
    for a_year in VOLUMES:
        row = f"{a_year:>7}"
        for unevenness in UNEVENNESS:
            own, exact = zip(*(cells[a_year, unevenness, season] for season in SEASONS), strict=True)
            text = " ".join(f"{100 * one:.1f}" for one in own)
            row += f"{f'{text}  ({100 * max(exact):.1f})':>30}"
        print(row)
    # Two and a half standard errors: the margin that chance itself needs with this many runs.
    margin = 250 * (0.05 * 0.95 / runs) ** 0.5
    highest = max(100 * own for own, _ in cells.values())
    lowest = min(100 * own for (a_year, _, _), (own, _) in cells.items() if a_year >= FROM)
    return show(
        f"False alarms, {runs:,} runs a cell, {len(cells)} cells, {time.perf_counter() - began:.1f} s",
        [
            Bar("highest", highest, 7.0 + (margin if runs < RUNS else 0.0), "%"),
            Bar(
                f"short of 3 %, from {FROM} a year",
                max(0.0, 3.0 - lowest),
                margin if runs < RUNS else 0.0,
                "%",
                f"lowest {lowest:.2f} %",
            ),
        ],
        machine("numpy", "scipy"),
    )


if __name__ == "__main__":
    raise SystemExit(main())
