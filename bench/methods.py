"""
Near repeats against pointpats, time of the week and the change test against doing it one by one: how fast, and equal?

    python -m bench.methods            2,000, 20,000 and 100,000 events with 999 shuffles
    python -m bench.methods --quick    2,000 events, with bars of their own

The events are invented. Importing and compiling are left out of the times. Hot areas and density are in bench.maps.
"""

import argparse
import gc
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.bars import Bar, show
from bench.measured import machine, report, step
from frankpledge.analysis.aoristic import MINUTES_A_WEEK, time_of_week
from frankpledge.analysis.change import compare_many, compare_periods
from frankpledge.analysis.near_repeat import near_repeats

METRES, DAYS, SHUFFLES = 200.0, 14, 999
EVENTS = (2_000, 20_000, 100_000)
TIMES_FULL, TIMES_QUICK = 10, 4  # how many times faster than the peer
MOST_MEMORY = 1024  # MiB with 100,000 events
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


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.methods", description=(__doc__ or "").splitlines()[1])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.alone:
        where = events(asked.alone)
        seconds, found = timed(lambda: near_repeats(*where, **BANDS, shuffles=SHUFFLES))
        report(seconds=seconds, pairs=int(found.pairs[0, 0]))
        return 0
    quick = asked.quick
    times = TIMES_QUICK if quick else TIMES_FULL
    near_repeats(*events(100), shuffles=1)  # the first call loads scipy
    bars = [bar for n in EVENTS[: 1 if quick else 2] for bar in near_bars(n, times)]
    bars += week_bars(2_000 if quick else 10_000, times) + change_bars(300 if quick else 1_000, times)
    if not quick:
        bars += near_alone(EVENTS[2])
    footer = f"Bars: {times} times as fast as the peer. {machine('numpy', 'scipy', 'pointpats')}"
    return show(f"bench.methods{' (quick)' if quick else ''}", bars, footer)


if __name__ == "__main__":
    raise SystemExit(main())
