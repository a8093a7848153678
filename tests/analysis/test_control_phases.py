import numpy as np
import pytest

from frankpledge.analysis.control import c_chart, u_prime
from frankpledge.analysis.control_phases import new_level, phased

DAYS = np.tile([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 3)


def stepped(seed=1):
    return np.random.default_rng(seed).poisson(np.repeat([2.0, 3.0], [18, 18]) * DAYS)


def test_each_phase_is_the_chart_of_its_own_points():
    counts = stepped()

    chart = phased(counts, exposure=DAYS, starts=[18])

    first = u_prime(counts[:18], DAYS[:18], baseline=12)
    second = u_prime(counts[18:], DAYS[18:], baseline=12)
    assert chart.centre.tolist() == [first.centre] * 18 + [second.centre] * 18
    assert chart.upper == pytest.approx(np.concatenate([first.upper, second.upper]))
    assert [s.index for s in chart.signals] == [s.index for s in first.signals] + [s.index + 18 for s in second.signals]


def test_later_points_move_no_frozen_limit():
    counts = stepped()
    later = counts.copy()
    later[30:] *= 5

    before, after = (phased(x, exposure=DAYS, starts=[18]) for x in (counts, later))

    assert after.upper == pytest.approx(before.upper)
    assert {signal.index for signal in after.signals if signal.rule == "beyond limit"} >= set(range(30, 36))


def test_a_step_is_a_signal_until_it_is_given_a_phase_of_its_own():
    counts = stepped()

    assert phased(counts, exposure=DAYS).signals
    assert not [s for s in phased(counts, exposure=DAYS, starts=[18]).signals if s.rule != "few crossings"]


def test_the_rule_finds_where_a_settled_level_began():
    counts = stepped()

    suggested = new_level(u_prime(counts, DAYS, baseline=12))

    assert suggested is not None
    assert 15 <= suggested <= 18  # months just above the old level, right before a step, join it


def test_no_new_level_before_twelve_months_of_it_nor_on_a_level_series():
    counts = stepped()

    assert new_level(u_prime(counts[:26], DAYS[:26], baseline=12)) is None
    assert new_level(c_chart([10] * 30, baseline=12)) is None
    level = np.random.default_rng(3).poisson(60, (300, 36))
    suggested = [new_level(c_chart(x, baseline=12)) for x in level]
    assert np.mean([s is not None for s in suggested]) < 0.06


@pytest.mark.parametrize("kind", ["c", "XmR"])
def test_charts_without_exposure(kind):
    chart = phased([10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 10, 11], kind=kind, baseline=None)

    assert chart.centre == pytest.approx(np.full(12, 10.5))
    with pytest.raises(ValueError, match="exposure"):
        phased([1] * 12, kind=kind, exposure=[1] * 12)


def test_phases_too_short_or_out_of_order_are_refused():
    for starts in ([30], [0], [40], [20, 14]):
        with pytest.raises(ValueError, match=r"phase|baseline"):
            phased(stepped(), exposure=DAYS, starts=starts)
    with pytest.raises(ValueError, match="exposure"):
        phased(stepped(), exposure=DAYS[:5])
    with pytest.raises(ValueError, match="exposure"):
        phased(stepped())
    assert phased(stepped(), kind="u", exposure=DAYS).charts[0].dispersion == 1
