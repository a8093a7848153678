"""Answers as arrays, shares, rankings and groups: counted right, whatever the route and the wording."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from frankpledge.web.surveys import routing
from frankpledge.web.surveys.questionnaire import Condition, Item, Kind, Option, Question, Questionnaire, Text
from frankpledge.web.surveys.results_shares import by_group, rankings, shares
from frankpledge.web.surveys.scales import options_of
from frankpledge.web.surveys.tables import Answered, frame


def option(key: str, **facts: bool) -> Option:
    return Option(key, Text(key.title()), **facts)


PROBLEM = Question(
    "problem", Kind.PROBLEM, Text("How big a problem?"), code="problem", wording=1,
    items=tuple(Item(key, Text(key.title()), key, 1) for key in ("litter", "drugs", "noise")),
)  # fmt: skip
VICTIM = Question(
    "victim", Kind.ONE, Text("A victim?"), options=(option("yes"), option("no")), code="victim", wording=1
)
REPORTED = Question(
    "reported", Kind.ONE, Text("Reported?"), options=(option("all"), option("none")),
    route=(Condition("victim", ("yes",)),), code="reported", wording=1,
)  # fmt: skip
WHY = Question(
    "why", Kind.SEVERAL, Text("Why not?"), options=(option("small"), option("afraid"), option("other")),
    route=(Condition("reported", ("none",)),), code="why-not", wording=1,
)  # fmt: skip
AGE = Question(
    "age", Kind.ONE, Text("Age"), code="age", wording=1,
    options=(option("16_24"), option("25_over"), option("prefer_not", aside=True)),
)  # fmt: skip
ASKS = Questionnaire(questions=(PROBLEM, VICTIM, REPORTED, WHY, AGE, Question("else", Kind.COMMENT, Text("Else?"))))


def counted(*answers: dict, versions: dict | None = None, **facts):
    return frame(versions or {1: ASKS}, [Answered(1, each, **facts) for each in answers])


def percents(found, page):
    [one] = [each for each in found if each.page.key == page]
    return {line.option.key: line.share.percent for line in one.lines}, one


def test_shares_are_of_those_who_answered_with_dont_know_among_them():
    held = counted(
        *[{"problem.litter": "very"}] * 3, *[{"problem.litter": "none"}] * 4, {"problem.litter": "dont_know"}, {}, {}
    )

    lines, one = percents(shares(held, sample=False), "problem.litter")

    assert (one.asked, one.base) == (10, 8)
    assert lines == {"very": 37.5, "fairly": 0, "not_very": 0, "none": 50, "dont_know": 12.5}
    assert one.top.percent == 37.5


def test_a_routed_page_has_those_as_its_base_who_were_led_to_it():
    held = counted(
        {"victim": "yes", "reported": "none", "why": ["small", "afraid"]},
        {"victim": "yes", "reported": "none", "why": ["small"]},
        {"victim": "yes", "reported": "all", "why": ["other"]},  # left behind when they went back
        {"victim": "yes"},
        {"victim": "no", "reported": "all"},
    )

    found = shares(held, sample=False)

    assert percents(found, "reported")[1].asked == 4
    assert percents(found, "reported")[1].base == 3
    assert percents(found, "why")[0] == {"small": 100, "afraid": 50, "other": 0}
    assert percents(found, "why")[1].asked == 2


def test_who_was_asked_is_what_routing_says():
    random = Random(1)

    def anybody() -> dict:
        answers = {}
        for page in ASKS.pages:
            options = [each.key for each in options_of(page.question)]
            if options and random.random() < 0.8:
                several = page.question.kind == Kind.SEVERAL
                answers[page.key] = random.sample(options, 2) if several else random.choice(options)
        return answers

    responses = [anybody() for _ in range(500)]
    held = counted(*responses)
    expected = routing.routed_bases(ASKS, responses)

    assert {page: flags.tolist() for page, flags in held.asked.items()} == expected


def test_several_answers_add_up_to_more_than_a_hundred():
    held = counted(*[{"victim": "yes", "reported": "none", "why": ["small", "other"]}] * 4)

    lines, one = percents(shares(held, sample=False), "why")

    assert one.several
    assert sum(lines.values()) == 200


def test_problems_are_ranked_by_the_two_upper_steps_and_ties_share_a_rank():
    answer = {"problem.litter": "very", "problem.drugs": "fairly", "problem.noise": "none"}

    [ranked] = rankings(shares(counted(answer, answer), sample=False))

    assert [(place.rank, page.item.key, place.tied) for place, page in ranked.places] == [
        (1, "litter", True),
        (1, "drugs", True),
        (2, "noise", False),
    ]


def test_an_open_consultation_has_no_interval_and_says_why():
    answers = [{"victim": "yes"}] * 30 + [{"victim": "no"}] * 70

    [opened] = [line.share for line in percents(shares(counted(*answers), sample=False), "victim")[1].lines][:1]
    [drawn] = [line.share for line in percents(shares(counted(*answers), sample=True), "victim")[1].lines][:1]

    assert opened.low is None
    assert "not a sample" in opened.no_interval
    assert drawn.low < 30 < drawn.high


def test_groups_have_their_own_bases_and_who_is_in_none_is_kept_apart():
    answers = [
        *[Answered(1, {"victim": "yes"}, decile=1)] * 3,
        *[Answered(1, {"victim": "no"}, decile=2)] * 1,
        *[Answered(1, {"victim": "no"}, decile=10)] * 6,
        *[Answered(1, {}, decile=10)] * 2,
        *[Answered(1, {"victim": "yes"})] * 5,
    ]
    held = frame({1: ASKS}, answers)

    found = by_group(held, ASKS.page("victim"), held.groupings["deprivation"])

    assert [(each.key, each.base, each.counts) for each in found if each.base] == [
        ("1", 4, (3, 1)),
        ("5", 6, (0, 6)),
        ("", 5, (5, 0)),
    ]
    assert found[0].percent == (75, 25)


def test_weights_change_the_percent_and_not_the_count():
    held = frame({1: ASKS}, [Answered(1, {"victim": "yes"}, mode="web"), Answered(1, {"victim": "no"}, mode="web")])
    weights = np.array([1.5, 0.5])

    [group, _] = by_group(held, ASKS.page("victim"), held.groupings["mode"], weights=weights)
    [yes, _] = percents(shares(held, sample=False, weights=weights), "victim")[1].lines

    assert (group.counts[0], group.percent[0]) == (1, 75)
    assert (yes.share.count, yes.share.percent) == (1, 75)


def test_who_answered_another_wording_is_left_out_and_counted():
    older = replace(ASKS, questions=(PROBLEM, replace(VICTIM, text=Text("Were you harmed?")), *ASKS.questions[2:]))
    answers = [Answered(1, {"victim": "yes", "problem.litter": "very"}), Answered(2, {"victim": "no"})]

    held = frame({1: older, 2: ASKS}, answers)
    found = shares(held, sample=False)

    assert (percents(found, "victim")[1].base, percents(found, "victim")[1].otherwise) == (1, 1)
    assert percents(found, "problem.litter")[1].base == 1


def test_a_response_to_a_version_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        frame({1: ASKS}, [Answered(3, {})])


def test_who_prefers_not_to_say_their_age_is_in_no_group():
    held = counted({"age": "16_24"}, {"age": "prefer_not"}, {})

    assert held.groupings["age"].labels() == ["16_24", None, None]
    assert held.groupings["age"].not_known == 2
