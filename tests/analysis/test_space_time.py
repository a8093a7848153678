"""Space-time scan: against looking at every cylinder, every order of the times, SaTScan's printed results, planted clusters."""

from itertools import permutations
from math import hypot, log

import numpy as np
import pytest

from frankpledge.analysis.near_repeat import MonthsOnly
from frankpledge.analysis.season import TooShort
from frankpledge.analysis.space_time import SpaceTimeScan, scan_dispersion, space_time_scan
from tests.analysis.satscan_cases import FIRST, SECOND, Printed

MONTHS = {"unit": "month", "dated_by": "month"}


def scatter(seed: int, n: int = 40, places: int = 9, units: int = 8) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cases at places of which no two are equally far from a third."""
    rng = np.random.default_rng(seed)
    at = rng.uniform(0, 1000, (places, 2))[rng.integers(0, places, n)]
    return at[:, 0], at[:, 1], rng.integers(0, units, n)


def every_cylinder(east, north, time, *, ending_now, longest, share=0.5, fewest=2):
    """The highest score of all, by counting: for each centre, number of nearest places and window."""
    cases = list(zip(east, north, time, strict=True))
    places, n = sorted({case[:2] for case in cases}), len(cases)
    first, last = min(time), max(time)
    best = (0.0, None)
    for centre in places:
        nearest = sorted(places, key=lambda place: (hypot(place[0] - centre[0], place[1] - centre[1]), place))
        for joined in range(1, len(places) + 1):
            zone = set(nearest[:joined])
            inside = [case for case in cases if case[:2] in zone]
            if len(inside) > share * n:
                break
            for start in range(first, last + 1):
                for end in [last] if ending_now else range(start, last + 1):
                    if end - start + 1 > longest:
                        continue
                    seen = sum(start <= case[2] <= end for case in inside)
                    expected = len(inside) * sum(start <= case[2] <= end for case in cases) / n
                    if seen > expected and seen >= fewest:
                        rest = (n - seen) * log((n - seen) / (n - expected)) if seen < n else 0.0
                        score = seen * log(seen / expected) + rest
                        if score > best[0] + 1e-9:
                            best = (score, (zone, start, end, seen))
    return best


@pytest.mark.parametrize("ending_now", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_the_first_cluster_is_the_best_of_every_cylinder(seed, ending_now):
    events = scatter(seed)

    found = space_time_scan(*events, ending_now=ending_now, longest=3, shuffles=9).clusters[0]

    score, (zone, start, end, seen) = every_cylinder(*events, ending_now=ending_now, longest=3)
    assert found.score == pytest.approx(score)
    assert (set(found.places), found.first, found.last, found.cases) == (zone, start, end, seen)


@pytest.mark.parametrize("ending_now", [False, True])
@pytest.mark.parametrize("seed", [10, 11, 34])
def test_p_is_that_of_every_order_of_the_times(seed, ending_now):
    # So few cases that many orders have exactly the score that was seen: p is right only if equals count.
    east, north, time = scatter(seed, n=6, places=3, units=4)
    settings = {"ending_now": ending_now, "longest": 1}
    seen = every_cylinder(east, north, time, **settings)[0]
    orders = [every_cylinder(east, north, np.array(order), **settings)[0] for order in permutations(time)]

    found = space_time_scan(east, north, time, **settings, shuffles=3999).clusters[0]

    assert found.p == pytest.approx(np.mean([score >= seen - 1e-9 for score in orders]), abs=0.025)


@pytest.mark.parametrize("printed", [FIRST, SECOND])
def test_clusters_are_those_that_satscan_prints(printed: Printed):
    east, north = np.array([printed.places[place] for place, _ in printed.cases]).T
    time = [time for _, time in printed.cases]

    found = space_time_scan(
        east, north, time, first=0, last=1000, ending_now=True, largest_radius=printed.radius, level=1, shuffles=19
    )

    numbers = {place: number for number, place in printed.places.items()}
    named = found.clusters[: len(printed.clusters)]
    for cluster, (places, first, last, cases, expected, score) in zip(named, printed.clusters, strict=True):
        assert tuple(numbers[place] for place in cluster.places) == places
        assert (cluster.first, cluster.last, cluster.cases) == (first, last, cases)
        assert cluster.expected == pytest.approx(expected, abs=0.005)
        assert cluster.score == pytest.approx(score, abs=5e-7)


def test_the_order_of_rows_is_of_no_account():
    events = scatter(3, n=80)
    order = np.random.default_rng(4).permutation(80)

    assert space_time_scan(*(values[order] for values in events)) == space_time_scan(*events)


def test_a_row_of_several_cases_is_as_good_as_several_rows():
    east, north, time = scatter(5, n=30)
    count = np.random.default_rng(6).integers(0, 4, 30)
    repeated = [np.repeat(values, count) for values in (east, north, time)]
    span = {"first": 0, "last": 7}

    assert space_time_scan(east, north, time, count=count, **span) == space_time_scan(*repeated, **span)


def chance_alone(seed: int, n: int = 120, *, plant: int = 0, units: int = 40) -> tuple[np.ndarray, ...]:
    """Thirty places, some busier, and a season that all share; `plant` further cases at three of them, in the last 4 units."""
    rng = np.random.default_rng(seed)
    places = np.random.default_rng(99).uniform(0, 10_000, (30, 2))
    busy = np.linspace(0.2, 2, 30)
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(units) / 12)
    at = rng.choice(30, n, p=busy / busy.sum())
    time = rng.choice(units, n, p=season / season.sum())
    close = np.argsort(((places - places[12]) ** 2).sum(axis=1))[:3]
    at = np.concatenate([at, rng.choice(close, plant)])
    time = np.concatenate([time, rng.integers(units - 4, units, plant)])
    return places[at, 0], places[at, 1], time


@pytest.mark.parametrize("ending_now", [False, True])
def test_chance_alone_is_called_a_cluster_about_as_often_as_stated(ending_now):
    called = 0
    for seed in range(200):
        scan = space_time_scan(
            *chance_alone(seed), first=0, last=39, ending_now=ending_now, longest=4, shuffles=99, seed=seed
        )
        called += bool(scan.clusters) and scan.clusters[0].p <= 0.05

    assert 2 <= called <= 20  # 10 expected; wider than that 1 time in 200


def test_planted_clusters_are_found_nine_times_in_ten():
    """Twelve further cases where chance gives about one: beside 400 others."""
    scans = [
        space_time_scan(*chance_alone(seed, 400, plant=12), first=0, last=39, ending_now=True, longest=6, shuffles=199)
        for seed in range(40)
    ]

    found = [scan.clusters[0] for scan in scans if scan.clusters[0].p <= 0.05]
    assert len(found) >= 36
    assert np.mean([34 <= cluster.first <= 38 and len(cluster.places) <= 5 for cluster in found]) > 0.8


def test_one_that_is_over_is_found_in_looking_back_and_not_in_asking_what_is_there_now():
    east, north, time = chance_alone(2, 400, plant=14)
    earlier = np.where(np.arange(len(time)) >= 400, time - 15, time)

    now = space_time_scan(east, north, earlier, first=0, last=39, ending_now=True, longest=6)
    back = space_time_scan(east, north, earlier, first=0, last=39, longest=6)

    assert now.clusters[0].p > 0.05
    assert back.clusters[0].p <= 0.05
    assert 19 <= back.clusters[0].first <= back.clusters[0].last <= 26


def test_clusters_after_the_first_share_no_place_with_another():
    one, other = chance_alone(7, 500, plant=20), chance_alone(8, 0, plant=20)
    # The second lies elsewhere: the three places around the one furthest east.
    east, north = (
        np.concatenate([a, b]) for a, b in zip(one[:2], (9_000 + other[0] / 1e3, other[1] / 1e3), strict=True)
    )
    scan = space_time_scan(east, north, np.concatenate([one[2], other[2]]), ending_now=True, longest=6)

    assert len(scan.clusters) >= 2
    every = [place for cluster in scan.clusters for place in cluster.places]
    assert len(every) == len(set(every))
    assert all(cluster.p <= 0.05 for cluster in scan.clusters[1:])
    assert list(scan.clusters) == sorted(scan.clusters, key=lambda cluster: -cluster.score)


def test_recurrence_is_the_time_between_scans_over_p():
    scan = space_time_scan(*chance_alone(1), ending_now=True, longest=4, every=7, shuffles=99)
    back = space_time_scan(*chance_alone(1), longest=4, shuffles=9)

    assert scan.clusters[0].recurrence == pytest.approx(7 / scan.clusters[0].p)
    assert back.clusters[0].recurrence is None


def uneven(seed: int, dispersion: float) -> np.ndarray:
    """Counts [place, month] with the same mean in every month, and `dispersion` times the variance of chance."""
    rng = np.random.default_rng(seed)
    mean = np.repeat(rng.gamma(1.5, 2, 40)[:, None], 36, axis=1)
    return rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion)


def scan_of(counts: np.ndarray, dispersion: float) -> SpaceTimeScan:
    places = np.random.default_rng(98).uniform(0, 10_000, (len(counts), 2))
    at, month = np.nonzero(counts)
    return space_time_scan(
        *places[at].T, month, count=counts[at, month], **MONTHS, first=0, last=35, ending_now=True, longest=3,
        dispersion=dispersion, shuffles=99,
    )  # fmt: skip


def test_crimes_that_come_in_bursts_raise_no_more_alarms_than_stated_once_that_is_allowed_for():
    months = [uneven(seed, 2.0) for seed in range(60)]

    plain = sum(scan_of(counts, 1.0).clusters[0].p <= 0.05 for counts in months)
    allowed = sum(scan_of(counts, scan_dispersion(counts)).clusters[0].p <= 0.05 for counts in months)

    assert plain > 30  # as if each crime were independent: alarm more often than not
    assert allowed <= 8  # 3 expected; more than 8 less than 1 time in 100


@pytest.mark.parametrize("dispersion", [1.3, 2.5])
def test_dispersion_is_measured_even_where_places_have_few_cases(dispersion):
    measured = [scan_dispersion(uneven(seed, dispersion)) for seed in range(30)]
    sparse = [scan_dispersion(uneven(seed, dispersion)[:, :12]) for seed in range(30)]

    assert np.mean(measured) == pytest.approx(dispersion, rel=0.05)
    assert np.mean(sparse) == pytest.approx(dispersion, rel=0.1)


def test_days_are_not_asked_of_cases_that_are_dated_by_month():
    with pytest.raises(MonthsOnly, match="ask for months"):
        space_time_scan(*scatter(1), dated_by="month")
    with pytest.raises(MonthsOnly, match="weeks cannot be scanned"):
        space_time_scan(*scatter(1), unit="week", dated_by="month")


def test_months_are_scanned_as_months_and_only_where_there_are_three_years_of_them():
    east, north, month = scatter(2, n=90, units=36)
    month[:2] = 0, 35

    assert space_time_scan(east, north, month, **MONTHS, shuffles=9).unit == "month"
    with pytest.raises(TooShort, match="36 months needed"):
        space_time_scan(east, north, month // 2, **MONTHS)


def test_nothing_is_named_where_every_case_happened_at_once():
    east, north, _ = scatter(4)

    assert space_time_scan(east, north, np.zeros(40, int), first=-10, last=9, longest=3).clusters == ()


@pytest.mark.parametrize(
    "wrong",
    [{"longest": 8}, {"longest": 0}, {"largest_share": 1.0}, {"fewest": 0}, {"dispersion": 0.9}, {"last": 3}, {"most": 0}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="study"):
        space_time_scan(*scatter(1), **wrong)
    with pytest.raises(ValueError, match="2 cases or more"):
        space_time_scan([1.0], [1.0], [1])
