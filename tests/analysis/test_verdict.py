"""The verdict: each answer where it belongs, in plain words, and how often chance alone gives it."""

from collections import Counter

import numpy as np
import pytest

from frankpledge.analysis.verdict import did_it_work

YEAR = np.arange(60) / 12


def drawn(random, level, unevenness=1.0):
    level = np.asarray(level, dtype=float)
    return random.poisson(random.gamma(level / (unevenness - 1), unevenness - 1) if unevenness > 1 else level)


def steps(before, ratio, after=12):
    return np.repeat([1.0, ratio], [before, after])


def test_a_large_fall_worked_and_a_large_rise_got_worse():
    random = np.random.default_rng(1)
    control = random.poisson(60, 36)

    down = did_it_work(random.poisson(60 * steps(24, 0.6)), 24, control=control)
    up = did_it_work(random.poisson(60 * steps(24, 1.5)), 24, control=control)

    assert down.answer == "worked"
    assert down.sentence.startswith("It worked: crime fell by ")
    assert up.answer == "got worse"
    assert up.sentence.startswith("It got worse: crime rose by ")
    assert down.needed == up.needed == ""


def test_no_change_among_many_crimes_is_no_evidence_and_says_what_would_have_been_seen():
    random = np.random.default_rng(2)

    found = did_it_work(random.poisson(200, 36), 24, control=random.poisson(300, 36))

    assert found.answer == "no evidence either way"
    assert found.detectable_fall < 0.15
    assert f"A fall of {found.detectable_fall:.0%} or more would have been seen." in found.sentence


def test_no_change_among_few_crimes_cannot_be_told_and_says_how_many_are_needed():
    random = np.random.default_rng(12)

    found = did_it_work(random.poisson(4, 36), 24, control=random.poisson(6, 36))

    assert found.answer == "cannot tell"
    assert found.detectable_fall > 0.4
    assert "only a fall of" in found.sentence
    assert "times as many crimes are needed" in found.needed


def test_the_number_of_crimes_said_to_be_needed_is_enough():
    random = np.random.default_rng(4)
    found = did_it_work(random.poisson(5, 36), 24, control=random.poisson(8, 36))
    times = float(found.needed.split("about ")[1].split(" times")[0])

    falls = [
        did_it_work(random.poisson(5 * times * steps(24, 0.75)), 24, control=random.poisson(8 * times, 36)).answer
        for _ in range(150)
    ]

    assert 0.6 < falls.count("worked") / 150 < 0.95


def test_areas_that_were_already_drifting_apart_tell_nothing():
    random = np.random.default_rng(5)

    found = did_it_work(random.poisson(150 * 0.7 ** YEAR[:36]), 24, control=random.poisson(150, 36))

    assert found.answer == "cannot tell"
    assert "crime fell against the comparison area already before the start" in found.sentence
    assert "ran alike" in found.needed


def test_crime_that_moved_next_door_is_not_called_a_success():
    random = np.random.default_rng(6)
    treated, control = random.poisson(60 * steps(24, 0.6)), random.poisson(60, 36)
    moved, stayed = random.poisson(60 * steps(24, 1.5)), random.poisson(60 * steps(24, 0.9))
    beside = random.poisson(60, 36)

    alone = did_it_work(treated, 24, control=control)
    around = did_it_work(treated, 24, control=control, buffer=moved, buffer_control=beside)
    spread = did_it_work(treated, 24, control=control, buffer=stayed, buffer_control=beside)

    assert alone.answer == spread.answer == "worked"
    assert around.answer == "cannot tell"
    assert "places around rose" in around.sentence
    assert around.quotient < -0.5
    assert alone.quotient is None
    assert "crimes fewer" in spread.sentence


def test_a_fall_in_proportion_that_is_no_fall_in_number_cannot_be_told():
    # The control doubles from a low level; the treated area rises by more crimes but by a smaller share.
    treated, control = np.repeat([200, 240], [24, 12]), np.repeat([20, 40], [24, 12])
    wobble = np.tile([3, -3, 2, -2], 9)

    found = did_it_work(treated + wobble, 24, control=control - wobble // 2)

    assert found.differences.high < 1
    assert found.answer == "cannot tell"
    assert "in proportion, but not in number" in found.sentence


@pytest.mark.parametrize(("before", "after"), [(11, 12), (24, 5), (3, 5)])
def test_too_early_or_too_short_cannot_be_told(before, after):
    random = np.random.default_rng(7)

    found = did_it_work(
        random.poisson(50 * steps(before, 0.1, after)), before, control=random.poisson(50, before + after)
    )

    assert found.answer == "cannot tell"
    assert "12 months before and 6 after" in found.needed


def test_half_a_year_after_is_set_beside_the_same_half_years_before():
    random = np.random.default_rng(8)
    season = 1 + 0.4 * np.sin(2 * np.pi * YEAR[:30])  # of the treated area alone

    answers = Counter(
        did_it_work(random.poisson(50 * season), 24, control=random.poisson(80, 30)).answer for _ in range(300)
    )

    assert answers["worked"] + answers["got worse"] < 0.07 * 300


@pytest.mark.parametrize(("mean", "unevenness"), [(2, 1.0), (10, 1.0), (10, 2.0), (50, 1.5), (50, 2.5)])
def test_false_alarms_of_the_whole_verdict_stay_under_seven_percent(mean, unevenness):
    random = np.random.default_rng(mean)
    season = 1 + 0.2 * np.sin(2 * np.pi * YEAR[:36])

    answers = Counter(
        did_it_work(
            drawn(random, mean * season, unevenness), 24, control=drawn(random, 1.5 * mean * season, unevenness)
        ).answer
        for _ in range(600)
    )

    assert 0.02 * 600 < answers["worked"] + answers["got worse"] < 0.07 * 600
    assert answers["worked"] < 0.045 * 600


def test_without_a_control_the_series_has_to_speak_for_itself():
    random = np.random.default_rng(9)
    days = np.full(48, 30)

    fell = did_it_work(random.poisson(100 * steps(30, 0.6, 18)), 30, days=days)
    level = did_it_work(random.poisson(400, 48), 30, days=days)
    few = did_it_work(random.poisson(3, 48), 30, days=days)
    rose = did_it_work(random.poisson(100 * steps(30, 1.6, 18)), 30, days=days)
    short = did_it_work(random.poisson(100, 30), 20, days=days[:30])

    assert (fell.answer, rose.answer) == ("worked", "got worse")
    assert "as far as one area can show" in fell.sentence
    assert level.answer == "no evidence either way"
    assert few.answer == short.answer == "cannot tell"
    assert "36 months" in short.needed


def test_what_cannot_be_judged_is_refused():
    months = [5] * 36
    for options, says in (
        ({}, "number of days"),
        ({"control": months[:30]}, "same months"),
        ({"control": months, "buffer": months}, "places around"),
        ({"buffer": months}, "comparison area"),
        ({"control": months, "worth_seeing": 25}, "worth seeing"),
    ):
        with pytest.raises(ValueError, match=says):
            did_it_work(months, 24, **options)
    with pytest.raises(ValueError, match="before the start"):
        did_it_work(months, 0, control=months)
