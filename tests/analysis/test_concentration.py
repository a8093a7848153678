"""Concentration: hand-worked numbers, extremes, and what chance alone makes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.concentration import (
    generalised_gini,
    gini,
    gini_by_chance,
    lorenz,
    places_by_chance,
    places_holding,
    share_of_places,
)

COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(("share", "places"), [(0.25, 1), (0.5, 1), (0.51, 2), (0.8, 2), (0.81, 3), (1, 5)])
def test_the_smallest_number_of_places(share, places):
    counts = [0, 5, 50, 0, 30, 10, 5, 0, 0, 0]

    assert places_holding(counts, share) == places
    assert share_of_places(counts, share) == places / 10


@given(COUNTS, st.floats(0.01, 1))
def test_no_smaller_number_of_places_would_do(counts, share):
    number = places_holding(counts, share)

    busiest = sorted(counts, reverse=True)
    assert sum(busiest[:number]) >= share * sum(counts) - 1e-9
    assert sum(busiest[: number - 1]) < share * sum(counts)


@given(COUNTS)
def test_gini_is_the_mean_difference_over_twice_the_mean(counts):
    x = np.array(counts, dtype=float)

    differences = np.abs(x[:, None] - x).mean() / (2 * x.mean())

    assert gini(counts) == pytest.approx(differences, abs=1e-12)


def test_bernasco_and_steenbeeks_extremes():
    assert generalised_gini([1] * 3 + [0] * 7) == pytest.approx(0)
    assert generalised_gini([3] + [0] * 9) == pytest.approx(1 - 1 / 3)
    assert generalised_gini([40] + [0] * 9) == gini([40] + [0] * 9) == pytest.approx(0.9)
    assert generalised_gini([3, 1, 1, 0, 0, 0, 0, 0, 0, 0]) == pytest.approx(0.56)


@given(COUNTS)
def test_generalised_gini_stays_between_nought_and_gini(counts):
    assert -1e-12 <= generalised_gini(counts) <= gini(counts) + 1e-12


def test_no_crime_has_no_concentration():
    assert np.isnan(gini([0, 0]))
    assert np.isnan(generalised_gini([0, 0]))
    assert np.isnan(gini_by_chance(0, 5))
    assert places_holding([0, 0], 0.5) == 0
    assert places_by_chance(0, 5, 0.5) == 0
    with pytest.raises(ValueError, match="at least one crime"):
        lorenz([0, 0])


def test_lorenz_runs_from_nothing_to_everything_below_the_diagonal():
    curve = lorenz([4, 0, 1, 5])

    assert curve.places.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert curve.crimes.tolist() == [0, 0, 0.1, 0.5, 1]


@pytest.mark.parametrize(("crimes", "places"), [(60, 500), (400, 500), (5000, 500)])
def test_chance_is_what_simulation_gives(crimes, places):
    random = np.random.default_rng(crimes)
    dealt = [np.bincount(random.integers(0, places, crimes), minlength=places) for _ in range(200)]

    assert gini_by_chance(crimes, places) == pytest.approx(np.mean([gini(x) for x in dealt]), abs=0.005)
    mean_places = np.mean([places_holding(x, 0.5) for x in dealt])
    assert places_by_chance(crimes, places, 0.5) == pytest.approx(mean_places, abs=1 + 0.01 * places)


def test_all_crime_by_chance_is_on_the_places_with_any():
    assert places_by_chance(100, 1000, 1) == pytest.approx(1000 * (1 - np.exp(-0.1)))


@pytest.mark.parametrize("share", [0, -0.1, 1.01])
def test_shares_outside_the_range_are_refused(share):
    with pytest.raises(ValueError, match="share of crime"):
        places_holding([1, 2], share)
    with pytest.raises(ValueError, match="share of crime"):
        places_by_chance(5, 5, share)


@pytest.mark.parametrize("counts", [[], [-1, 2], [np.nan, 1], [[1, 2]]])
def test_what_is_not_a_list_of_counts_is_refused(counts):
    with pytest.raises(ValueError, match="one count"):
        gini(counts)
