import numpy as np
import pytest

from frankpledge.analysis.rolling import TooFewMonths
from frankpledge.analysis.to_date import year_to_date


def test_a_financial_year_to_september_is_six_months_against_the_six_a_year_before():
    counts = np.arange(30)  # April of one year to September of the next but one

    found = year_to_date(counts, last_month=9)

    assert found.months == (4, 5, 6, 7, 8, 9)
    assert found.after.tolist() == [24, 25, 26, 27, 28, 29]
    assert found.before.tolist() == [12, 13, 14, 15, 16, 17]
    assert found.left_out == ()


@pytest.mark.parametrize("years_ago", [1, 2, 3])
def test_n_years_ago_are_the_same_calendar_months(years_ago):
    counts = np.arange(48) % 12

    found = year_to_date(counts, last_month=12, year_starts=1, years_ago=years_ago)

    assert found.before.tolist() == found.after.tolist()
    assert found.years_ago == years_ago


def test_a_month_missing_from_either_year_is_left_out_of_both_and_named():
    counts = np.arange(24, dtype=float)
    counts[13], counts[3] = np.nan, np.nan  # February this year; April last year

    found = year_to_date(counts, last_month=12, year_starts=1)

    assert found.left_out == (2, 4)
    assert len(found.before) == len(found.after) == len(found.months) == 10
    assert (found.after - found.before).tolist() == [12.0] * 10


def test_the_first_month_of_a_year_is_compared_alone():
    found = year_to_date(np.arange(13), last_month=4)

    assert (found.before.tolist(), found.after.tolist(), found.months) == ([0.0], [12.0], (4,))


def test_too_short_a_history_says_how_many_months_are_needed():
    with pytest.raises(TooFewMonths, match="27 months needed, 20 held"):
        year_to_date(np.arange(20), last_month=6, years_ago=2)
    with pytest.raises(TooFewMonths):
        year_to_date(np.full(24, np.nan), last_month=6)


@pytest.mark.parametrize(
    "wrong", [{"last_month": 0}, {"last_month": 3, "year_starts": 13}, {"last_month": 3, "years_ago": 0}]
)
def test_months_and_years_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match=r"month|year"):
        year_to_date(np.arange(60), **wrong)
    with pytest.raises(ValueError, match="one list"):
        year_to_date(np.ones((2, 24)), last_month=3)
