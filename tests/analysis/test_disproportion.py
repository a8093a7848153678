"""Disproportionality: ratios equal R's, refused where small, honest about people whose group is not known."""

import numpy as np
import pytest

from frankpledge.analysis.disproportion import group_ratios, split_dispersion

RESIDENTS = {"White": 20_000, "Black": 3_000, "Asian": 5_000}


def of(found, group):
    return next(one for one in found if one.group == group)


def test_ratio_interval_and_p_are_those_of_r():
    # R 4.2.2: poisson.test(c(45, 120), c(3000, 20000)), and 2 * pbinom(44, 165, 3 / 23, lower.tail = FALSE).
    black = of(group_ratios({"White": 120, "Black": 45}, {"White": 20_000, "Black": 3_000}, reference="White"), "Black")

    assert black.ratio == 2.5
    assert (black.low, black.high) == (pytest.approx(1.733885546), pytest.approx(3.549050645))
    assert black.p == pytest.approx(1.78585144e-06)
    assert black.adjusted_p == black.p


def test_of_a_part_the_interval_holds_the_truth_as_often_as_stated():
    rng, held = np.random.default_rng(2), []

    for _ in range(800):
        counts = {"a": int(rng.binomial(120, 0.3)), "b": int(rng.binomial(400, 0.2))}
        one = of(group_ratios(counts, {"a": 120, "b": 400}, reference="b", part_of_base=True), "a")
        held.append(one.low <= 1.5 <= one.high)

    assert 0.93 < np.mean(held) < 0.975


@pytest.mark.parametrize("unevenness", [1.0, 2.5])
def test_against_residents_the_truth_lies_in_the_interval_as_often_as_stated(unevenness):
    rng, held = np.random.default_rng(3), []

    for _ in range(600):
        means = np.array([60.0, 40.0])
        if unevenness > 1:
            means = rng.gamma(means / (unevenness - 1), unevenness - 1)
        own, other = rng.poisson(means).tolist()
        found = group_ratios({"a": own, "b": other}, {"a": 20_000, "b": 5_000}, reference="a", dispersion=unevenness)
        held.append(of(found, "b").low <= 40 / 5 / 3 <= of(found, "b").high)

    assert np.mean(held) > 0.93


def test_people_of_no_known_group_widen_what_can_be():
    black = of(group_ratios({"White": 100, "Black": 30}, RESIDENTS, reference="White", unknown=20), "Black")

    assert black.least == pytest.approx((30 / 3_000) / (120 / 20_000))
    assert black.most == pytest.approx((50 / 3_000) / (100 / 20_000))
    assert black.least < black.ratio < black.most


@pytest.mark.parametrize(
    ("counts", "base", "says"),
    [
        ({"a": 9, "b": 50}, {"a": 9_000, "b": 9_000}, "fewer than 10 of the reference group"),
        ({"a": 500, "b": 5}, {"a": 9_000, "b": 90}, "a base of fewer than 100"),
        ({"a": 20, "b": 9}, {"a": 20_000, "b": 2_000}, "fewer than 5 expected"),
    ],
)
def test_what_is_too_small_to_compare_is_refused_with_the_reason(counts, base, says):
    one = of(group_ratios(counts, base, reference="a"), "b")

    assert says in one.refused
    assert (one.ratio, one.p, one.least) == (None, None, None)


def test_a_group_that_is_never_met_is_compared_not_refused():
    asian = of(group_ratios({"White": 120}, RESIDENTS, reference="White"), "Asian")

    assert (asian.ratio, asian.low) == (0.0, 0.0)
    assert asian.high < 0.2


def test_several_groups_are_allowed_for_and_the_largest_comes_first():
    found = group_ratios({"White": 100, "Black": 25, "Asian": 24}, RESIDENTS, reference="White")

    assert [one.group for one in found] == ["Black", "Asian", "White"]
    assert found[0].adjusted_p > found[0].p or found[0].adjusted_p == 2 * found[0].p
    assert found[1].could_be_chance


def test_the_order_of_groups_does_not_matter():
    counts = {"White": 100, "Black": 25, "Asian": 24}

    one = group_ratios(counts, RESIDENTS, reference="White")

    assert group_ratios(counts, dict(reversed(RESIDENTS.items())), reference="White") == one


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="no base"):
        group_ratios({"a": 1}, {"a": 5}, reference="z")
    with pytest.raises(ValueError, match="more than its base"):
        group_ratios({"a": 9, "b": 1}, {"a": 5, "b": 5}, reference="a", part_of_base=True)


def test_a_reference_of_which_all_were_met_and_a_group_of_which_none_was_have_ends():
    found = group_ratios({"a": 200, "b": 0}, {"a": 200, "b": 150}, reference="a", part_of_base=True)

    assert of(found, "b").ratio == 0.0
    assert 0 <= of(found, "b").low <= of(found, "b").high < 0.05


def test_a_steady_split_has_no_dispersion_and_operations_in_one_place_have():
    rng = np.random.default_rng(6)

    even = [split_dispersion(rng.multinomial(40, [0.6, 0.3, 0.1], size=12)) for _ in range(300)]
    lumpy = [split_dispersion(3 * rng.multinomial(14, [0.6, 0.3, 0.1], size=12)) for _ in range(300)]

    assert np.mean(even) == pytest.approx(1.0, abs=0.05)
    assert np.mean(lumpy) == pytest.approx(3.0, abs=0.15)
    assert split_dispersion([[5, 3]]) == 1.0


def test_dispersion_needs_months_and_groups():
    with pytest.raises(ValueError, match="by month and group"):
        split_dispersion([1, 2])
