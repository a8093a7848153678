"""Change of pattern: every swap by hand, nominal false alarms on lumpy counts, planted moves found, and where."""

from itertools import product

import numpy as np
import pytest

from frankpledge.analysis.patterns import FEWEST_MONTHS, pattern_change
from frankpledge.analysis.season import TooShort


def year(random, shares, total, *, lumpiness=1.0, season=0.3):
    """Twelve months of counts, negative binomial with the stated variance over mean (1: Poisson)."""
    months = 1 + season * np.cos(2 * np.pi * np.arange(12) / 12)
    mean = np.outer(months, shares) * total / 12
    if lumpiness == 1:
        return random.poisson(mean)
    return random.negative_binomial(mean / (lumpiness - 1) + 1e-12, 1 / lumpiness)


def by_hand(before, after):
    """The statistic of all 2 ** months ways to swap, each worked out from the swapped counts' shares themselves."""
    sizes = before.sum(axis=1), after.sum(axis=1)
    weight = sizes[0] * sizes[1] / (sizes[0] + sizes[1])
    weight = weight / weight.sum()
    expected = ((before + after).sum(axis=0) + 5) / (before + after).sum()
    moved, statistic, largest = [], [], []
    for swap in product([False, True], repeat=len(before)):
        gap = np.zeros(before.shape[1])
        for month, swapped in enumerate(swap):
            one, two = (after, before) if swapped else (before, after)
            gap += weight[month] * (two[month] / two[month].sum() - one[month] / one[month].sum())
        parts = gap**2 / expected
        moved.append(np.abs(gap).sum() / 2)
        statistic.append(parts.sum())
        largest.append(parts)
    return np.array(moved), np.array(statistic), np.array(largest)


def test_it_equals_every_swap_by_hand():
    random = np.random.default_rng(1)
    before, after = random.poisson(4, (8, 5)) + 1, random.poisson([4, 4, 7, 4, 1], (8, 5)) + 1

    found = pattern_change(before, after)

    moved, statistic, parts = by_hand(before, after)
    assert found.moved == pytest.approx(moved[0])
    lasting = found.persistence
    assert found.moved_by_chance == pytest.approx(moved.mean() * lasting**0.5)
    assert found.p == pytest.approx((lasting * statistic >= statistic[0] * (1 - 1e-9)).mean())
    for place in range(5):
        expected = (lasting * parts.max(axis=1) >= parts[0, place] * (1 - 1e-9)).mean()
        assert found.place_p[place] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("total", "lumpiness", "kept"), [(60, 1.0, 1.0), (600, 2.5, 0.6), (4_000, 3.0, 1.0), (4_000, 1.0, 0.5)]
)
def test_no_change_of_pattern_fires_at_the_stated_rate(total, lumpiness, kept):
    """Also where crimes come in runs, and where there are far fewer of them: `kept` of the first year's number."""
    random = np.random.default_rng(int(total + 7 * lumpiness))
    p, place = [], []
    for _ in range(120):
        shares = random.dirichlet(np.full(60, 0.6))
        found = pattern_change(
            year(random, shares, total, lumpiness=lumpiness),
            year(random, shares, total * kept, lumpiness=lumpiness),
        )
        p.append(found.p)
        place.append(found.place_p.min())

    assert np.mean(np.array(p) < 0.05) <= 0.1  # 0.05, and two and a half standard errors
    assert 0.3 < np.mean(np.array(p) < 0.5) < 0.62
    assert np.mean(np.array(place) < 0.05) <= 0.1


def lasting_years(random, shares, total, *, alike, swing):
    """24 months, Poisson about a mean that wanders in every place by itself; `alike` from one month to the next."""
    wander, months = random.normal(size=len(shares)) * swing, []
    for _ in range(24):
        months.append(random.poisson(shares * np.exp(wander - swing**2 / 2) * total / 12))
        wander = alike * wander + np.sqrt(1 - alike**2) * swing * random.normal(size=len(shares))
    return np.array(months[:12]), np.array(months[12:])


def test_series_that_last_some_months_are_no_change_of_pattern():
    """Swapping single months alone would fire in two of three such years."""
    random = np.random.default_rng(16)
    found = []
    for _ in range(120):
        shares = random.dirichlet(np.full(80, 0.8))
        found.append(pattern_change(*lasting_years(random, shares, 2_500, alike=0.5, swing=0.5)))

    assert np.mean([one.p < 0.05 for one in found]) <= 0.12
    assert np.mean([one.persistence for one in found]) > 1.25


def test_months_that_know_nothing_of_each_other_have_a_persistence_of_one():
    random = np.random.default_rng(17)
    shares = random.dirichlet(np.full(80, 0.8))

    found = [
        pattern_change(year(random, shares, 2_500, lumpiness=2), year(random, shares, 1_500, lumpiness=2)).persistence
        for _ in range(40)
    ]

    assert 1 <= np.mean(found) < 1.12


def test_a_tenth_of_crime_moved_to_five_places_is_found_and_they_are_named():
    random = np.random.default_rng(8)
    shares = random.dirichlet(np.full(100, 0.8))
    later = shares * 0.9
    later[[3, 17, 40, 66, 90]] += 0.02

    found = [
        pattern_change(year(random, shares, 2_500, lumpiness=1.5), year(random, later, 1_800, lumpiness=1.5))
        for _ in range(40)
    ]

    assert np.mean([one.p < 0.05 for one in found]) > 0.9
    named = np.array([one.place_p < 0.05 for one in found])
    assert named[:, [3, 17, 40, 66, 90]].mean() > 0.35
    assert np.delete(named, [3, 17, 40, 66, 90], axis=1).mean() < 0.005


def test_more_crime_in_the_same_places_is_no_change_of_pattern():
    before = np.random.default_rng(9).poisson(20, (12, 30)) + 1

    found = pattern_change(before, 3 * before)

    assert found.moved == pytest.approx(0)
    assert found.p == 1


def test_few_crimes_seem_to_move_a_lot_and_the_expected_share_says_so():
    random = np.random.default_rng(10)
    shares = random.dirichlet(np.full(60, 0.6))

    found = pattern_change(year(random, shares, 150), year(random, shares, 150))

    assert found.moved > 0.2
    assert found.moved_by_chance == pytest.approx(found.moved, abs=0.08)


def test_order_of_places_and_the_direction_of_time_change_nothing():
    random = np.random.default_rng(11)
    before, after = random.poisson(3, (12, 20)) + 1, random.poisson(3, (12, 20)) + 1
    places = random.permutation(20)

    plain = pattern_change(before, after)
    moved = pattern_change(before[::-1][:, places], after[::-1][:, places])

    assert (moved.p, moved.moved) == pytest.approx((plain.p, plain.moved))
    assert moved.place_p == pytest.approx(plain.place_p[places])
    assert moved.share_after == pytest.approx(plain.share_after[places])


def test_which_period_comes_first_changes_nothing():
    random = np.random.default_rng(12)
    one, other = random.poisson(3, (12, 20)) + 1, random.poisson(3, (12, 20)) + 1

    assert pattern_change(one, other).p == pattern_change(other, one).p


def test_over_many_months_swaps_are_drawn_and_the_seed_makes_them_the_same():
    random = np.random.default_rng(13)
    before, after = random.poisson(3, (24, 20)) + 1, random.poisson(3, (24, 20)) + 1

    first, again, other = (pattern_change(before, after, seed=seed) for seed in (1, 1, 2))

    assert first.p == again.p
    assert other.p == pytest.approx(first.p, abs=0.03)
    assert pattern_change(before, 1000 * np.eye(20)[[3] * 24] + after).p == pytest.approx(1 / 10_000)


def test_too_few_months_are_refused_and_those_without_crime_do_not_count():
    counts = np.ones((FEWEST_MONTHS, 3))
    empty = counts.copy()
    empty[2] = 0

    assert pattern_change(counts, counts).months == FEWEST_MONTHS
    with pytest.raises(TooShort, match="8 months needed"):
        pattern_change(counts, empty)


@pytest.mark.parametrize(
    ("before", "after"), [([[1, 2]] * 8, [[1, 2, 3]] * 8), ([[1, -2]] * 8, [[1, 2]] * 8), ([[1]] * 8, [[1]] * 8)]
)
def test_what_does_not_fit_is_refused(before, after):
    with pytest.raises(ValueError, match="places"):
        pattern_change(before, after)
