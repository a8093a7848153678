"""What a survey asks: to JSON and back, checked answers, faults in words, the bank and writing."""

from dataclasses import replace

import pytest

from frankpledge.web.surveys import writing
from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.checking import LONGEST, NotAnAnswer, check
from frankpledge.web.surveys.faults import faults, in_words, missing_welsh
from frankpledge.web.surveys.questionnaire import (
    Condition,
    Item,
    Kind,
    NotAQuestionnaire,
    Option,
    Question,
    Questionnaire,
    Text,
    from_json,
)
from frankpledge.web.surveys.scales import SCALES
from tests.web.surveys.asked import a_questionnaire, options, words

ASKED = a_questionnaire()


def said(asked: Questionnaire) -> list[str]:
    return [fault.words for fault in faults(asked)]


def test_a_questionnaire_comes_back_from_json_as_it_went() -> None:
    assert from_json(ASKED.as_json()) == ASKED
    assert from_json(ASKED.as_json()).digest() == ASKED.digest()


def test_another_word_is_another_digest() -> None:
    assert replace(ASKED, title=words("Else")).digest() != ASKED.digest()


@pytest.mark.parametrize("held", [{"questions": [{}]}, {"title": {"fr": "Bonjour"}}, {"questions": [3]}])
def test_what_is_no_questionnaire_is_refused(held: dict) -> None:
    with pytest.raises(NotAQuestionnaire):
        from_json(held)


def test_words_without_welsh_are_said_in_english_and_marked_so() -> None:
    english = Text("Litter")

    assert (english.say("cy"), english.spoken("cy")) == ("Litter", "en")
    assert words("Litter").spoken("cy") == "cy"


def test_items_are_pages_never_a_grid() -> None:
    assert ASKED.question("problem").pages == ("problem.litter", "problem.noise")
    assert ASKED.page("problem.noise").item.text.en == "Noise"


def test_pages_compare_only_in_one_wording_of_one_question_and_item() -> None:
    newer = replace(ASKED.question("problem"), wording=2)
    again = a_questionnaire(newer)

    assert ASKED.page("problem.litter").same_as(ASKED.page("problem.litter"))
    assert not ASKED.page("problem.litter").same_as(ASKED.page("problem.noise"))
    assert not ASKED.page("problem.litter").same_as(again.page("problem.litter"))
    assert not ASKED.page("agree").same_as(ASKED.page("agree"))  # one's own question


class TestAnswers:
    def test_of_a_scale_is_the_step(self) -> None:
        assert check(ASKED, "problem.litter", ["fairly"]) == "fairly"

    def test_of_several_come_in_the_order_of_the_options(self) -> None:
        assert check(ASKED, "channels", ["radio", "email"]) == ["email", "radio"]

    def test_may_be_left_empty_unless_needed(self) -> None:
        assert check(ASKED, "dark", [""]) is None
        with pytest.raises(NotAnAnswer, match="Choose an answer"):
            check(ASKED, "victim", [])
        with pytest.raises(NotAnAnswer, match="Dewiswch ateb"):
            check(ASKED, "victim", [], "cy")

    @pytest.mark.parametrize("given", [["enormous"], ["very", "fairly"], ["very", "enormous"]])
    def test_that_are_not_offered_are_refused(self, given: list[str]) -> None:
        with pytest.raises(NotAnAnswer, match="listed"):
            check(ASKED, "problem.litter", given)

    def test_none_of_these_goes_with_nothing_else(self) -> None:
        assert check(ASKED, "why", ["none"]) == ["none"]
        with pytest.raises(NotAnAnswer, match="None of these"):
            check(ASKED, "why", ["none", "small"])

    def test_are_as_many_as_may_be_chosen(self) -> None:
        asked = a_questionnaire(replace(ASKED.question("channels"), most=1))
        with pytest.raises(NotAnAnswer, match="at most 1"):
            check(asked, "channels", ["email", "radio"])

    def test_in_words_are_kept_as_written_up_to_a_page(self) -> None:
        assert check(ASKED, "radio", ["  Coast FM\r\nor none "]) == "Coast FM\nor none"
        with pytest.raises(NotAnAnswer, match="at most"):
            check(ASKED, "radio", ["x" * (LONGEST + 1)])

    @pytest.mark.parametrize("given", ["ab1 2cd", "AB12CD", " a b 1-2 c d."])
    def test_a_postcode_is_written_in_many_ways(self, given: str) -> None:
        assert check(ASKED, "postcode", [given]) == "AB12CD"

    @pytest.mark.parametrize("given", ["AB1", "12345", "nowhere"])
    def test_half_a_postcode_is_refused(self, given: str) -> None:
        with pytest.raises(NotAnAnswer, match="whole postcode"):
            check(ASKED, "postcode", [given])


class TestFaults:
    def test_a_whole_questionnaire_has_none(self) -> None:
        assert faults(ASKED) == []
        assert missing_welsh(ASKED) == []

    def test_nothing_asked_and_no_title(self) -> None:
        assert said(Questionnaire()) == ["It has no title.", "It asks nothing yet."]

    def test_a_route_to_a_later_question(self) -> None:
        assert any("comes later" in each for each in said(writing.move(ASKED, "victim", 5)))

    def test_a_route_to_itself(self) -> None:
        looped = replace(ASKED.question("dark"), route=(Condition("dark", ("very_safe",)),))
        assert any("comes later" in each for each in said(a_questionnaire(looped)))

    def test_a_route_to_a_question_that_is_gone_or_an_answer_that_is(self) -> None:
        gone = Question("x", Kind.COMMENT, words("X"), route=(Condition("nowhere", ("yes",)),))
        renamed = replace(ASKED.question("reported"), route=(Condition("victim", ("perhaps",)),))

        assert any("no longer there" in each for each in said(a_questionnaire(gone)))
        assert any("does not have" in each for each in said(a_questionnaire(ASKED.question("victim"), renamed)))

    def test_answers_that_are_too_few_or_there_twice(self) -> None:
        assert any("two answers" in each for each in said(a_questionnaire(Question("x", Kind.ONE, words("X")))))
        twice = Question("x", Kind.ONE, words("X"), options=(*options("a"), Option("b", words("A"))))
        assert "“a” is there 2 times." in said(a_questionnaire(twice))

    def test_items_where_there_are_none(self) -> None:
        grid = Question("x", Kind.COMMENT, words("X"), items=(Item("a", words("A")),))
        assert any("about one thing" in each for each in said(a_questionnaire(grid)))

    def test_the_postcode_twice(self) -> None:
        postcode = ASKED.question("postcode")
        assert "It asks for the postcode twice." in said(a_questionnaire(postcode, replace(postcode, key="again")))

    def test_missing_welsh_is_listed_question_by_question(self) -> None:
        half = Question("x", Kind.ONE, words("X"), options=(Option("a", Text("Ay")), Option("b", Text("Bee"))))
        [fault] = missing_welsh(a_questionnaire(half))
        assert (fault.question, fault.words) == ("x", "No Welsh for: Ay; Bee")

    def test_a_route_is_said_in_words(self) -> None:
        assert in_words(ASKED.question("why"), ASKED) == "Only for people who said “some” or “no” to “Was it reported?”"
        assert in_words(ASKED.question("victim"), ASKED) == ""


class TestBank:
    @pytest.mark.parametrize("template", bank().templates, ids=lambda template: template.key)
    def test_its_surveys_can_be_opened_in_both_languages(self, template) -> None:
        assert faults(template.questionnaire) == []
        assert missing_welsh(template.questionnaire) == []

    @pytest.mark.parametrize("entry", bank().entries, ids=lambda entry: entry.code)
    def test_each_question_stands_with_what_it_needs_and_in_both_languages(self, entry) -> None:
        asked, added = writing.add_from_bank(a_questionnaire(ASKED.question("dark")), entry.code)

        assert entry.code == "safe-dark" or added[-1].code == entry.code
        assert faults(asked) == []
        assert missing_welsh(asked) == []
        assert all(each.wording == number for number, each in enumerate(entry.wordings, 1))

    def test_no_code_stands_for_two_questions(self) -> None:
        assert len({entry.code for entry in bank().entries}) == len(bank().entries)

    def test_scales_have_welsh_for_every_step(self) -> None:
        assert all(step.text.cy for scale in SCALES.values() for step in scale.steps)
        assert all(set(scale.top) <= {step.key for step in scale.steps} for scale in SCALES.values())


class TestWriting:
    def test_a_question_of_the_bank_brings_those_that_it_depends_on(self) -> None:
        asked, added = writing.add_from_bank(Questionnaire(), "why-not")

        assert [each.key for each in added] == ["victim", "reported", "why-not"]
        assert writing.add_from_bank(asked, "why-not") == (asked, [])

    def test_a_key_that_is_taken_is_left_to_its_owner(self) -> None:
        mine = Question("victim", Kind.COMMENT, words("Mine"))

        _, added = writing.add_from_bank(a_questionnaire(mine), "reported")

        assert [each.key for each in added] == ["victim-2", "reported"]
        assert added[1].route[0].page == "victim-2"

    def test_it_moves_no_further_than_the_ends(self) -> None:
        order = [each.key for each in writing.move(ASKED, "dark", -9).questions]
        assert order[0] == "dark"
        assert [each.key for each in writing.move(ASKED, "dark", 99).questions][-1] == "dark"

    def test_with_a_question_go_the_conditions_that_rest_on_it(self) -> None:
        asked = writing.remove(ASKED, "victim")

        assert asked.question("reported").route == ()
        assert faults(asked) == []

    def test_made_ones_own_it_compares_with_nothing(self) -> None:
        mine = writing.own(ASKED.question("problem"))
        assert not mine.same_as(ASKED.question("problem"))
        assert {item.code for item in mine.items} == {""}

    def test_the_newest_wording_keeps_key_items_and_route(self) -> None:
        older = replace(bank().entry("dealing").wordings[0], key="mine", route=(Condition("victim", ("yes",)),))

        newest = writing.newest(older)

        assert (newest.wording, newest.key, newest.route) == (2, "mine", older.route)
        assert newest.text != older.text
        assert not newest.same_as(older)
