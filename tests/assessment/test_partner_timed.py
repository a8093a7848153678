"""Counts of one group of a partner's crimes that stand in two findings give away nothing that lies between them."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.assessment.partner_timed import timed_counts

BEGAN = pd.Timestamp("2025-03-01 20:00")


def events(**numbers: int) -> pd.DataFrame:
    """So many of each kind: hour, day, wide, wrong, none; `_placed` after it has coordinates too."""
    lasts = {"hour": 30, "day": 300, "wide": 3000, "wrong": -60}
    rows = []
    for kind, n in numbers.items():
        when, _, placed = kind.partition("_")
        begun = None if when == "none" else BEGAN
        rows += [
            {
                "from_at": begun,
                "to_at": None if begun is None else begun + pd.Timedelta(minutes=lasts[when]),
                "lon": -1.0 if placed else None,
                "place_confidence": "coordinates" if placed else "lsoa",
            }
        ] * n
    made = pd.DataFrame(rows)
    made["from_at"], made["to_at"] = pd.to_datetime(made["from_at"]), pd.to_datetime(made["to_at"])
    return made


def test_counts_far_from_each_other_are_all_shown() -> None:
    found = timed_counts(events(hour_placed=60, day=40, wide=9, none=20))

    assert (found.timed, found.to_the_hour, found.placed) == (100, 60, 60)
    assert (found.without, found.too_long, found.refused) == (20, 9, 0)


def test_the_few_without_a_place_are_not_given_away_by_the_two_counts() -> None:
    found = timed_counts(events(hour_placed=60, day_placed=58, day=2))

    assert found.placed is None or found.timed is None


def test_the_few_whose_hour_is_not_known_are_not_given_away_by_the_share() -> None:
    found = timed_counts(events(hour=60, hour_placed=40, day=3))

    assert found.to_the_hour is None or found.timed is None


def test_a_small_number_left_out_is_not_said() -> None:
    assert timed_counts(events(hour=60, hour_placed=40, wide=3)).too_long is None


@given(st.dictionaries(st.sampled_from(["hour", "hour_placed", "day", "day_placed", "wide", "wrong_placed", "none"]),
                       st.sampled_from([1, 2, 3, 4, 6, 20, 50]), min_size=1))  # fmt: skip
@settings(deadline=None, max_examples=25)
def test_no_number_shown_is_small_and_no_two_shown_lie_a_few_apart_where_one_holds_the_other(numbers) -> None:
    found = timed_counts(events(**numbers))

    shown = [n for n in vars(found).values() if n is not None]
    assert not any(0 < n < 5 for n in shown)
    if found.timed is not None and found.to_the_hour is not None:
        assert not 0 < found.timed - found.to_the_hour < 5
