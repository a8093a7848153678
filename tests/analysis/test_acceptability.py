"""Rank acceptability equals what geometry gives exactly, shares ties, and keeps to what is said of the weights."""

from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import pytest

from frankpledge.analysis.acceptability import rank_acceptability, scaled, weight_sensitivity
from frankpledge.analysis.weightings import NoSuchWeights, Weightings, around


def exactly_of_two(scores):
    """Ranks over every weight of the first of two criteria: the lines cross at known places, and between them nothing moves."""
    scores = [[Fraction(str(value)) for value in row] for row in scores]
    cuts = {Fraction(0), Fraction(1)}
    for (a, b), (c, d) in combinations(scores, 2):
        slope = (a - b) - (c - d)
        if slope:
            cuts |= {place for place in [(d - b) / slope] if 0 < place < 1}
    ordered = sorted(cuts)
    ranks = np.zeros((len(scores), len(scores)))
    for low, high in pairwise(ordered):
        w = (low + high) / 2
        values = [w * a + (1 - w) * b for a, b in scores]
        for theme, value in enumerate(values):
            ahead, tied = sum(v > value for v in values), sum(v == value for v in values)
            ranks[theme, ahead : ahead + tied] += float(high - low) / tied
    return ranks


def area(polygon):
    x, y = np.array(polygon).T
    return 0.5 * abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))


def clipped(polygon, a, b, c):
    """The part of a convex polygon where a x + b y + c >= 0 (Sutherland & Hodgman)."""
    found = []
    for (x, y), (u, v) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        here, there = a * x + b * y + c, a * u + b * v + c
        if here >= 0:
            found.append((x, y))
        if here * there < 0:
            t = here / (here - there)
            found.append((x + t * (u - x), y + t * (v - y)))
    return found


def first_of_three(scores, region=((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))):
    """The share of the triangle of three weights in which each theme is first: areas of polygons."""
    shares = []
    for theme in range(len(scores)):
        part = list(region)
        for other in range(len(scores)):
            if other != theme and part:
                d = np.array(scores[theme]) - scores[other]
                part = clipped(part, d[0] - d[2], d[1] - d[2], d[2])
        shares.append(area(part) / area(list(region)) if len(part) > 2 else 0.0)
    return np.array(shares)


@pytest.mark.parametrize("seed", range(4))
def test_with_two_criteria_every_rank_has_the_share_that_geometry_gives(seed):
    scores = np.random.default_rng(seed).integers(0, 21, (6, 2)) / 20

    found = rank_acceptability(scores, places=3)

    exact = exactly_of_two(scores)
    np.testing.assert_allclose(found.ranks, exact, atol=0.016)
    np.testing.assert_allclose(found.top, exact[:, :3].sum(axis=1), atol=0.016)


@pytest.mark.parametrize("seed", range(4))
def test_with_three_criteria_the_first_rank_has_the_share_of_the_triangle(seed):
    scores = np.random.default_rng(10 + seed).random((5, 3))

    found = rank_acceptability(scores, places=1)

    exact = first_of_three(scores)
    assert exact.sum() == pytest.approx(1)
    assert np.all(np.abs(found.top - exact) <= 4 * found.top_error + 1e-4)


def test_an_order_of_three_criteria_leaves_the_part_of_the_triangle_where_it_holds():
    scores = [[1.0, 0.0, 0.2], [0.3, 0.9, 0.1], [0.2, 0.5, 1.0]]
    region = clipped(clipped([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)], 1, -1, 0), 1, 2, -1)  # w1 >= w2 >= w3 = 1 - w1 - w2

    found = rank_acceptability(scores, places=1, weightings=Weightings(3, order=((0, 1), (1, 2))))

    exact = first_of_three(scores, region)
    assert np.all(np.abs(found.top - exact) <= 4 * found.top_error + 1e-4)


def test_ranges_of_two_weights_leave_the_part_of_the_line_where_they_hold():
    scores = [[1.0, 0.0], [0.0, 1.0]]

    found = rank_acceptability(scores, places=1, weightings=Weightings(2, low=(0.4, 0.0), high=(0.8, 1.0)))

    assert found.top == pytest.approx([0.75, 0.25], abs=0.013)


def test_a_stated_weight_is_kept_and_the_others_share_the_rest():
    drawn = Weightings(4, low=(0.25, 0, 0, 0), high=(0.25, 1, 1, 1)).draw(2_000, np.random.default_rng(1))

    assert np.all(drawn[:, 0] == 0.25)
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn[:, 1:].mean(axis=0), 0.25, atol=0.015)


@pytest.mark.parametrize("criteria", [3, 6, 9])
def test_a_full_order_has_the_known_mean_weights_by_either_way_of_drawing(criteria):
    allowed = Weightings(criteria, order=tuple((at, at + 1) for at in range(criteria - 1)))
    known = [sum(1 / k for k in range(at + 1, criteria + 1)) / criteria for at in range(criteria)]
    random = np.random.default_rng(2)

    plain = allowed.draw(8_000, random)
    walked = allowed._hit_and_run(8_000, random, np.arange(criteria), np.zeros(criteria))

    np.testing.assert_allclose(plain.mean(axis=0), known, atol=0.006)
    np.testing.assert_allclose(walked.mean(axis=0), known, atol=0.008)
    np.testing.assert_allclose(walked.std(axis=0), plain.std(axis=0), atol=0.008)
    assert allowed.allows(plain).all()
    assert allowed.allows(walked).all()


def test_narrow_regions_are_walked_and_stay_inside():
    """Ranges and orders that plain draws hardly ever meet."""
    allowed = Weightings(
        8, low=(0.2, 0.1, 0.1, 0.1, 0, 0, 0, 0), high=(0.5,) * 8, order=((3, 2), (2, 1), (0, 3), (4, 5), (6, 7), (1, 4))
    )

    drawn = allowed.draw(4_000, np.random.default_rng(3))

    assert drawn.shape == (4_000, 8)
    assert allowed.allows(drawn).all()
    np.testing.assert_allclose(drawn.sum(axis=1), 1)


def test_within_a_fifth_of_stated_weights_each_stays_within_a_fifth():
    drawn = around([0.4, 0.3, 0.2, 0.1], 0.2).draw(3_000, np.random.default_rng(4))

    assert np.all(np.abs(drawn / [0.4, 0.3, 0.2, 0.1] - 1) <= 0.2 + 1e-9)
    assert drawn.std(axis=0).min() > 0.005


@pytest.mark.parametrize(
    "bad",
    [
        {"low": (0.6, 0.6), "high": (1.0, 1.0)},
        {"low": (0.0, 0.0), "high": (0.4, 0.4)},
        {"low": (0.3, 0.7), "high": (0.3, 0.7), "order": ((0, 1),)},
    ],
)
def test_weights_that_cannot_be_are_refused(bad):
    with pytest.raises(NoSuchWeights):
        Weightings(2, **bad).draw(10, np.random.default_rng(1))


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"low": (-0.1, 0.0)}, "the least of criterion 1 is -0.1"),
        ({"high": (1.0, 1.2)}, "the most of criterion 2 is 1.2"),
        ({"high": (1.0, float("nan"))}, "the most of criterion 2 is nan"),
        ({"low": (0.6, 0.0), "high": (0.5, 1.0)}, "at least 0.6 and at most 0.5"),
        ({"low": (0.5,)}, "1 bounds for 2 criteria"),
    ],
)
def test_bounds_that_no_weight_can_have_are_refused_when_they_are_said(bad, said):
    with pytest.raises(ValueError, match=said):
        Weightings(2, **bad)


def test_orders_that_contradict_a_range_or_go_in_a_circle_are_refused():
    with pytest.raises(NoSuchWeights):
        Weightings(3, low=(0, 0.5, 0), high=(0.2, 1, 1), order=((0, 1),)).draw(10, np.random.default_rng(1))
    with pytest.raises(ValueError, match="circle"):
        Weightings(3, order=((0, 1), (1, 2), (2, 0))).draw(10, np.random.default_rng(1))
    with pytest.raises(ValueError, match="criteria that there are"):
        Weightings(2, order=((0, 5),)).draw(10, np.random.default_rng(1))


def test_tied_themes_share_the_ranks_they_take_up():
    found = rank_acceptability([[0.9, 0.9], [0.5, 0.5], [0.5, 0.5]], places=2, draws=500)

    assert found.ranks.tolist() == [[1, 0, 0], [0, 0.5, 0.5], [0, 0.5, 0.5]]
    assert found.top.tolist() == [1, 0.5, 0.5]
    assert found.beats[1, 2] == 0.5
    assert found.not_apart == ((1, 2),)


@pytest.mark.parametrize("seed", range(3))
def test_shares_of_ranks_and_of_themes_add_up_and_pairs_mirror(seed):
    scores = np.random.default_rng(seed).random((9, 4))

    found = rank_acceptability(scores, low=scores - 0.2, high=scores + 0.1, draws=3_000)

    np.testing.assert_allclose(found.ranks.sum(axis=0), 1)
    np.testing.assert_allclose(found.ranks.sum(axis=1), 1)
    np.testing.assert_allclose(found.beats + found.beats.T, 1)
    assert found.top.sum() == pytest.approx(5)


def test_the_central_weights_are_the_mean_of_those_that_put_a_theme_first():
    found = rank_acceptability([[1.0, 0.0], [0.0, 1.0], [0.1, 0.1]], places=1)

    assert found.central[0].tolist() == [pytest.approx(0.75, abs=0.01), pytest.approx(0.25, abs=0.01)]
    assert np.isnan(found.central[2]).all()


def test_uncertain_scores_make_a_sure_order_unsure_by_the_normal_law():
    """Two themes 0.2 apart, each with an interval of ±0.2: above in Φ(0.2 / (0.102 √2)) of draws."""
    from scipy.special import ndtr

    scores = np.array([[0.6], [0.4]])

    found = rank_acceptability(scores, low=scores - 0.2, high=scores + 0.2, places=1)

    assert found.top[0] == pytest.approx(ndtr(0.2 / (0.2 / 1.959964 * np.sqrt(2))), abs=0.012)


def test_scores_drawn_stay_on_their_scale_and_known_ones_do_not_move():
    scores = np.array([[0.95, 1.0], [0.9, 0.0]])

    found = rank_acceptability(
        scores, low=scores - 0.5, high=[[1.5, np.nan], [1.5, np.nan]], scale=(0, 1), draws=4_000, places=1
    )

    assert found.mean_value[0] < 1.0


def test_each_draw_takes_one_members_view_of_all_themes():
    """Two of three members put theme 0 first: so do two thirds of draws, not all as their mean would."""
    panel = np.array([[[5.0], [4.0]], [[3.0], [2.0]], [[1.0], [2.0]]])

    found = rank_acceptability(np.full((2, 1), np.nan), panel=panel, places=1)

    assert found.top[0] == pytest.approx(2 / 3, abs=0.014)


def test_a_member_who_kept_out_of_a_theme_counts_as_the_median_of_the_others():
    panel = np.array([[[5.0], [1.0]], [[5.0], [1.0]], [[np.nan], [3.0]]])

    found = rank_acceptability(np.zeros((2, 1)), panel=panel, places=1, draws=500)

    assert found.top.tolist() == [1, 0]


def every_draw(panel, weights):
    """Ranks over every way in which each criterion takes one member's view, counted one by one; ties share."""
    members, themes, criteria = panel.shape
    ranks = np.zeros((themes, themes))
    for views in product(range(members), repeat=criteria):
        values = sum(weight * panel[view, :, at] for at, (view, weight) in enumerate(zip(views, weights, strict=True)))
        for theme, value in enumerate(np.round(values, 9)):
            ahead, tied = (np.round(values, 9) > value).sum(), (np.round(values, 9) == value).sum()
            ranks[theme, ahead : ahead + tied] += 1 / tied
    return ranks / members**criteria


@pytest.mark.parametrize("themes", [2, 3, 4])
@pytest.mark.parametrize("seed", range(3))
def test_a_panel_at_stated_weights_has_the_shares_that_counting_every_draw_gives(themes, seed):
    panel = np.random.default_rng(seed).integers(0, 5, size=(3, themes, 3)) / 4
    weights = (0.5, 0.3, 0.2)
    found = rank_acceptability(
        np.median(panel, axis=0), panel=panel, weightings=Weightings(3, weights, weights), places=1, draws=40_000
    )

    exact = every_draw(panel, weights)

    np.testing.assert_allclose(exact.sum(axis=0), 1)
    np.testing.assert_allclose(found.ranks, exact, atol=0.012)
    assert np.all(np.abs(found.top - exact[:, 0]) <= 4 * found.top_error + 1e-4)


@pytest.mark.parametrize(("themes", "places"), [(n, k) for n in (2, 3, 5, 8) for k in range(1, n + 1, 2)])
def test_themes_that_are_alike_are_each_in_the_top_as_often_as_there_are_places(themes, places):
    alike = np.full((themes, 3), 0.5)
    view = np.random.default_rng(themes).random((4, 1, 3))

    known = rank_acceptability(alike, places=places, draws=500)
    unsure = rank_acceptability(alike, low=alike - 0.3, high=alike + 0.2, places=places, scale=(0.0, 1.0))
    judged = rank_acceptability(alike, panel=np.repeat(view, themes, axis=1), places=places, draws=500)

    for found in (known, judged):
        np.testing.assert_allclose(found.top, places / themes)  # ties share, so that it is so in every draw
    np.testing.assert_allclose(unsure.top, places / themes, atol=0.018)


@pytest.mark.parametrize("seed", range(5))
def test_a_theme_that_joins_a_list_changes_how_no_other_two_stand(seed):
    scores = np.random.default_rng(seed).integers(0, 5, size=(5, 3)) / 4

    few, many = rank_acceptability(scores[:4], places=2), rank_acceptability(scores, places=2)

    np.testing.assert_array_equal(many.beats[:4, :4], few.beats)


def test_the_same_seed_gives_the_same_answer_and_another_nearly():
    scores = np.random.default_rng(1).random((6, 4))

    one, same, other = (rank_acceptability(scores, seed=seed) for seed in (5, 5, 6))

    assert one.ranks.tolist() == same.ranks.tolist()
    assert np.all(np.abs(one.top - other.top) <= 5 * np.hypot(one.top_error, other.top_error) + 1e-4)


def test_a_weight_a_fifth_higher_or_lower_is_tried_for_each_criterion():
    scores = [[0.9, 0.2], [0.3, 0.8], [0.1, 0.1]]

    found = weight_sensitivity(scores, [0.5, 0.5], places=1)

    assert [(one.criterion, one.factor, one.enters, one.leaves) for one in found] == [
        (0, 0.8, (1,), (0,)), (0, 1.2, (), ()), (1, 0.8, (), ()), (1, 1.2, (1,), (0,)),
    ]  # fmt: skip
    assert found[0].weights == (pytest.approx(0.4), pytest.approx(0.6))


def test_a_tie_alone_changes_nothing_when_weights_move():
    assert not any(one.enters for one in weight_sensitivity([[0.5, 0.5], [0.5, 0.5]], [0.3, 0.7], places=1))


def test_scaling_by_range_and_by_percentile():
    assert scaled([3, 3, 3]).tolist() == [0.5] * 3
    assert scaled([1, 2, 2, 9], method="percentile").tolist() == [0, 0.5, 0.5, 1]
    with pytest.raises(ValueError, match="No way of scaling"):
        scaled([1, 2], method="z")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"scores": [1.0, 2.0]}, "by theme and criterion"),
        ({"scores": [[1.0], [float("nan")]]}, "a score on every"),
        ({"scores": [[1.0], [2.0]], "low": [[1.5], [2.0]]}, "between its two ends"),
        ({"scores": [[1.0], [2.0]], "low": [[1.5]]}, "both its ends"),
        ({"scores": [[1.0], [2.0]], "places": 3}, "1 to 2 places"),
        ({"scores": [[1.0], [2.0]], "weightings": Weightings(2), "places": 1}, "another number of criteria"),
        ({"scores": [[1.0], [2.0]], "panel": [[1.0]], "places": 1}, "by member, theme"),
        ({"scores": [[1.0], [2.0]], "panel": [[[1.0], [np.nan]]], "places": 1}, "a score for every theme"),
    ],
)
def test_what_does_not_fit_is_refused(given, says):
    with pytest.raises(ValueError, match=says):
        rank_acceptability(**given)
