"""Profiles: shares of those known, unknown people stated and never spread, rates only where residents are counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.intervals import wilson_interval
from frankpledge.analysis.profiles import age_band, band_names, not_known, profile_of


def test_unknown_people_are_counted_apart_and_in_no_share():
    found = profile_of(["F", "M", None, "not stated", "", float("nan"), "F"], order=["F", "M"])

    assert [(one.group, one.people, one.share) for one in found.groups] == [("F", 2, 2 / 3), ("M", 1, 1 / 3)]
    assert (found.known, found.unknown, found.people, found.share_unknown) == (3, 4, 7, 4 / 7)


def test_groups_stand_in_the_order_given_and_others_after():
    found = profile_of(["x", "y", "y", "a"], order=["a", "b"])

    assert [(one.group, one.people) for one in found.groups] == [("a", 1), ("b", 0), ("y", 2), ("x", 1)]


def test_rates_are_of_the_groups_own_residents_and_not_of_a_few():
    found = profile_of(["a"] * 12 + ["b"], residents={"a": 6_000, "b": 900})

    assert (found.groups[0].rate, found.groups[0].rate_low) == (2.0, pytest.approx(1.0334, abs=1e-4))
    assert (found.groups[1].residents, found.groups[1].rate) == (900, None)


def test_nobody_has_a_profile_of_nothing():
    found = profile_of([], order=["a"])

    assert (found.people, found.share_unknown, found.groups[0].share, found.groups[0].high) == (0, 0.0, 0.0, 1.0)


@given(st.lists(st.sampled_from(["a", "b", "c", None, "unknown"])), st.randoms())
def test_the_order_of_people_does_not_matter_and_nobody_is_lost(values, random):
    mixed = list(values)
    random.shuffle(mixed)

    found = profile_of(values)

    assert profile_of(mixed) == found
    assert sum(one.people for one in found.groups) + found.unknown == len(values)


def test_the_true_share_lies_in_its_range_as_often_as_stated():
    rng, held = np.random.default_rng(1), []

    for _ in range(500):
        found = profile_of(rng.choice(["a", "b", "none"], p=[0.2, 0.7, 0.1], size=60).tolist(), order=["a"])
        held.append(found.groups[0].low <= 0.2 <= found.groups[0].high)

    assert 0.92 < np.mean(held) < 0.985
    assert found.groups[0].low == wilson_interval(found.groups[0].people, found.known).low


@pytest.mark.parametrize(("age", "band"), [(0, "0 to 9"), (9.9, "0 to 9"), (17, "10 to 17"), (18, "18 to 24"), (90, "75 and over"), (-1, None), (float("nan"), None)])  # fmt: skip
def test_an_age_has_one_band(age, band):
    assert age_band(age) == band


def test_bands_have_no_gap():
    names = band_names()

    assert {age_band(age) for age in range(110)} == set(names)


@pytest.mark.parametrize("said", ["Unknown", " NOT KNOWN ", "n/a", None])
def test_senders_words_for_not_knowing_are_understood(said):
    assert not_known(said)


def test_other_is_something_known():
    assert not not_known("Other")
