"""How sure a record is beside people's worries: as sure as its months allow, and never surer than chance."""

import numpy as np
import pytest

from frankpledge.analysis.change import compare_periods
from frankpledge.web.surveys.results_recorded import Recorded

STEADY = np.full(12, 30)
WILD = np.array([2, 60, 5, 70, 1, 55, 3, 64, 8, 71, 4, 57])
KINDS = ("Drugs", "Shoplifting")


def test_with_two_years_each_month_is_set_against_the_same_month_of_the_year_before():
    counted = Recorded({"Drugs": WILD, "Shoplifting": STEADY}, {"Drugs": WILD[::-1].copy(), "Shoplifting": STEADY})

    count, dispersion = counted.of(KINDS)

    assert count == 400 + 360
    assert dispersion == pytest.approx(compare_periods(WILD[::-1] + STEADY, WILD + STEADY).dispersion)
    assert dispersion > 10


def test_a_season_that_returns_makes_a_record_no_less_sure():
    assert Recorded({"Drugs": WILD}, {"Drugs": WILD}).of(("Drugs",)) == (400, 1.0)


def test_with_one_year_its_months_are_set_against_their_mean():
    count, dispersion = Recorded({"Drugs": WILD}, {}).of(("Drugs",))

    assert count == 400
    assert dispersion == pytest.approx(WILD.var(ddof=1) / WILD.mean())


def test_a_record_is_never_surer_than_independent_crimes():
    assert Recorded({"Drugs": STEADY}, {}).of(("Drugs",)) == (360, 1.0)


@pytest.mark.parametrize("before", [{}, {"Drugs": STEADY}], ids=["one year", "two years"])
def test_what_was_never_recorded_counts_nothing(before):
    assert Recorded({"Drugs": STEADY}, before).of(("Shoplifting",)) == (0, 1.0)
