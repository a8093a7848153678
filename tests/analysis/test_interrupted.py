"""Interrupted series: a published tutorial's data, R's convention for errors, and false alarms."""

import numpy as np
import pytest
import statsmodels.api as sm

from frankpledge.analysis.interrupted import _design, _newey_west, interrupted_series
from frankpledge.analysis.season import TooShort

# Acute coronary episodes a month in Sicily, 2002 to November 2006, and the standardised population: the data of
# Lopez Bernal, Cummins & Gasparrini (2017). Smoking was banned indoors in January 2005.
EPISODES = """
728 659 791 734 757 726 760 740 720 814 795 858 887 766 851 769 781 756 766 752 765 831 879 928 914 808 937 840 916 828
845 818 860 839 887 886 831 796 833 820 877 758 767 738 781 843 850 908 1021 859 976 888 962 838 810 876 843 936 912"""
PEOPLE = """
379875.3 376495.5 377040.8 377116.4 377383.4 374113.1 379513.3 376295.5 374653.2 378485.6 375955.5 378349.7 376762.4
379032.3 379360.4 376162 377972.4 381830.7 379888.6 380872.2 380966.9 381240.4 382104.9 381802.7 381656.3 383680
383504.2 386462.9 383783.1 380836.8 383483 380906.2 382926.8 384052.4 384449.6 383428.4 388153.2 388373.2 386470.1
386033.2 383686.4 385509.3 385901.9 386516.6 388436.5 383255.2 390148.7 385874.9 391613.6 391750.4 394005.6 391364.9
391664.6 389022.3 391878.5 388575.3 392989 390018.8 390712.3"""
SICILY = np.array(EPISODES.split(), dtype=float), np.array(PEOPLE.split(), dtype=float), 36


def drawn(random, months, mean, unevenness=1.0, season=0.2):
    level = mean * (1 + season * np.sin(2 * np.pi * np.arange(months) / 12))
    return random.poisson(random.gamma(level / (unevenness - 1), unevenness - 1) if unevenness > 1 else level)


def test_the_tutorial_s_fall_of_eleven_percent_with_season():
    found = interrupted_series(*SICILY, errors="model").step

    ends = np.exp(np.log(found.ratio) + np.array([-1.96, 1.96]) * found.standard_error)
    assert round(found.ratio, 2) == 0.89
    assert ends.round(2).tolist() == [0.84, 0.93]


def test_the_tutorial_s_fall_of_eleven_percent_without_season():
    found = interrupted_series(*SICILY, harmonics=0, errors="model")

    error = found.step.standard_error / found.dispersion**0.5  # the tutorial's first model is plain Poisson
    ends = np.exp(np.log(found.step.ratio) + np.array([-1.96, 1.96]) * error)
    assert round(found.step.ratio, 2) == 0.89
    assert ends.round(2).tolist() == [0.86, 0.93]


def slow(y, design, offset):
    """Poisson regression by weighted least squares, again and again."""
    b = np.zeros(design.shape[1])
    b[0] = np.log(y.mean() / np.exp(offset).mean())
    for _ in range(50):
        mu = np.exp(design @ b + offset)
        root = np.sqrt(mu)[:, None]
        b = np.linalg.lstsq(design * root, (design @ b + (y - mu) / mu) * root[:, 0], rcond=None)[0]
    return b, mu


def test_it_equals_a_slow_obvious_fit():
    y, n, start = SICILY
    design, names = _design(len(y), start, "step and slope", 2)
    b, mu = slow(y, design, np.log(n))

    found = interrupted_series(y, n, start, impact="step and slope")

    assert np.log(found.step.ratio) == pytest.approx(b[names.index("step")], abs=1e-8)
    assert np.log(found.slope.ratio) == pytest.approx(b[names.index("slope")], abs=1e-8)
    assert found.fitted == pytest.approx(mu)
    assert found.dispersion == pytest.approx(((y - mu) ** 2 / mu).sum() / (59 - 8))
    without = np.exp(np.delete(design, [2, 3], axis=1) @ np.delete(b, [2, 3]) + np.log(n))
    assert found.prevented == pytest.approx((without - mu)[start:].sum())


def test_newey_west_equals_statsmodels():
    y, n, start = SICILY
    design, _ = _design(len(y), start, "step", 2)
    model = sm.GLM(y, design, family=sm.families.Poisson(), offset=np.log(n))

    theirs = model.fit(cov_type="HAC", cov_kwds={"maxlags": 4}).bse

    assert _newey_west(model.fit(), 4) == pytest.approx(theirs)


def test_the_negative_binomial_is_the_likeliest_and_holds_theta_as_r_does():
    random = np.random.default_rng(5)
    days, counts = np.full(60, 30), drawn(random, 60, 40, 5)
    design, _ = _design(60, 36, "step", 2)
    with np.errstate(all="ignore"):
        theirs = sm.NegativeBinomial(counts, design, offset=np.log(days)).fit(disp=0, maxiter=500)

    found = interrupted_series(counts, days, 36, model="negative binomial", errors="model")

    assert np.log(found.step.ratio) == pytest.approx(theirs.params[2], abs=1e-4)
    assert found.clustering == pytest.approx(theirs.params[-1], rel=1e-3)
    family = sm.families.NegativeBinomial(alpha=theirs.params[-1])
    held = sm.GLM(counts, design, family=family, offset=np.log(days)).fit()
    assert found.step.standard_error == pytest.approx(held.bse[2], rel=1e-3)


def test_a_control_takes_out_what_moved_both():
    random = np.random.default_rng(6)
    shock = np.repeat([1, 1.6, 0.9], [20, 16, 24])
    treated, control = random.poisson(60 * shock * np.repeat([1, 0.7], [36, 24])), random.poisson(90 * shock)

    alone = interrupted_series(treated, np.full(60, 30), 36)
    beside = interrupted_series(treated, np.full(60, 30), 36, control=control)

    assert beside.step.low < 0.7 < beside.step.high
    assert beside.step.standard_error < alone.step.standard_error
    assert not alone.step.low < 0.7 < alone.step.high
    assert (beside.without - beside.fitted)[:36] == pytest.approx(np.zeros(36), abs=1e-9)


@pytest.mark.parametrize(("months", "start", "mean", "unevenness"), [(36, 24, 10, 1), (48, 30, 50, 2)])
def test_false_alarms_stay_near_five_percent(months, start, mean, unevenness):
    random = np.random.default_rng(7)

    p = [
        interrupted_series(drawn(random, months, mean, unevenness), np.full(months, 30), start).step.p
        for _ in range(400)
    ]

    assert 0.02 < np.mean(np.array(p) < 0.05) < 0.08


def test_intervals_hold_a_planted_step():
    random = np.random.default_rng(8)
    days, share = np.full(48, 30), np.repeat([1, 0.75], [30, 18])

    found = [interrupted_series(random.poisson(40 * share), days, 30).step for _ in range(300)]

    assert 0.92 < np.mean([one.low <= 0.75 <= one.high for one in found]) < 0.985


@pytest.mark.parametrize(("months", "start"), [(36, 30), (40, 20), (24, 12)])
def test_short_series_are_refused_with_what_is_needed(months, start):
    with pytest.raises(TooShort, match="36 months needed"):
        interrupted_series([5] * months, [30] * months, start)


def test_bad_series_and_options_are_refused():
    good = ([5, 6] * 20, [30] * 40, 24)
    for options, says in (
        ({"impact": "jump"}, "impact"),
        ({"model": "normal"}, "model"),
        ({"errors": "none"}, "errors"),
        ({"harmonics": 9}, "waves"),
        ({"level": 95}, "level"),
        ({"control": [1] * 40, "model": "negative binomial"}, "share"),
    ):
        with pytest.raises(ValueError, match=says):
            interrupted_series(*good, **options)
    for counts, exposure, start, says in (
        ([5] * 39, [30] * 40, 24, "exposure"),
        ([5] * 40, [0] * 40, 24, "more than 0"),
        ([5] * 40, [30] * 40, 99, "within"),
        ([0] * 24 + [5] * 16, [30] * 40, 24, "without any crime"),
    ):
        with pytest.raises(ValueError, match=says):
            interrupted_series(counts, exposure, start)
