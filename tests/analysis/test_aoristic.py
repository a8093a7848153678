"""Time of the week: parts of events add up, and each part lies where the event may have happened."""

import numpy as np
import pytest

from frankpledge.analysis.aoristic import MINUTES_A_WEEK, time_of_week


def minute_by_minute(start, minutes):
    """Each event shared out one minute at a time: slow, and plainly right."""
    hours = np.zeros(168)
    for begin, length in zip(start, minutes, strict=True):
        for step in range(max(length, 1)):
            hours[(begin + step) % MINUTES_A_WEEK // 60] += 1 / max(length, 1)
    return hours.reshape(7, 24)


def windows(seed, n=200, longest=3000):
    rng = np.random.default_rng(seed)
    return rng.integers(0, MINUTES_A_WEEK, n), rng.integers(0, longest, n)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_adding_minute_by_minute_gives(seed):
    start, minutes = windows(seed)

    found = time_of_week(start, minutes, longest=3000)

    assert np.allclose(found.hours, minute_by_minute(start, minutes), atol=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_parts_of_events_add_up_to_the_events(seed):
    start, minutes = windows(seed, longest=30_000)

    found = time_of_week(start, minutes, longest=10**6)

    assert found.hours.sum() == pytest.approx(len(start))
    assert found.by_evening.sum() == pytest.approx(len(start))
    assert found.hours.min() >= -1e-9


def test_the_order_of_events_is_of_no_account():
    start, minutes = windows(7)
    order = np.random.default_rng(8).permutation(len(start))

    assert np.allclose(time_of_week(start, minutes).hours, time_of_week(start[order], minutes[order]).hours)


def test_the_small_hours_of_monday_stand_with_sundays_evening():
    assert time_of_week([60], [0]).by_evening[6].sum() == 1


def test_a_window_over_the_end_of_the_week_goes_on_at_its_beginning():
    hours = time_of_week([MINUTES_A_WEEK - 30], [60]).hours

    assert (hours[6, 23], hours[0, 0]) == (0.5, 0.5)


def test_an_unknown_end_counts_where_it_began_and_a_wrong_one_not_at_all():
    found = time_of_week([0, 120, 0], [np.nan, -5, 5000])

    assert (found.events, found.refused, found.too_long, found.known) == (1, 1, 1, 1)
    assert found.hours[0, 0] == 1


@pytest.mark.parametrize("start", [[-1], [MINUTES_A_WEEK], [np.nan]])
def test_a_minute_outside_the_week_is_refused(start):
    with pytest.raises(ValueError, match="minute of the week"):
        time_of_week(start, [0])
