"""Two counts: values printed by others, slow oracles, and how often chance alone sets each test off."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.rates import test_poisson_2indep as peer

from frankpledge.analysis.two_counts import _e_p, compare_counts, e_test, mid_p_ratio


@pytest.mark.parametrize(("before", "after", "p"), [(6, 2, 0.1749), (0, 3, 0.0884)])
def test_e_test_has_the_values_printed_in_the_paper_and_its_followers(before, after, p):
    assert e_test(before, after).p == pytest.approx(p, abs=5e-5)
    assert e_test(before, after, ordering="unpooled").p == pytest.approx(p, abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "exposures"), [((100, 25), (10, 5)), ((6, 2), (1, 1)), ((3, 9), (2, 5)), ((41, 60), (365, 366))]
)
@pytest.mark.parametrize(("ordering", "method"), [("pooled", "etest"), ("unpooled", "etest-wald")])
def test_e_test_equals_statsmodels_in_both_orderings(counts, exposures, ordering, method):
    own = e_test(*counts, exposure_before=exposures[0], exposure_after=exposures[1], ordering=ordering)

    theirs = peer(counts[1], exposures[1], counts[0], exposures[0], method=method).pvalue
    assert own.p == pytest.approx(theirs, rel=1e-8)


def test_the_two_orderings_differ_where_exposures_do():
    pooled = e_test(100, 25, exposure_before=10, exposure_after=5)
    unpooled = e_test(100, 25, exposure_before=10, exposure_after=5, ordering="unpooled")

    assert round(pooled.p, 4) == 0.0015
    assert round(unpooled.p, 4) == 0.0006


def test_mid_p_doubles_the_mid_tail():
    tail = stats.binom.cdf(1, 8, 0.5) + stats.binom.pmf(2, 8, 0.5) / 2

    assert float(mid_p_ratio(6, 2).p) == pytest.approx(2 * tail)
    assert float(mid_p_ratio(6, 2).p) == pytest.approx(0.180, abs=5e-4)


counts = st.integers(0, 60)
exposures = st.floats(0.2, 5)


@given(counts, counts, exposures, exposures)
@settings(deadline=None, max_examples=150)
def test_mid_p_ends_are_where_the_mid_tail_is_two_and_a_half_percent(before, after, t1, t2):
    found = mid_p_ratio(before, after, exposure_before=t1, exposure_after=t2)

    for end, wanted in ((float(found.low), 0.975), (float(found.high), 0.025)):
        if 0 < end < np.inf:
            share = end * t2 / (t1 + end * t2)
            both = before + after
            under = stats.binom.cdf(after, both, share) - stats.binom.pmf(after, both, share) / 2
            assert under == pytest.approx(wanted, abs=1e-6)
    assert (found.low > 1 or found.high < 1) == (found.p < 0.05)


@given(st.integers(0, 25), st.integers(0, 25), st.floats(0.5, 2), st.sampled_from(["pooled", "unpooled"]))
@settings(deadline=None, max_examples=40)
def test_e_test_interval_leaves_out_no_change_exactly_when_p_is_small(before, after, times, ordering):
    found = e_test(before, after, exposure_after=times, ordering=ordering)

    assert (found.low > 1 or found.high < 1) == (found.p < 0.05)
    if before:
        assert found.low <= after / before / times * (1 + 1e-9)
        assert found.high >= after / before / times * (1 - 1e-9)


@given(st.integers(0, 40), st.integers(0, 40))
@settings(deadline=None, max_examples=40)
def test_turning_the_periods_round_changes_no_p_and_mid_p_is_never_above_exact(before, after):
    there, back = compare_counts(before, after), compare_counts(after, before)

    for test in ("exact", "mid_p", "e"):
        assert getattr(there, test).p == pytest.approx(getattr(back, test).p, rel=1e-9)
    assert there.mid_p.p <= there.exact.p + 1e-12
    assert there.exact.low <= there.mid_p.low + 1e-12
    assert there.exact.high >= there.mid_p.high - 1e-9


@pytest.mark.parametrize("mean", [3, 10, 40])
def test_false_alarms_on_independent_crimes(mean):
    """All pairs of counts, each weighed by its chance: no simulation needed."""
    top = int(mean + 8 * mean**0.5 + 8)
    chance = stats.poisson.pmf(np.arange(top), mean)
    x1, x2 = np.meshgrid(np.arange(top), np.arange(top), indexing="ij")

    mid = float((np.outer(chance, chance) * (mid_p_ratio(x1, x2).p < 0.05)).sum())

    assert mid < 0.055
    if mean >= 10:
        assert mid > 0.04


def test_false_alarms_of_the_e_test_on_independent_crimes():
    chance = stats.poisson.pmf(np.arange(31), 10)

    pairs = [(a, b) for a in range(31) for b in range(a) if chance[a] * chance[b] > 1e-6]
    alarms = 2 * sum(chance[a] * chance[b] for a, b in pairs if _e_p(a, b, 1.0, 1.0, "pooled") < 0.05)

    assert 0.04 < alarms < 0.055


def test_nothing_seen_says_nothing_and_one_sided_zeros_leave_one_end_open():
    none = compare_counts(0, 0)
    from_none = compare_counts(0, 8)

    assert none.ratio is None
    assert {none.exact.p, none.mid_p.p, none.e.p} == {1.0}
    assert from_none.ratio is None
    for test in (from_none.exact, from_none.mid_p, from_none.e):
        assert test.low > 1
        assert test.high == np.inf


def test_bad_counts_exposures_levels_and_orderings_are_refused():
    with pytest.raises(ValueError, match="count"):
        compare_counts(-1, 2)
    with pytest.raises(ValueError, match="Exposures"):
        e_test(1, 2, exposure_after=0)
    with pytest.raises(ValueError, match="level"):
        mid_p_ratio(1, 2, level=95)
    with pytest.raises(ValueError, match="level"):
        e_test(1, 2, level=0)
    with pytest.raises(ValueError, match="count"):
        e_test(1, -2)
    with pytest.raises(ValueError, match="ordering"):
        e_test(1, 2, ordering="other")
