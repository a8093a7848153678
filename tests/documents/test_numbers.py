import numpy as np
import pytest

from frankpledge.assessment.finding import Figure
from frankpledge.documents import numbers


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (1234567, "count", "1,234,567"),
        (12.5, "count", "12.5"),
        (0, "count", "0"),
        (-0.04, "percent", "0.0%"),
        (0.004, "per_1000", "0.00"),
        (9.96, "per_1000", "10.0"),
        (1.005, "ratio", "1.00"),
        (1, "months", "1 month"),
        (3, "rank", "3"),
        (250.4, "metres", "250 m"),
        (0.0432, "probability", "0.043"),
        (float("nan"), "percent", "not published"),
        (np.int64(4504), "count", "4,504"),
        (np.float64(3.25), "percent", "3.2%"),
        ("highest quarter", "text", "highest quarter"),
    ],
)
def test_a_value_is_printed_by_its_unit(value, unit, printed):
    assert numbers.value(value, unit) == printed


def test_a_change_has_a_sign_and_a_share_has_none():
    rise = Figure("change_percent", 9.59, "percent", "of 271")
    share = Figure("share", 9.59, "percent", "of 271")

    assert numbers.figure(rise) == "+9.6%"
    assert numbers.figure(share) == "9.6%"


def test_a_hidden_figure_gives_neither_value_nor_range():
    hidden = Figure("count", 3, "count", "fires", 1.0, 8.0, suppressed=True)

    assert (numbers.figure(hidden), numbers.figure_range(hidden)) == ("[c]", "")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (3.0, 9.0, "between +3.0% and +9.0%"),
        (-3.04, float("inf"), "−3.0% or more"),
        (None, 9.0, "+9.0% or less"),
        (None, None, ""),
    ],
)
def test_a_range_is_said_in_words(low, high, said):
    assert numbers.between(low, high, "percent", signed=True) == said


@pytest.mark.parametrize(("before", "after", "small"), [(49, 60, True), (60, 49, True), (50, 50, False), (0, 80, True)])
def test_under_fifty_in_either_period_counts_are_printed(before, after, small):
    change = Figure("change_percent", 12.0, "percent", f"of {before}")

    said = numbers.change(before, after, change)

    assert said == (f"from {before} to {after}" if small else "+12.0%")
