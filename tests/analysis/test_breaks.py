"""Change points: the global optimum by two slower ways, planted changes, and noise."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from frankpledge.analysis.breaks import change_points, default_penalty


def total_cost(roots, points, penalty):
    edges = [0, *points, len(roots)]
    parts = [roots[a:b] for a, b in pairwise(edges)]
    return sum(((part - part.mean()) ** 2).sum() for part in parts) + penalty * len(points)


def every_division(n, min_length, most):
    for number in range(most + 1):
        for points in combinations(range(min_length, n - min_length + 1), number):
            if all(b - a >= min_length for a, b in pairwise(points)):
                yield points


@pytest.mark.parametrize("seed", range(10))
def test_the_division_is_the_best_of_all(seed):
    random = np.random.default_rng(seed)
    counts = random.poisson(np.repeat(random.choice([4, 12, 30], 4), 5))

    points = change_points(counts, min_length=4, penalty=1.5)

    roots = np.sqrt(counts)
    best = min(total_cost(roots, p, 1.5) for p in every_division(20, 4, 4))
    assert total_cost(roots, points, 1.5) == pytest.approx(best, abs=1e-9)


def test_leaving_starts_out_early_never_changes_the_answer():
    """Against plain optimal partitioning, which leaves none out, over many small random series and penalties."""
    random = np.random.default_rng(0)
    for _ in range(150):
        n, min_length, penalty = (
            int(random.integers(8, 60)),
            int(random.integers(2, 7)),
            float(random.choice([0.1, 0.7, 3])),
        )
        roots = np.sqrt(random.poisson(random.choice([3, 9, 27], n)))
        best = [-penalty] + [np.inf] * n
        for end in range(min_length, n + 1):
            for start in [0, *range(min_length, end - min_length + 1)]:
                part = roots[start:end]
                best[end] = min(best[end], best[start] + ((part - part.mean()) ** 2).sum() + penalty)

        points = change_points(roots**2, min_length=min_length, penalty=penalty)

        expected = best[n] if n >= 2 * min_length else total_cost(roots, (), penalty)
        assert total_cost(roots, points, penalty) == pytest.approx(expected, abs=1e-8)


def test_planted_changes_are_found_where_they_are():
    random = np.random.default_rng(5)
    counts = random.poisson(np.repeat([80, 130, 60], [20, 16, 12]))

    points = change_points(counts)

    assert points == pytest.approx((20, 36), abs=1)


def test_stretches_are_never_shorter_than_the_minimum():
    counts = [10] * 12 + [90] * 3 + [10] * 12

    points = change_points(counts, min_length=6, penalty=0.01)

    assert min(np.diff([0, *points, 27])) >= 6


@pytest.mark.parametrize(("mean", "ratio"), [(5, 1), (30, 2), (200, 4)])
def test_noise_has_a_change_point_in_at_most_five_series_of_a_hundred(mean, ratio):
    random = np.random.default_rng(mean)
    levels = mean if ratio == 1 else random.gamma(mean / (ratio - 1), ratio - 1, (400, 36))
    series = random.poisson(levels, (400, 36))

    assert np.mean([bool(change_points(row)) for row in series]) <= 0.05


def test_clustered_crime_raises_the_penalty():
    steady, clustered = [20, 21] * 18, [5, 45] * 18

    assert default_penalty(steady) == pytest.approx(3 * np.log(36) / 4)
    assert default_penalty(clustered) > 10 * default_penalty(steady)


def test_too_short_a_series_has_no_change_points():
    assert change_points([1, 100] * 5, min_length=6) == ()
    assert change_points([]) == ()


@pytest.mark.parametrize("counts", [[1, -1, 2], [1, np.nan, 2], [[1, 2], [3, 4]]])
def test_missing_and_negative_counts_are_refused(counts):
    with pytest.raises(ValueError, match="counts"):
        change_points(counts)


def test_a_minimum_length_of_one_is_refused():
    with pytest.raises(ValueError, match="at least 2 months"):
        change_points([1] * 20, min_length=1)
