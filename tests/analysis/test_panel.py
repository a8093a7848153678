"""A panel's scores: spread without names, what a second round changed, and Kendall's W."""

import numpy as np
import pytest

from frankpledge.analysis.panel import between_rounds, kendall_w, panel_spread

NAN = float("nan")


def test_the_spread_of_a_theme_is_its_median_ends_and_quartiles():
    (found,) = panel_spread([[1], [2], [3], [4], [NAN]])

    assert (found.n, found.median, found.low, found.high) == (4, 2.5, 1, 4)
    assert (found.lower_quartile, found.upper_quartile) == (1.75, 3.25)


@pytest.mark.parametrize(
    ("scores", "alone"),
    [([1, 1, 5], 1), ([1, 3, 5], 3), ([1, 2, 3, 4, 5], 0), ([1, 1, 5, 5], 0), ([4], 0), ([2, 2, 2], 0)],
)
def test_how_many_stand_alone_is_told_and_not_who(scores, alone):
    (found,) = panel_spread(np.array(scores)[:, None])

    assert found.alone == alone
    assert panel_spread(np.array(scores[::-1])[:, None]) == (found,)  # the order of members tells nothing


def test_a_theme_that_nobody_scored_has_no_spread():
    assert panel_spread([[NAN], [NAN]])[0].median is None
    assert between_rounds([[NAN]], [[1]])[0].median is None


def test_a_second_round_says_who_moved_and_whether_they_came_together():
    (found,) = between_rounds([[1], [3], [3], [5], [2]], [[2], [3], [3], [5], [NAN]])

    assert (found.n, found.moved, found.nearer, found.further) == (4, 1, 1, 0)
    assert (found.median, found.range) == (0, -1)


def test_moving_away_is_not_called_coming_nearer():
    (found,) = between_rounds([[3], [3], [3]], [[3], [1], [5]])

    assert (found.moved, found.nearer, found.further, found.range) == (2, 0, 2, 4)


def test_full_agreement_is_one_and_opposites_are_none():
    assert kendall_w([[1, 2, 3, 4]] * 5).w == pytest.approx(1)
    assert kendall_w([[1, 2, 3, 4], [4, 3, 2, 1]]).w == pytest.approx(0)


def test_only_the_order_counts_and_unfinished_members_are_left_out():
    scores = np.array([[1.0, 2, 3, 3], [2, 2, 4, 5], [1, 3, 2, 5]])

    found = kendall_w(np.vstack([scores, [1, NAN, 2, 3]]))

    assert (found.members, found.left_out) == (3, 1)
    assert found.w == kendall_w(scores**3).w


def test_members_who_score_at_random_agree_by_chance_as_often_as_stated():
    random = np.random.default_rng(1)

    alarms = [kendall_w(random.integers(1, 6, (7, 15))).p < 0.05 for _ in range(500)]

    assert 0.02 < np.mean(alarms) < 0.08


@pytest.mark.parametrize(("scores", "says"), [([[1, 2]], "fewer than two"), ([[2, 2], [3, 3]], "the same score")])
def test_with_nothing_to_agree_on_there_is_no_w(scores, says):
    found = kendall_w(scores)

    assert found.w is None
    assert says in found.no_w


def test_rounds_of_different_panels_are_refused():
    with pytest.raises(ValueError, match="same members"):
        between_rounds([[1]], [[1], [2]])
    with pytest.raises(ValueError, match="member and theme"):
        panel_spread([1, 2])
