import numpy as np
import pytest

from frankpledge.analysis.control import u_prime
from frankpledge.analysis.year_total import TooFewCrimes, year_end

DAYS = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31])


def test_the_rest_of_the_year_goes_as_the_year_so_far_has_gone_beside_the_year_before():
    ahead = year_end([80, 80, 80], [100, 100, 100], [50] * 9)

    assert ahead.so_far == 240
    assert ahead.expected == pytest.approx(240 + 0.8 * 450)
    assert ahead.so_far < ahead.low < ahead.expected < ahead.high


def test_months_that_vary_more_than_chance_make_the_range_wider():
    calm = year_end([80] * 6, [100] * 6, [100] * 6)
    uneven = year_end([80] * 6, [100] * 6, [100] * 6, dispersion=4)

    # The variance of the roots is four times as large, so the range of the roots is twice as wide.
    roots = [np.sqrt(each.high - each.so_far) - np.sqrt(each.low - each.so_far) for each in (calm, uneven)]
    assert roots[1] == pytest.approx(2 * roots[0])


def test_months_calmer_than_chance_are_not_believed():
    assert year_end([80] * 6, [100] * 6, [100] * 6, dispersion=0.2) == year_end([80] * 6, [100] * 6, [100] * 6)


@pytest.mark.parametrize("mean", [8, 20, 100])
@pytest.mark.parametrize(("variance", "season"), [(1, 0.3), (2, 0.0), (2, 0.3)])
@pytest.mark.parametrize("known", [3, 6, 9])
def test_a_95_percent_range_holds_the_years_count_in_95_of_100_years(mean, variance, season, known):
    random = np.random.default_rng([mean, variance, known, int(season * 10)])
    monthly = mean * (1 + season * np.sin(np.arange(12) * np.pi / 6))
    held, tried = 0, 0
    for _ in range(400):
        # Two years before to learn how uneven months are, and a year that differs from them by up to a quarter.
        history = [_drawn(random, monthly, variance) for _ in range(2)]
        year = _drawn(random, monthly * random.uniform(0.75, 1.25), variance)
        past = np.concatenate([*history, year[:known]])
        chart = u_prime(past, np.concatenate([DAYS, DAYS, DAYS[:known]]), baseline=24)
        try:
            ahead = year_end(year[:known], history[1][:known], history[1][known:], dispersion=chart.dispersion**2)
        except TooFewCrimes:
            continue
        tried += 1
        held += np.floor(ahead.low) <= year.sum() <= np.ceil(ahead.high)

    assert tried > 300
    # Three standard errors of a share of 400 below 95%; wider than it says is allowed, since seasons look uneven.
    assert held / tried > 0.95 - 3 * np.sqrt(0.95 * 0.05 / tried)


def _drawn(random, monthly, variance):
    if variance == 1:
        return random.poisson(monthly)
    return random.negative_binomial(monthly / (variance - 1), 1 / variance)


@pytest.mark.parametrize(
    "parts", [([3] * 3, [40] * 3, [40] * 9), ([40] * 3, [3] * 3, [40] * 9), ([40] * 3, [40] * 3, [1] * 9)]
)
def test_too_few_crimes_to_say_anything_are_refused(parts):
    with pytest.raises(TooFewCrimes, match="needs 10 crimes: one has 9"):
        year_end(*parts)


@pytest.mark.parametrize(
    "parts",
    [
        ([40] * 2, [40] * 2, [40] * 10),
        ([40] * 12, [40] * 12, []),
        ([40] * 3, [40] * 4, [40] * 9),
        ([40] * 3, [40] * 3, [40] * 8),
        ([40, np.nan, 40], [40] * 3, [40] * 9),
        ([40, -1, 40], [40] * 3, [40] * 9),
    ],
)
def test_what_is_no_year_so_far_is_refused(parts):
    with pytest.raises(ValueError, match=r"3 to 11 months|none is missing"):
        year_end(*parts)


def test_a_level_is_between_0_and_1():
    with pytest.raises(ValueError, match="between 0 and 1"):
        year_end([40] * 3, [40] * 3, [40] * 9, level=95)
