import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.rolling import TooFewMonths, latest_periods, rolling_sum

counts_with_gaps = st.lists(st.one_of(st.integers(0, 10**7).map(float), st.just(float("nan"))), max_size=40)


@given(counts_with_gaps, st.integers(1, 14))
@settings(deadline=None, max_examples=100)
def test_each_value_is_the_plain_sum_of_its_window(monthly, window):
    sums = rolling_sum(monthly, window=window)

    for month in range(len(monthly)):
        held = monthly[month - window + 1 : month + 1] if month + 1 >= window else [np.nan]
        np.testing.assert_equal(sums[month], np.sum(held))


def test_many_series_at_once_go_along_the_last_axis():
    monthly = np.arange(30).reshape(2, 15)

    sums = rolling_sum(monthly)

    np.testing.assert_equal(sums, [rolling_sum(row) for row in monthly])


def test_too_few_months_for_a_window_give_only_missing_values():
    assert np.isnan(rolling_sum([1] * 11)).all()


def test_a_window_of_no_months_is_refused():
    with pytest.raises(ValueError, match="1 month or more"):
        rolling_sum([1], window=0)


def test_latest_periods_are_the_last_year_and_the_one_before():
    before, after = latest_periods(np.arange(30))

    assert before.tolist() == list(range(6, 18))
    assert after.tolist() == list(range(18, 30))


def test_a_month_missing_from_either_period_is_left_out_of_both():
    monthly = np.arange(24.0)
    monthly[[3, 14]] = np.nan

    before, after = latest_periods(monthly)

    assert before.tolist() == [0, 1, 4, 5, 6, 7, 8, 9, 10, 11]
    assert (after - before == 12).all()


def test_under_two_windows_says_how_many_months_are_needed():
    with pytest.raises(TooFewMonths, match="24 months needed, 23 held") as refused:
        latest_periods([1] * 23)

    assert (refused.value.months, refused.value.needed) == (23, 24)


def test_nothing_in_common_is_refused():
    with pytest.raises(TooFewMonths):
        latest_periods([1, np.nan, np.nan, 1], window=2)


def test_more_than_one_series_cannot_be_split_into_periods():
    with pytest.raises(ValueError, match="one list"):
        latest_periods([[1, 2]], window=1)
