"""
Every method against its peers in the same run, or against doing it one by one: how fast, and are the answers equal?

    python -m bench.methods            near repeats of 2,000, 20,000 and 100,000 events, the scan, then bench.maps
    python -m bench.methods --quick    2,000 events and less of all else, with bars of their own, within a minute

The events are invented. Importing and compiling are left out of the times and have rows of their own. Hot areas and
density are those of bench.maps, run here in a process of its own.
"""

import argparse
import gc
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.bars import Bar, show
from bench.measured import Clock, machine, report, run, step
from bench.scan import FULL, QUICK, scan_bars
from frankpledge.analysis.aoristic import MINUTES_A_WEEK, time_of_week
from frankpledge.analysis.change import compare_many, compare_periods, exact_ratio
from frankpledge.analysis.near_repeat import near_repeats
from frankpledge.analysis.two_counts import e_test

METRES, DAYS, SHUFFLES = 200.0, 14, 999
EVENTS = (2_000, 20_000, 100_000)
TIMES_FULL, TIMES_QUICK = 10, 4  # how many times faster than the peer
MOST_MEMORY = 1024  # MiB with 100,000 events
SCAN_TIMES = 5  # how many times faster than scoring every cylinder
COMMAND_LINE = 0.5  # seconds
OURS = (
    "from frankpledge.analysis import near_repeats, space_time_scan; "
    "near_repeats([0, 1, 2], [0, 0, 0], [1, 2, 3], shuffles=1); space_time_scan([0, 1], [0, 0], [1, 4], shuffles=1)"
)
# A peer's band holds its end too: ours ends at the next number after it.
BANDS: dict[str, Any] = {"distances": (0.0, np.nextafter(METRES, np.inf)), "lags": (0, DAYS + 1)}


def events(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Burglaries of a city: gathered in towns, over two years."""
    rng = np.random.default_rng(seed)
    towns = rng.uniform(0, 30_000, (40, 2))
    at = towns[rng.integers(0, 40, n)] + rng.normal(0, 900, (n, 2))
    return at[:, 0], at[:, 1], rng.integers(0, 730, n)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    begun = time.perf_counter()
    answer = work()
    return time.perf_counter() - begun, answer


def near_alone(n: int) -> list[Bar]:
    """In a process of its own, so that its memory is its own."""
    done = step("bench.methods", "--alone", str(n))
    beside = f"pointpats left out: its memory grows with the square of the events ({done.answer['pairs']:,} pairs close in both)"
    return [
        Bar(f"near repeats, {n:,} events, {SHUFFLES} shuffles", done.seconds, beside=beside),
        Bar("  most memory", done.peak, MOST_MEMORY, "MiB"),
    ]


def near_bars(n: int, times: float) -> list[Bar]:
    east, north, day = events(n)
    ours, found = timed(lambda: near_repeats(east, north, day, **BANDS, shuffles=SHUFFLES))
    name = f"near repeats, {n:,} events, {SHUFFLES} shuffles"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pointpats import Knox

        theirs, knox = timed(
            lambda: Knox(
                np.column_stack([east, north]), day[:, None].astype(float), METRES, DAYS, permutations=SHUFFLES
            )
        )
    spread = float(found.deviation[0, 0])
    return [
        Bar(name, ours, theirs / times, beside=f"pointpats {theirs:.1f} s: {theirs / ours:.0f} times as long"),
        Bar("  pairs apart from pointpats'", abs(int(found.pairs[0, 0]) - int(knox.nst)), 0, "pairs"),
        Bar(
            "  expected apart from pointpats'",
            abs(float(found.expected[0, 0]) - float(knox.expected[0][0])) / spread,
            1e-6,
            "sd",
            beside="both exact",
        ),
    ]


def week_bars(n: int, times: float) -> list[Bar]:
    rng = np.random.default_rng(2)
    start, minutes = rng.integers(0, MINUTES_A_WEEK, n), rng.integers(0, 1440, n)

    def one_by_one() -> np.ndarray:
        hours = np.zeros(168)
        for begin, length in zip(start.tolist(), minutes.tolist(), strict=True):
            left, at, whole = max(length, 1), begin, max(length, 1)
            while left:
                here = min(left, 60 - at % 60)
                hours[at % MINUTES_A_WEEK // 60] += here / whole
                at, left = at + here, left - here
        return hours

    ours, week = timed(lambda: time_of_week(start, minutes))
    theirs, hours = timed(one_by_one)
    apart = float(np.abs(week.hours.ravel() - hours).max())
    return [
        Bar(f"time of the week, {n:,} events", ours, theirs / times, beside=f"one by one {theirs:.2f} s"),
        Bar("  apart from one by one", apart, 1e-6, "events"),
    ]


def change_bars(n: int, times: float) -> list[Bar]:
    rng = np.random.default_rng(3)
    before, after = rng.poisson(8, (n, 12)), rng.poisson(8, (n, 12))
    compare_periods(before[0], after[0])  # the first call loads scipy
    ours, together = timed(lambda: compare_many(before, after))
    theirs, single = timed(lambda: [compare_periods(b, a) for b, a in zip(before, after, strict=True)])
    apart = max(abs(float(together.p[k]) - float(single[k].p)) for k in range(n))
    return [
        Bar(f"change, {n:,} pairs at once", ours, theirs / times, beside=f"one by one {theirs:.2f} s"),
        Bar("  p apart from one by one", apart, 1e-9, ""),
    ]


def two_count_bars(n: int, times: float) -> list[Bar]:
    """The exact test and the E-test of two counts in periods of equal length, where all definitions agree."""
    from statsmodels.stats.rates import test_poisson_2indep

    rng = np.random.default_rng(4)
    before, after = rng.poisson(12, n) + 1, rng.poisson(12, n) + 1
    exact_ratio(before, after)  # the first call loads scipy
    ours, together = timed(lambda: exact_ratio(before, after))
    theirs, single = timed(
        lambda: [
            test_poisson_2indep(b, 1, a, 1, method="exact-cond").pvalue for b, a in zip(before, after, strict=True)
        ]
    )
    few = 50
    own_e, e = timed(lambda: [e_test(int(before[k]), int(after[k])).p for k in range(few)])
    their_e, peer_e = timed(
        lambda: [test_poisson_2indep(before[k], 1, after[k], 1, method="etest").pvalue for k in range(few)]
    )
    return [
        Bar(
            f"exact test, {n:,} pairs at once",
            ours,
            theirs / times,
            beside=f"statsmodels, one by one, {theirs:.2f} s: {theirs / ours:.0f} times as long",
        ),
        Bar("  p apart from statsmodels'", float(np.abs(together.p - np.array(single)).max()), 1e-9, ""),
        Bar(f"E-test with its interval, {few} pairs", own_e, beside=f"statsmodels, p alone, {their_e:.2f} s"),
        Bar("  p apart from statsmodels'", float(np.abs(np.array(e) - np.array(peer_e)).max()), 1e-6, ""),
    ]


def start_bars() -> list[Bar]:
    """What comes before any work: importing, in a process of its own each."""
    rows = []
    for what, code, most, tries in (
        ("start-up: the command line, imported", "import frankpledge.cli.main", COMMAND_LINE, 5),
        ("start-up: our near repeats and scan, ready to work", OURS, None, 1),
        ("start-up: pointpats, imported", "from pointpats import Knox", None, 1),
    ):
        rows.append(
            Bar(what, imported(code, tries), most, beside=f"processor time{f', best of {tries}' * (tries > 1)}")
        )
    return rows


def imported(code: str, tries: int = 1) -> float:
    """Seconds of processor time (a busy machine changes them less) in a Python just started, the best of several."""
    timing = f"import time, warnings; warnings.simplefilter('ignore'); begun = time.process_time(); {code}"
    said = [run([sys.executable, "-c", f"{timing}; print(time.process_time() - begun)"]).said for _ in range(tries)]
    return min(float(text.split()[-1]) for text in said)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.methods", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.alone:
        where = events(asked.alone)
        clock = Clock()
        found = near_repeats(*where, **BANDS, shuffles=SHUFFLES)
        report(**clock.read(), pairs=int(found.pairs[0, 0]))
        return 0
    quick = asked.quick
    times = TIMES_QUICK if quick else TIMES_FULL
    bars = start_bars()
    near_repeats(*events(100), shuffles=1)  # the first call loads scipy
    bars += [bar for n in EVENTS[: 1 if quick else 2] for bar in near_bars(n, times)]
    bars += week_bars(2_000 if quick else 10_000, times) + change_bars(300 if quick else 1_000, times)
    bars += two_count_bars(300 if quick else 1_000, times) + scan_bars(QUICK if quick else FULL, SCAN_TIMES)
    if not quick:
        bars += near_alone(EVENTS[2])
    footer = (
        f"Bars: {times} times as fast as the peer, the scan {SCAN_TIMES} times as fast as scoring every cylinder; the command "
        f"line imported in {COMMAND_LINE} s. {machine('numpy', 'scipy', 'statsmodels', 'pointpats')}"
    )
    missed = show(f"bench.methods{' (quick)' if quick else ''}", bars, footer)
    sys.stdout.flush()
    maps = subprocess.run([sys.executable, "-m", "bench.maps", *(["--quick"] if quick else [])], check=False)
    return max(missed, maps.returncode)


if __name__ == "__main__":
    raise SystemExit(main())
