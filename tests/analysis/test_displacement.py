"""Weighted displacement difference: the paper's example, its author's weighted ones, and false alarms."""

import numpy as np
import pytest

from frankpledge.analysis.displacement import (
    detectable_difference,
    displacement_by_month,
    displacement_quotient,
    weighted_displacement,
)

PAPER = {"treated": (207, 110), "control": (308, 318), "buffer": (178, 157), "buffer_control": (150, 140)}


def test_it_has_the_values_of_the_paper():
    found = weighted_displacement(**PAPER).total

    assert found.crimes == -118
    assert found.standard_error == pytest.approx(1568**0.5)
    assert round(found.z, 2) == -2.98
    assert (round(found.low), round(found.high)) == (-196, -40)


def test_unequal_periods_have_the_published_values():
    # A P Wheeler, "The WDD test with different pre/post time periods", 2021.
    found = weighted_displacement((80, 20), (100, 50), time_weights=(2, 1)).total

    assert (found.crimes, found.standard_error) == (-20, pytest.approx(115**0.5))


def test_unequal_areas_have_the_published_values():
    # A P Wheeler, "The WDD test with different area sizes", 2021; there in the order control, treated.
    found = weighted_displacement(**PAPER, area_weights=(1.2, 0.9, 1.5, 1.6)).total

    assert found.crimes == pytest.approx(-99.69444444)
    assert found.standard_error == pytest.approx(35.4280755)
    assert found.z == pytest.approx(-2.813995483)
    assert (found.low, found.high) == (pytest.approx(-169.1321965), pytest.approx(-30.25669241))


def test_the_quotient_of_the_paper_and_none_where_little_changed():
    assert displacement_quotient((207, 110), (178, 157), (308, 318)) == pytest.approx(0.2582, abs=5e-5)
    assert displacement_quotient((100, 98), (178, 157), (100, 100)) is None
    with pytest.raises(ValueError, match="without crime"):
        displacement_quotient((1, 2), (1, 2), (0, 3))


def test_fifty_crimes_in_each_count_need_a_difference_of_twenty_eight():
    just_seen = detectable_difference([50] * 4, power=0.5)

    assert just_seen == pytest.approx(27.7, abs=0.05)
    assert weighted_displacement((50 + just_seen / 2, 50 - just_seen / 2), (50, 50)).total.p == pytest.approx(0.05)
    assert detectable_difference([50] * 4) > just_seen


def test_total_is_treated_and_buffer_together_and_dispersion_widens_all():
    plain, uneven = weighted_displacement(**PAPER), weighted_displacement(**PAPER, dispersion=4)

    assert plain.treated.crimes + plain.buffer.crimes == plain.total.crimes
    assert uneven.total.standard_error == pytest.approx(2 * plain.total.standard_error)
    assert weighted_displacement((5, 3), (4, 4)).buffer is None


def test_months_give_the_same_as_their_totals_scaled_to_the_time_after():
    random = np.random.default_rng(1)
    t, c, b, bc = random.poisson(20, (4, 36))

    found = displacement_by_month(t, c, 24, buffer=b, buffer_control=bc)

    sums = [(x[:24].sum() / 2, x[24:].sum()) for x in (t, c, b, bc)]
    assert found.total.crimes == pytest.approx(
        sums[0][1] - sums[0][0] - sums[1][1] + sums[1][0] + sums[2][1] - sums[2][0] - sums[3][1] + sums[3][0]
    )
    assert found.degrees == 68


@pytest.mark.parametrize("unevenness", [1.0, 2.0])
def test_false_alarms_stay_near_five_percent_where_the_variance_is_measured(unevenness):
    random = np.random.default_rng(2)

    def months():
        return random.poisson(random.gamma(15 / unevenness, unevenness, 36))  # variance / mean is 1 + this

    measured, taken = [], []
    for _ in range(1000):
        t, c = months(), months()
        measured.append(displacement_by_month(t, c, 24).total.p < 0.05)
        taken.append(
            weighted_displacement(
                (t[:24].sum(), t[24:].sum()), (c[:24].sum(), c[24:].sum()), time_weights=(2, 1)
            ).total.p
            < 0.05
        )

    assert 0.03 < np.mean(measured) < 0.07
    assert np.mean(taken) > 0.12  # as if independent


def test_no_crime_at_all_says_nothing():
    found = weighted_displacement((0, 0), (0, 0)).total

    assert (found.p, found.low, found.high) == (1.0, -np.inf, np.inf)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="places around"):
        weighted_displacement((1, 2), (3, 4), buffer=(1, 2))
    with pytest.raises(ValueError, match="places around"):
        displacement_by_month([1, 2, 3], [1, 2, 3], 1, buffer_control=[1, 2, 3])
    with pytest.raises(ValueError, match="count"):
        weighted_displacement((1, -2), (3, 4))
    with pytest.raises(ValueError, match="Weights"):
        weighted_displacement((1, 2), (3, 4), time_weights=(0, 1))
    with pytest.raises(ValueError, match="level"):
        weighted_displacement((1, 2), (3, 4), level=2)
