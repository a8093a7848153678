"""Nobody is asked what does not concern them, and nothing that they were not asked is kept."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.web.surveys.questionnaire import Kind
from frankpledge.web.surveys.routing import (
    clear_unreached,
    next_page,
    page_before,
    pages,
    routed_base,
    routed_bases,
    with_answer,
)
from frankpledge.web.surveys.scales import options_of
from tests.web.surveys.asked import a_questionnaire

ASKED = a_questionnaire()


@st.composite
def answered(draw: st.DrawFn) -> dict[str, Any]:
    """Any answers that the pages could have been given, in any order of going to and fro."""
    given: dict[str, Any] = {}
    for page in ASKED.pages:
        keys = [option.key for option in options_of(page.question)]
        if not draw(st.booleans()):
            continue
        if page.question.kind == Kind.SEVERAL:
            given[page.key] = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
        else:
            given[page.key] = draw(st.sampled_from(keys)) if keys else "words"
    return given


def test_without_answers_only_what_everybody_is_asked_is_on_the_way() -> None:
    assert pages(ASKED, {}) == [
        "problem.litter", "problem.noise", "dark", "victim", "channels", "agree", "knows.scams", "postcode", "age",
    ]  # fmt: skip


def test_a_route_opens_step_by_step() -> None:
    assert next_page(ASKED, {"victim": "yes"}, "victim") == "reported"
    assert next_page(ASKED, {"victim": "yes", "reported": "no"}, "reported") == "why"
    assert next_page(ASKED, {"victim": "no", "reported": "no"}, "victim") == "channels"


def test_one_of_several_answers_opens_a_route() -> None:
    assert next_page(ASKED, {"channels": ["email", "radio"]}, "channels") == "radio"


def test_back_leads_over_what_was_not_asked() -> None:
    assert page_before(ASKED, {"victim": "no"}, "channels") == "victim"
    assert page_before(ASKED, {}, "problem.litter") == ""


def test_from_a_page_that_is_off_the_way_by_now_it_goes_on_to_the_next_that_is_on_it() -> None:
    assert next_page(ASKED, {"victim": "no"}, "why") == "channels"


def test_it_begins_at_the_first_and_ends_after_the_last() -> None:
    assert next_page(ASKED, {}) == "problem.litter"
    assert next_page(ASKED, {}, "age") == ""


def test_turning_back_keeps_answers_until_they_are_sent() -> None:
    held = with_answer({"victim": "yes", "reported": "no", "why": ["small"]}, "victim", "no")

    assert held["why"] == ["small"]
    assert clear_unreached(ASKED, held) == {"victim": "no"}


def test_taking_an_answer_away_leaves_no_trace_of_it() -> None:
    assert with_answer({"victim": "yes"}, "victim", None) == {}


@given(answered())
def test_no_answer_to_a_page_off_the_way_survives(held: dict[str, Any]) -> None:
    sent = clear_unreached(ASKED, held)

    assert set(sent) <= set(pages(ASKED, held))
    assert "why" not in sent or (sent["victim"] == "yes" and sent["reported"] in ("some", "no"))
    assert clear_unreached(ASKED, sent) == sent
    assert pages(ASKED, sent) == pages(ASKED, held)


@given(answered())
def test_pages_come_in_the_order_of_the_questionnaire_whatever_was_answered(held: dict[str, Any]) -> None:
    order = [page.key for page in ASKED.pages]

    way = pages(ASKED, held)

    assert way == sorted(way, key=order.index)
    assert len(set(way)) == len(way)


@given(answered())
def test_going_on_visits_the_way_and_going_back_retraces_it(held: dict[str, Any]) -> None:
    on, at = [], ""
    while at := next_page(ASKED, held, at):
        on.append(at)
    back = [on[-1]]
    while before := page_before(ASKED, held, back[-1]):
        back.append(before)

    assert on == pages(ASKED, held)
    assert back == on[::-1]


@given(st.lists(answered(), max_size=8))
def test_a_base_is_those_who_were_asked(responses: list[dict[str, Any]]) -> None:
    bases = routed_bases(ASKED, responses)

    for page in ASKED.pages:
        assert bases[page.key] == [page.key in pages(ASKED, each) for each in responses]
        assert routed_base(ASKED, responses, page.key) == bases[page.key]


def test_the_base_of_why_not_is_those_who_did_not_report() -> None:
    responses = [{"victim": "yes", "reported": "no"}, {"victim": "yes", "reported": "all"}, {"victim": "no"}, {}]

    assert routed_base(ASKED, responses, "why") == [True, False, False, False]
    assert routed_base(ASKED, responses, "reported") == [True, True, False, False]


def test_a_page_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        routed_base(ASKED, [], "nowhere")
