import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from frankpledge.analysis.multiple import false_discovery

# The fifteen p values of the paper's own example (Benjamini & Hochberg 1995, section 3.2).
PAPER = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_papers_example_calls_four_real():
    assert (false_discovery(PAPER) <= 0.05).sum() == 4


@given(st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=60), st.sampled_from(["bh", "by"]))
@settings(deadline=None, max_examples=80)
def test_adjusted_values_equal_scipys(p, method):
    theirs = stats.false_discovery_control(p, method=method)
    np.testing.assert_allclose(false_discovery(p, method=method), theirs, atol=1e-300)


def test_a_test_not_made_stays_missing_and_is_not_counted():
    adjusted = false_discovery([0.01, np.nan, 0.04])

    assert np.isnan(adjusted[1])
    np.testing.assert_allclose(adjusted[[0, 2]], [0.02, 0.04])


def test_no_tests_at_all_give_nothing():
    assert false_discovery([]).size == 0
    assert np.isnan(false_discovery([np.nan])).all()


def test_noise_seldom_yields_any_discovery():
    p = np.random.default_rng(4).uniform(size=(2000, 14))

    any_found = np.mean([(false_discovery(row) < 0.05).any() for row in p])

    assert 0.03 < any_found < 0.07


@pytest.mark.parametrize("bad", [[1.2], [-0.1], [[0.1, 0.2]]])
def test_what_is_not_a_list_of_p_values_is_refused(bad):
    with pytest.raises(ValueError, match="p value"):
        false_discovery(bad)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="holm"):
        false_discovery([0.1], method="holm")
