"""Classes over quarters: Mann-Kendall against its oracle, a table of rules, and noise."""

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from frankpledge.analysis.emerging import CLASSES, classify, mann_kendall
from frankpledge.analysis.grid import Squares
from frankpledge.analysis.hot import gi_star_exact


@pytest.mark.parametrize("times", [3, 8, 12, 40])
@pytest.mark.parametrize("kinds", [2, 5, 1000])
def test_trend_equals_pymannkendall(times, kinds):
    oracle = pytest.importorskip("pymannkendall")
    random = np.random.default_rng(times * kinds)
    rows = random.integers(0, kinds, (40, times)) + np.linspace(0, kinds / 4, times).round()
    rows = rows[np.ptp(rows, axis=1) > 0]

    trend = mann_kendall(rows)

    expected = [oracle.original_test(row) for row in rows]
    assert trend.s.tolist() == [e.s for e in expected]
    assert trend.z == pytest.approx([e.z for e in expected])
    assert trend.p == pytest.approx([e.p for e in expected], abs=1e-12)


def test_a_constant_row_has_no_trend():
    trend = mann_kendall([[2.0] * 6])

    assert (trend.s[0], trend.z[0], trend.p[0]) == (0, 0, 1)


FLAT, RISING = [2.0] * 12, list(range(12))


@pytest.mark.parametrize(
    ("hot", "z", "expected"),
    [
        ("000000000000", FLAT, "none"),
        ("000000000001", FLAT, "none"),
        ("111111111111", FLAT, "persistent"),
        ("111111111111", RISING, "persistent"),
        ("111011110111", FLAT, "persistent"),
        ("111111110011", FLAT, "persistent"),
        ("111111111000", FLAT, "intermittent"),  # hot in only one of the last four
        ("111111110000", FLAT, "former"),
        ("000110000000", FLAT, "former"),
        ("000000000011", FLAT, "emerging"),
        ("000000001111", FLAT, "emerging"),
        ("010000001111", FLAT, "intermittent"),
        ("010000001111", RISING, "emerging"),
        ("011011001010", RISING, "intermittent"),  # recent share no greater than before
        ("010101010101", FLAT, "intermittent"),
    ],
)
def test_the_rules_in_order(hot, z, expected):
    answer = classify([[int(letter) for letter in hot]], [z])

    assert answer.classes == (expected,)
    assert answer.hot_quarters.tolist() == [hot.count("1")]
    assert answer.recent_hot.tolist() == [hot[-4:].count("1")]


def test_every_pattern_has_exactly_one_class_and_all_five_occur():
    patterns = (np.arange(2**8)[:, None] >> np.arange(8)) & 1

    answer = classify(patterns, np.zeros(patterns.shape))

    assert set(answer.classes) == set(CLASSES)
    assert all(c == "none" for c, n in zip(answer.classes, answer.hot_quarters, strict=True) if n < 2)


def test_noise_has_no_classes_and_planted_areas_have_theirs():
    random = np.random.default_rng(7)
    row, column = np.divmod(np.arange(400), 20)
    squares = Squares()
    neighbours = squares.neighbours(row * squares.in_a_row + column)
    mean = np.full((400, 12), 0.5)
    always, lately, once = (((row // 4 == a) & (column // 4 == b)) for a, b in ((0, 0), (2, 2), (4, 4)))
    mean[always] = 6
    mean[np.ix_(lately, range(8, 12))] = 6
    mean[np.ix_(once, range(6))] = 6
    quarters = [gi_star_exact(quarter, neighbours) for quarter in random.poisson(mean).T]
    hot = np.array([false_discovery_control(q.p_high) < 0.05 for q in quarters]).T

    classes = np.array(classify(hot, np.array([q.z for q in quarters]).T).classes)

    inner = np.isin(row % 4, [1, 2]) & np.isin(column % 4, [1, 2])
    assert set(classes[always & inner]) == {"persistent"}
    assert set(classes[lately & inner]) == {"emerging"}
    assert set(classes[once & inner]) == {"former"}
    quiet = (row // 4 % 2 == 1) & (column // 4 % 2 == 1) & inner
    assert set(classes[quiet]) == {"none"}


@pytest.mark.parametrize(("quarters", "recent"), [(7, 4), (8, 1)])
def test_too_few_quarters_are_refused(quarters, recent):
    with pytest.raises(ValueError, match="quarters"):
        classify(np.zeros((2, quarters)), np.zeros((2, quarters)), recent=recent)


@pytest.mark.parametrize("values", [[[1, 2]], [1, 2, 3], [[1, np.nan, 2]]])
def test_too_short_or_missing_values_are_refused(values):
    with pytest.raises(ValueError, match="at least 3"):
        mann_kendall(values)
