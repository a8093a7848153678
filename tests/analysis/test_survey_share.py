"""Survey shares: bases are right, intervals cover for samples, and an open consultation gets none."""

import numpy as np
import pytest

from frankpledge.analysis.intervals import wilson_interval
from frankpledge.analysis.raking import rake
from frankpledge.analysis.shares import share, share_change
from frankpledge.analysis.survey_share import (
    NOT_A_SAMPLE,
    NotTheSameQuestion,
    answer_shares,
    combined_share,
    compare_years,
    multi_response_shares,
    weighted_share,
)


def test_with_equal_weights_it_is_the_plain_share_with_wilsons_interval():
    found = weighted_share([1] * 15 + [0] * 133, sample=True)

    plain = share(15, 148)
    assert (found.percent, found.low, found.high) == (
        pytest.approx(plain.percent), pytest.approx(plain.low), pytest.approx(plain.high)
    )  # fmt: skip
    assert (found.design_effect, found.effective_base) == (1.0, 148)


def test_weights_move_the_share_and_shrink_the_base_of_the_interval():
    found = weighted_share([1, 1, 0, 0] * 25, sample=True, weights=[3, 1, 1, 1] * 25)

    ends = wilson_interval(200 / 3 / 100 * 75, 75)
    assert found.percent == pytest.approx(200 / 3)
    assert found.effective_base == pytest.approx(75)
    assert (found.low, found.high) == (pytest.approx(100 * ends.low), pytest.approx(100 * ends.high))


def test_an_open_consultation_has_shares_and_no_interval_whatever_its_size_and_weights():
    found = weighted_share([1, 0] * 5_000, sample=False, weights=[1, 2] * 5_000)

    assert found.percent == pytest.approx(100 / 3)
    assert (found.low, found.high, found.standard_error) == (None, None, None)
    assert found.no_interval == NOT_A_SAMPLE


def test_only_those_who_were_asked_are_in_the_base():
    found = weighted_share([1, 1, 0, 0], asked=[1, 0, 1, 0], sample=True)

    assert (found.count, found.base, found.percent) == (1, 2, 50.0)


def test_an_empty_base_has_no_share():
    found = weighted_share([1, 1], asked=[0, 0], sample=True)

    assert (found.percent, found.low, found.base) == (None, None, 0)
    assert found.no_interval == "nobody answered this"


def test_one_answer_has_a_wide_interval_and_no_standard_error():
    found = weighted_share([1], sample=True)

    assert (found.percent, found.high, found.standard_error) == (100, 100, None)
    assert found.low < 25


def test_single_answers_add_up_to_one_hundred_and_those_not_asked_are_in_no_base():
    found = answer_shares(["a", "b", None, "b", None, "c"], ["a", "b", "c"], sample=False, weights=[1, 2, 9, 1, 9, 1])

    assert sum(one.percent for one in found) == pytest.approx(100)
    assert [one.base for one in found] == [4, 4, 4]
    assert [one.count for one in found] == [1, 2, 1]


def test_an_answer_that_is_no_option_is_refused_not_lost():
    with pytest.raises(ValueError, match="No options of this question: maybe"):
        answer_shares(["yes", "maybe"], ["yes", "no"], sample=False)
    with pytest.raises(ValueError, match="No options of this question: fax"):
        multi_response_shares([{"fax"}], ["letter"], sample=False)


def test_two_answers_taken_together_are_the_sum_of_their_shares():
    answers = ["very", "fairly", "not", None, "not", "very"]

    both = combined_share(answers, {"very", "fairly"}, sample=True)

    one, two, _ = answer_shares(answers, ["very", "fairly", "not"], sample=True)
    assert both.percent == pytest.approx(one.percent + two.percent)


def test_several_ticks_are_shares_of_people_and_none_ticked_is_an_answer():
    found = multi_response_shares([{"a", "b"}, {"a"}, set(), None], ["a", "b"], sample=False)

    assert [(one.count, one.base) for one in found] == [(2, 3), (1, 3)]


@pytest.mark.parametrize("truth", [0.08, 0.5])
def test_wilson_on_the_effective_base_holds_the_truth_as_often_as_stated(truth):
    """Weights independent of the answer, as after raking on margins that explain little."""
    random, held = np.random.default_rng(6), []

    for _ in range(1_500):
        w = random.choice([0.5, 1.0, 3.0], 250, p=[0.5, 0.35, 0.15])
        found = weighted_share(random.random(250) < truth, sample=True, weights=w)
        held.append(found.low <= 100 * truth <= found.high)

    assert 0.935 < np.mean(held) < 0.97


def test_weights_that_go_with_the_answer_mend_an_uneven_sample_and_the_interval_covers():
    """The old answer more readily, and are less afraid: unweighted is biased, raked covers."""
    random = np.random.default_rng(7)
    truth = 0.5 * 0.6 + 0.5 * 0.2
    held, plain = [], []

    for _ in range(400):
        old = random.random(300) < 0.75
        afraid = random.random(300) < np.where(old, 0.2, 0.6)
        age = np.where(old, "old", "young").tolist()
        w = rake({"age": age}, {"age": {"old": 50, "young": 50}}).weights
        found = weighted_share(afraid, sample=True, weights=w)
        held.append(found.low <= 100 * truth <= found.high)
        plain.append(100 * afraid.mean())

    assert np.mean(held) > 0.94
    assert np.mean(plain) < 33  # the truth is 40


def test_the_error_that_knows_of_raking_is_the_spread_that_is_seen():
    random = np.random.default_rng(8)
    shares, errors = [], []

    for _ in range(600):
        old = random.random(300) < 0.6
        afraid = random.random(300) < np.where(old, 0.1, 0.8)
        age = {"age": np.where(old, "old", "young").tolist()}
        w = rake(age, {"age": {"old": 50, "young": 50}}).weights
        found = weighted_share(afraid, sample=True, weights=w, raked_on=age)
        shares.append(found.percent)
        errors.append(found.standard_error)

    assert np.mean(errors) == pytest.approx(np.std(shares), rel=0.08)


def of_year(yes, no, *, sample=True, wording="1", question="SAFE-NIGHT", answer="unsafe"):
    return weighted_share(
        [1] * yes + [0] * no, sample=sample, wording=wording, question=question, answer=answer
    )  # fmt: skip


def test_two_years_of_samples_are_compared_with_newcombes_interval():
    found = compare_years(of_year(48, 32), of_year(56, 14))

    known = share_change(share(48, 80), share(56, 70))
    assert (found.points, found.low, found.high) == (
        pytest.approx(known.points), pytest.approx(known.low), pytest.approx(known.high)
    )  # fmt: skip
    assert found.could_be_chance is False


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (False, False)])
def test_with_an_open_consultation_on_either_side_the_difference_is_plain(first, second):
    found = compare_years(of_year(40, 60, sample=first), of_year(50, 50, sample=second))

    assert found.points == pytest.approx(10)
    assert (found.low, found.high, found.could_be_chance) == (None, None, None)
    assert found.no_interval == NOT_A_SAMPLE


@pytest.mark.parametrize("other", [{"wording": "2"}, {"question": "SAFE-DAY"}, {"question": ""}, {"answer": "safe"}])
def test_other_wordings_questions_and_answers_are_not_compared(other):
    with pytest.raises(NotTheSameQuestion):
        compare_years(of_year(40, 60), of_year(40, 60, **other))


def test_answers_and_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="one answer, and one weight"):
        weighted_share([1, 0], sample=True, weights=[1])
    with pytest.raises(ValueError, match="Yes or no"):
        weighted_share([1, 2], sample=True)
