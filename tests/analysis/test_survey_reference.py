"""
Survey methods against R's survey package, and base R, for the same invented answers.

`survey_reference_r.txt` is written by `Rscript tests/analysis/survey_reference.R` (R 4.2.2, survey 4.1-1).
"""

import numpy as np
import pytest

from frankpledge.analysis.cross_table import cross_tabulate, rao_scott
from frankpledge.analysis.panel import kendall_w
from frankpledge.analysis.raking import rake
from frankpledge.analysis.representation import against_population
from frankpledge.analysis.survey_share import linearised_error, weighted_share
from tests.conftest import ROOT

POPULATION = {
    "age": {"0": 22, "1": 48, "2": 30},
    "sex": {"0": 51, "1": 49},
    "ward": {"0": 40, "1": 15, "2": 25, "3": 20},
}


@pytest.fixture(scope="module")
def r() -> dict[str, np.ndarray]:
    lines = (ROOT / "tests" / "analysis" / "survey_reference_r.txt").read_text(encoding="utf-8").splitlines()
    named = (line.split(": ", 1) for line in lines if not line.startswith("#"))
    return {name: np.array([float(value) for value in values.split()]) for name, values in named}


@pytest.fixture(scope="module")
def answers(r) -> dict[str, list[str]]:
    return {name: [str(int(value)) for value in r[f"rake.{name}"]] for name in POPULATION}


def test_raked_weights_are_those_of_survey_rake(r, answers):
    found = rake(answers, POPULATION, tolerance=1e-12)

    np.testing.assert_allclose(found.weights, r["rake.weights"], rtol=1e-8)
    assert found.converged


def test_weights_trimmed_and_raked_again_are_those_of_the_same_loop_over_survey_rake(r, answers):
    found = rake(answers, POPULATION, limit=1.6, tolerance=1e-9)

    np.testing.assert_allclose(found.weights, r["trim.weights"], atol=1e-3)  # R's loop ends after 60 rounds
    assert found.weights.max() <= 1.6 + 1e-9
    assert found.converged
    assert found.trimmed > 0


def test_weighted_share_and_its_linearised_error_are_those_of_svymean(r, answers):
    unsafe, w = r["rake.unsafe"], r["rake.weights"]

    given = weighted_share(unsafe, sample=True, weights=w)
    raked = weighted_share(unsafe, sample=True, weights=w, raked_on=answers)

    assert given.percent == pytest.approx(100 * r["share.whole"][0], rel=1e-12)
    assert given.standard_error == pytest.approx(100 * r["share.error_given"][0], rel=1e-12)
    assert raked.standard_error == pytest.approx(100 * r["share.error_raked"][0], rel=1e-5)


def test_share_of_a_part_keeps_the_whole_sample_in_its_error_as_svymean_of_a_subset(r, answers):
    unsafe, w, old = r["rake.unsafe"], r["rake.weights"], r["rake.age"] == 2

    found = weighted_share(unsafe, sample=True, asked=old, weights=w)

    assert found.percent == pytest.approx(100 * r["share.old"][0], rel=1e-12)
    assert found.standard_error == pytest.approx(100 * r["share.old_error_given"][0], rel=1e-12)
    assert linearised_error(unsafe, old, w, raked_on=answers) == pytest.approx(r["share.old_error_raked"][0], rel=1e-5)


def test_rao_and_scotts_test_is_svychisq(r):
    view, age, w = r["rake.view"].astype(int), r["rake.age"].astype(int), r["rake.weights"]

    found = rao_scott(view, age, w)

    assert found.statistic * found.design_effect == pytest.approx(r["rao.statistic"][0], rel=1e-9)
    assert found.p == pytest.approx(r["rao.p"][0], rel=1e-9)


def test_rao_and_scotts_test_of_a_part_is_svychisq_of_a_subset(r):
    part = r["rake.sex"] == 1
    view, age = r["rake.view"][part].astype(int), r["rake.age"][part].astype(int)

    found = rao_scott(view, age, r["rake.weights"][part], n=120)

    assert found.p == pytest.approx(r["rao.part_p"][0], rel=1e-9)


def test_unweighted_tests_are_chisq_test_and_fisher_test(r):
    three = cross_tabulate(
        ["y"] * 66 + ["n"] * 68,
        ["a"] * 30 + ["b"] * 22 + ["c"] * 14 + ["a"] * 41 + ["b"] * 18 + ["c"] * 9,
        ["y", "n"], ["a", "b", "c"], sample=True,
    )  # fmt: skip
    two = cross_tabulate(
        ["y"] * 9 + ["n"] * 7, ["a"] * 8 + ["b"] + ["a"] * 2 + ["b"] * 5, ["y", "n"], ["a", "b"], sample=True
    )

    assert (three.test.method, three.test.p) == ("chi-square", pytest.approx(r["table.p"][0], rel=1e-9))
    assert (two.test.method, two.test.p) == ("Fisher’s exact test", pytest.approx(r["fisher.p"][0], rel=1e-9))


def test_kendalls_w_with_ties_is_friedman_tests(r):
    found = kendall_w(r["panel.scores"].reshape(4, 6))

    assert found.w == pytest.approx(r["panel.w"][0], rel=1e-12)
    assert found.statistic == pytest.approx(r["panel.statistic"][0], rel=1e-12)
    assert found.p == pytest.approx(r["panel.p"][0], rel=1e-9)


def test_chance_of_a_groups_share_is_binom_test(r):
    found = against_population({"young": 4, "old": 96}, {"young": 20, "old": 80})

    assert found.groups[0].p == pytest.approx(
        r["binomial.p"][0], rel=1e-9
    )  # both groups have this p: nothing to adjust
