"""The eight words: a truth table for hot and, turned round, for cold; trends; refusals; noise."""

import numpy as np
import pytest

from frankpledge.analysis.emerging import classify
from frankpledge.analysis.grid import Squares
from frankpledge.analysis.histories import FEWEST_STEPS, HISTORIES, area_histories
from frankpledge.analysis.hot import gi_star_exact
from frankpledge.analysis.multiple import false_discovery
from frankpledge.analysis.season import TooShort

FLAT, RISING, FALLING = [2.0] * 12, list(range(12)), list(range(12, 0, -1))

# h hot, c cold, . neither; oldest first, with the z values' run
TABLE = [
    ("............", FLAT, "none"),
    ("...........h", FLAT, "new"),
    (".c.c.......h", FLAT, "new"),
    ("..........hh", FLAT, "consecutive"),
    ("..hhhhhhhhhh", FLAT, "consecutive"),
    ("c.........hh", FLAT, "consecutive"),
    (".hhhhhhhhhhh", FLAT, "persistent"),  # 11 of 12 are over 90%
    (".hhhhhhhhhhh", RISING, "intensifying"),
    ("hhhhhhhhhhhh", FLAT, "persistent"),
    ("hhhhhhhhhhhh", RISING, "intensifying"),
    ("hhhhhhhhhhhh", FALLING, "diminishing"),
    ("hhhh.hhhhhhh", FALLING, "diminishing"),
    ("hhhh.h.hhhhh", RISING, "sporadic"),  # 10 of 12 are not
    ("h..........h", FLAT, "sporadic"),
    ("h.h.h.h.h.hh", FLAT, "sporadic"),
    ("h...c......h", FLAT, "oscillating"),
    ("hhhhhhhhhc.h", FLAT, "oscillating"),
    ("hhhhhhhhhhh.", FLAT, "historical"),
    ("hhhhhhhhhhh.", RISING, "historical"),
    ("hhhhhhhhhh..", FLAT, "none"),
    ("....hhhh....", FLAT, "none"),
]


def flags(words, letter):
    return [[one == letter for one in words]]


@pytest.mark.parametrize(("words", "z", "expected"), TABLE)
def test_the_rules_of_hot_spots(words, z, expected):
    found = area_histories(flags(words, "h"), flags(words, "c"), [z])

    assert found.history == (expected,)
    assert found.side[0] == (0 if expected == "none" else 1)
    assert found.hot_steps[0] == words.count("h")


@pytest.mark.parametrize(("words", "z", "expected"), TABLE)
def test_cold_spots_are_the_same_turned_round(words, z, expected):
    found = area_histories(flags(words, "c"), flags(words, "h"), [[-one for one in z]])

    assert found.history == (expected,)
    assert found.side[0] == (0 if expected == "none" else -1)


def test_a_place_cold_now_after_being_mostly_hot_is_told_by_what_it_is_now():
    found = area_histories(flags("hhhhhhhhhhhc", "h"), flags("hhhhhhhhhhhc", "c"), [FLAT])

    assert (found.history, found.side.tolist()) == (("new",), [-1])


def test_every_word_is_reached():
    assert {expected for *_, expected in TABLE} == set(HISTORIES)


def test_order_of_places_changes_nothing():
    random = np.random.default_rng(1)
    kind = random.choice([-1, 0, 1], (200, 12), p=[0.1, 0.3, 0.6])
    z, order = random.normal(size=(200, 12)), random.permutation(200)

    plain, moved = area_histories(kind > 0, kind < 0, z), area_histories(kind[order] > 0, kind[order] < 0, z[order])

    assert moved.history == tuple(plain.history[at] for at in order)


def test_it_agrees_with_the_five_words_where_both_speak():
    words = ["hhhhhhhhhhhh", "..........hh", "............"]
    hot = np.array([[one == "h" for one in row] for row in words])

    assert area_histories(hot, np.zeros_like(hot), [FLAT] * 3).history == ("persistent", "consecutive", "none")
    assert classify(hot, [FLAT] * 3).classes == ("persistent", "emerging", "none")


def test_noise_is_nothing():
    """900 squares over 12 quarters of the same crime everywhere."""
    random = np.random.default_rng(2)
    row, column = np.divmod(np.arange(900), 30)
    squares = Squares(250)
    neighbours = squares.neighbours((row + 100) * squares.in_a_row + column + 100)
    spots = [gi_star_exact(random.poisson(0.5, 900), neighbours) for _ in range(12)]
    hot = np.stack([false_discovery(spot.p_high) < 0.05 for spot in spots], axis=1)
    cold = np.stack([false_discovery(spot.p_low) < 0.05 for spot in spots], axis=1)

    found = area_histories(hot, cold, np.stack([spot.z for spot in spots], axis=1))

    assert sum(word != "none" for word in found.history) <= 2


def test_too_short_a_history_says_how_many_months_are_needed():
    eight = [[True] * 8]

    with pytest.raises(TooShort, match="30 months needed"):
        area_histories(eight, [[False] * 8], [[2.0] * 8])
    with pytest.raises(TooShort, match="10 months needed"):
        area_histories(eight, [[False] * 8], [[2.0] * 8], months_a_step=1)
    assert FEWEST_STEPS == 10


def test_hot_and_cold_at_once_and_shapes_that_differ_are_refused():
    with pytest.raises(ValueError, match="hot and cold in the same step"):
        area_histories([[True] * 12], [[True] * 12], [FLAT])
    with pytest.raises(ValueError, match="each place in each step"):
        area_histories([[True] * 12], [[False] * 11], [FLAT])
