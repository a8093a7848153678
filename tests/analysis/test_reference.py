"""
Values that R and PySAL give for the same inputs, computed once and kept as small numbers.

`reference_r.txt` is written by `Rscript tests/analysis/reference.R` (R 4.2.2, spdep 1.2-7); its inputs are invented.
The Knox values are from pointpats 2.5.5. Where R divides or orders otherwise than we do, the test says how.
"""

import numpy as np
import pytest

from frankpledge import analysis
from frankpledge.analysis.emerging import mann_kendall
from frankpledge.analysis.funnel import exact_limits, expected_counts
from frankpledge.analysis.hot import gi_star_exact
from frankpledge.analysis.inequality import slope_index
from frankpledge.analysis.moran import local_moran
from frankpledge.analysis.neighbours import Neighbours
from frankpledge.analysis.season import stl_periodic
from frankpledge.analysis.severity import gamma_ends
from tests.conftest import ROOT

TIGHT = {"rtol": 1e-9, "atol": 1e-12}  # R prints 15 digits


@pytest.fixture(scope="module")
def r() -> dict[str, np.ndarray]:
    lines = (ROOT / "tests" / "analysis" / "reference_r.txt").read_text(encoding="utf-8").splitlines()
    named = (line.split(": ", 1) for line in lines if not line.startswith("#"))
    return {name: np.array([float(value) for value in values.split()]) for name, values in named}


def test_poisson_intervals_are_those_of_poisson_test(r):
    usual, wide = (analysis.poisson_interval(r["poisson.count"], level=level) for level in (0.95, 0.998))

    np.testing.assert_allclose(usual.low, r["poisson.low"], **TIGHT)
    np.testing.assert_allclose(usual.high, r["poisson.high"], **TIGHT)
    np.testing.assert_allclose(wide.low, r["poisson.low998"], **TIGHT)
    np.testing.assert_allclose(wide.high, r["poisson.high998"], **TIGHT)


def test_wilson_intervals_are_those_of_prop_test_without_continuity_correction(r):
    found = analysis.wilson_interval(r["wilson.part"], r["wilson.whole"])

    np.testing.assert_allclose(found.low, r["wilson.low"], **TIGHT)
    np.testing.assert_allclose(found.high, r["wilson.high"], **TIGHT)


def test_the_exact_ratio_of_two_counts_is_that_of_poisson_test(r):
    found = analysis.exact_ratio(r["two.first"], r["two.second"], exposure_after=r["two.times"])

    np.testing.assert_allclose(found.low, r["two.low"], rtol=1e-7)
    np.testing.assert_allclose(found.high, r["two.high"], rtol=1e-7)
    # R adds up outcomes no likelier than the one seen: with equal exposures that is twice the smaller tail.
    equal = r["two.times"] == 1
    np.testing.assert_allclose(found.p[equal], r["two.p"][equal], rtol=1e-7)


def test_the_unevenness_of_months_is_the_dispersion_of_a_quasi_poisson_model_of_month_and_year(r):
    found = analysis.compare_periods(r["change.before"], r["change.after"])

    assert found.dispersion == pytest.approx(r["change.dispersion"][0], rel=1e-9)


def test_false_discovery_is_p_adjust(r):
    np.testing.assert_allclose(analysis.false_discovery(r["fdr.p"]), r["fdr.bh"], **TIGHT)
    np.testing.assert_allclose(analysis.false_discovery(r["fdr.p"], method="by"), r["fdr.by"], **TIGHT)


def test_funnel_limits_and_both_dispersions_are_those_of_spiegelhalters_formulas_in_r(r):
    expected = expected_counts(r["funnel.observed"], r["funnel.people"])
    low, high = exact_limits(expected)
    found = analysis.area_funnel(r["funnel.observed"], expected)

    np.testing.assert_allclose(expected, r["funnel.expected"], **TIGHT)
    np.testing.assert_allclose(low[0], r["funnel.low95"], **TIGHT)
    np.testing.assert_allclose(high[1], r["funnel.high998"], **TIGHT)
    assert found.dispersion == pytest.approx(r["funnel.dispersion"][0], rel=1e-9)
    assert found.between == pytest.approx(r["funnel.between"][0], rel=1e-9)


@pytest.fixture
def squares(r) -> Neighbours:
    row, column = r["space.row"], r["space.column"]
    near = (abs(row[:, None] - row) <= 1) & (abs(column[:, None] - column) <= 1)
    return Neighbours.from_pairs(len(row), *np.nonzero(near))


def test_gi_star_is_that_of_spdep_localg_with_the_place_itself(r, squares):
    found = gi_star_exact(r["space.counts"], squares)

    np.testing.assert_allclose(found.z, r["space.gi_star"], rtol=1e-8)


def test_local_moran_is_that_of_spdep_which_divides_by_n(r, squares):
    found = local_moran(r["space.counts"], squares)

    n = len(r["space.counts"])
    np.testing.assert_allclose(found.i, r["space.moran_i"] * (n - 1) / n, rtol=1e-8)


def test_exact_tails_of_local_moran_agree_in_direction_with_spdeps_conditional_z(r, squares):
    found = local_moran(r["space.counts"], squares)
    far = abs(r["space.moran_z"]) > 2  # the normal approximation is rough: only clear cases

    assert far.sum() >= 5
    assert (found.p[far] < 0.12).all()
    assert (found.p[abs(r["space.moran_z"]) < 0.5] > 0.3).all()


def test_trend_and_season_are_those_of_stl_with_a_periodic_season(r):
    trend, season = stl_periodic(r["stl.series"])

    np.testing.assert_allclose(trend, r["stl.trend"], rtol=1e-9)
    np.testing.assert_allclose(season[:12], r["stl.season"], rtol=1e-9)


def test_mann_kendall_with_ties_is_cor_test_with_continuity_correction(r):
    found = mann_kendall(r["kendall.values"][None, :])

    assert found.z[0] == pytest.approx(r["kendall.z"][0], rel=1e-9)
    assert found.p[0] == pytest.approx(r["kendall.p"][0], rel=1e-9)


def test_slope_and_relative_index_are_those_of_lm_and_glm(r):
    crimes, residents = r["slope.crimes"], r["slope.residents"]
    found = slope_index(crimes, residents, np.arange(1, len(crimes) + 1))

    assert found.sii == pytest.approx(r["slope.sii"][0], rel=1e-9)
    assert found.most == pytest.approx(r["slope.most"][0], rel=1e-9)
    assert found.rii == pytest.approx(r["slope.rii"][0], rel=1e-7)
    assert found.dispersion == pytest.approx(r["slope.dispersion"][0], rel=1e-6)
    # R's standard error holds the dispersion already, and narrows where it is under 1: ours does not.
    from scipy.stats import t

    error = r["slope.rii_error"][0] / np.sqrt(min(1.0, r["slope.dispersion"][0]))
    reach = t.ppf(0.975, len(crimes) - 2) * error
    assert found.rii_high == pytest.approx(r["slope.rii"][0] * np.exp(reach), rel=1e-6)


def test_difference_in_differences_is_the_interaction_of_a_poisson_glm(r):
    found = analysis.difference_in_differences([207, 110], [308, 318], 1)

    assert np.log(found.ratio) == pytest.approx(r["did.log_ratio"][0], rel=1e-7)
    assert found.standard_error == pytest.approx(r["did.error"][0], rel=1e-6)


def test_an_interrupted_series_is_a_quasi_poisson_glm(r):
    found = analysis.interrupted_series(r["its.counts"], r["its.days"], 30, errors="model")

    assert found.step is not None
    assert np.log(found.step.ratio) == pytest.approx(r["its.step"][0], rel=1e-7)
    assert found.step.standard_error == pytest.approx(r["its.step_error"][0], rel=1e-6)
    assert np.log(found.trend.ratio) == pytest.approx(r["its.trend"][0], rel=1e-6)
    assert found.dispersion == pytest.approx(r["its.dispersion"][0], rel=1e-7)


def test_limits_of_a_weighted_sum_are_rs_gamma_quantiles(r):
    k, weights = r["harm.counts"], r["harm.weights"]

    low, high = gamma_ends(
        float(k @ weights), float(k @ weights**2), float(weights.max()), tail=0.025
    )  # fmt: skip

    assert low == pytest.approx(r["harm.low"][0], rel=1e-9)
    assert high == pytest.approx(r["harm.high"][0], rel=1e-9)


def test_the_rolling_year_is_rs_filter(r):
    np.testing.assert_allclose(analysis.rolling_sum(r["stl.series"])[11:], r["rolling.sums"], **TIGHT)


@pytest.mark.parametrize(
    ("reach", "days", "pairs", "expected"), [(150, 14, 3, 4.781920903954802), (400, 28, 67, 70.37288135593221)]
)
def test_close_pairs_and_their_expectation_are_those_of_pointpats_knox(reach, days, pairs, expected):
    random = np.random.default_rng(3)
    east, north, day = random.integers(0, 2000, 60), random.integers(0, 2000, 60), random.integers(0, 120, 60)

    # pointpats takes the edge in; ours are open there.
    found = analysis.near_repeats(
        east, north, day, distances=(0, np.nextafter(reach, np.inf)), lags=(0, days + 1), shuffles=1
    )

    assert found.pairs[0, 0] == pairs
    assert found.expected[0, 0] == pytest.approx(expected)
