"""Repeat victims and suspects: everybody is watched equally long, and ties are kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.repeats import TooShort, repeat_people, top_few, top_with_ties


def one_by_one(person, day, first_day, last_day, watched):
    """Each person looked up by hand."""
    people = repeated = events = on_repeated = 0
    for who in sorted(set(person)):
        theirs = sorted(day[i] for i in range(len(day)) if person[i] == who)
        if theirs[0] + watched - 1 > last_day:
            continue
        n = sum(when < theirs[0] + watched for when in theirs)
        people, events = people + 1, events + n
        repeated, on_repeated = repeated + (n > 1), on_repeated + (n if n > 1 else 0)
    return people, repeated, events, on_repeated, events - people


@pytest.mark.parametrize("seed", range(10))
def test_it_is_what_looking_one_by_one_gives(seed):
    rng = np.random.default_rng(seed)
    person, day = rng.integers(0, 60, 150), rng.integers(0, 730, 150)

    found = repeat_people(person, day, first_day=0, last_day=729)

    assert (found.people, found.repeated, found.events, found.on_repeated, found.further) == one_by_one(
        list(person), list(day), 0, 729, 365
    )


def test_somebody_first_seen_late_is_not_counted_as_not_repeated():
    found = repeat_people(["early", "late"], [0, 600], first_day=0, last_day=729)

    assert found.people == 1


def test_the_repeated_have_so_many_events_each():
    found = repeat_people(["a", "a", "a", "b", "b", "c"], [0, 9, 30, 5, 6, 7], first_day=0, last_day=729)

    assert found.mean_each == 2.5
    assert np.isnan(repeat_people(["c"], [7], first_day=0, last_day=729).mean_each)


def test_a_second_event_after_the_time_watched_is_no_repeat():
    assert repeat_people(["a", "a"], [0, 365], first_day=0, last_day=729).repeated == 0
    assert repeat_people(["a", "a"], [0, 364], first_day=0, last_day=729).repeated == 1


def test_events_that_cover_too_little_are_refused_with_what_is_needed():
    with pytest.raises(TooShort, match="730 days needed, 400 given"):
        repeat_people(["a"], [0], first_day=0, last_day=399)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), st.integers(0, 5)), unique_by=lambda one: one[0]))
def test_nothing_that_ties_with_the_last_is_left_out(counts):
    top = top_with_ties(counts, number=3)

    left = [n for name, n in counts if (name, n) not in top]
    assert len(top) >= min(3, len(counts))
    assert not top or all(n < min(count for _, count in top) for n in left)


def test_ties_among_the_busiest_people_are_all_taken_in():
    found = top_few(["a"] * 3 + ["b"] * 2 + ["c"] * 2 + ["d"], number=2)

    assert (found.people, found.events, found.least) == (3, 7, 2)
