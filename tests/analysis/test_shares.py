import pytest

from frankpledge.analysis.intervals import wilson_interval
from frankpledge.analysis.shares import share, share_change


def test_a_share_is_in_percent_with_wilsons_ends():
    found = share(1, 29)

    assert found.percent == pytest.approx(100 / 29)
    assert (round(found.low, 2), round(found.high, 2)) == (0.61, 17.18)


def test_a_share_of_nothing_has_no_value_and_could_be_anything():
    found = share(0, 0)

    assert (found.percent, found.low, found.high) == (None, 0.0, 100.0)


def test_a_design_effect_is_a_smaller_sample():
    found = share(40, 400, design_effect=4)

    ends = wilson_interval(10, 100)
    assert found.percent == 10.0
    assert found.low == pytest.approx(100 * ends.low)
    assert found.high == pytest.approx(100 * ends.high)


def test_a_tiny_sample_with_a_large_design_effect_stays_within_bounds():
    found = share(1, 2, design_effect=8)

    assert 0 <= found.low < 50 < found.high <= 100


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [  # the paper's own comparisons, method 10
        ((56, 70), (48, 80), 5.24, 33.39),
        ((9, 10), (3, 10), 17.05, 80.90),
        ((5, 56), (0, 29), -3.81, 19.26),
        ((0, 10), (0, 10), -27.75, 27.75),
    ],
)
def test_a_moved_share_has_the_ends_that_newcombe_printed(after, before, low, high):
    moved = share_change(share(*before), share(*after))

    assert moved.low == pytest.approx(low, abs=0.006)
    assert moved.high == pytest.approx(high, abs=0.006)
    assert moved.could_be_chance == (low < 0 < high)


def test_nothing_to_compare_with_leaves_everything_possible():
    moved = share_change(share(0, 0), share(3, 10))

    assert (moved.points, moved.low, moved.high) == (None, -100.0, 100.0)
    assert moved.could_be_chance


def test_two_levels_cannot_be_compared():
    with pytest.raises(ValueError, match="one level"):
        share_change(share(1, 2), share(1, 2, level=0.9))


def test_a_design_effect_under_one_is_refused():
    with pytest.raises(ValueError, match="design effect"):
        share(1, 2, design_effect=0.5)
