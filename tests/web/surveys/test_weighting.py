"""Answers weighted to those who live here: by ethnic group as well, and every group called by its name."""

import pytest

from frankpledge.web.surveys.models import Survey, Weighting
from frankpledge.web.surveys.questionnaire import Kind, Option, Question, Questionnaire, Text
from frankpledge.web.surveys.results_population import Residents
from frankpledge.web.surveys.results_weights import can_be_weighted, fits, weigh, words
from frankpledge.web.surveys.tables import Answered, frame

AGE = {"16_24": "16 to 24", "25_over": "25 and over"}
ETHNIC = {"asian": "Asian or Asian British", "white": "White"}
HELD = Residents(
    {
        "age": {"15": 500, "20": 300, "40": 300, "80": 400},
        "ethnicity": {"Asian: Indian": 150, "Asian: Chinese": 50, "White: British": 700, "White: Irish": 100},
        "ward": {"E05000002": 400, "E05000001": 600},
    },
    {"age": "of an age", "ethnicity": "of a group", "ward": "of a ward"},
    {"E05000001": "Quayside", "E05000002": "Abbey"},
)


def asked(key: str, options: dict[str, str]) -> Question:
    made = tuple(Option(each, Text(text)) for each, text in options.items())
    return Question(key, Kind.ONE, Text(key.title()), options=made, code=key, wording=1)


def answered(ethnic: dict[str, str] = ETHNIC, *, asian: int = 4, white: int = 36):
    """As many answers of each group; every fourth of somebody under 25, every second from Abbey."""
    groups = [next(iter(ethnic))] * asian + ["white"] * white
    return frame(
        {1: Questionnaire(questions=(asked("age", AGE), asked("ethnicity", ethnic)))},
        [
            Answered(
                1,
                {"ethnicity": group, "age": "25_over" if at % 4 else "16_24"},
                ward=("E05000001", "E05000002")[at % 2],
                ward_name=("Quayside", "Abbey")[at % 2],
            )
            for at, group in enumerate(groups)
        ],
    )


def weighed(held, *margins: str):
    return weigh(Survey(sampling=Survey.Sampling.RANDOM), held, HELD, Weighting(margins=list(margins), limit=5))


def test_a_group_that_answered_less_weighs_as_much_as_it_is_of_those_who_live_here():
    found = weighed(answered(), "ethnicity").raking

    assert found is not None
    assert found.weights[:4] == pytest.approx(
        2
    )  # a tenth of the answers, a fifth (200 of 1,000) of those who live here
    assert found.weights[4:] == pytest.approx(0.8 / 0.9)


def test_an_ethnic_question_of_ones_own_cannot_be_weighted_to():
    held = answered({"cornish": "Cornish", "white": "White"})

    assert "ethnicity" not in [each.name for each in can_be_weighted(held, HELD)]
    assert weighed(held, "ethnicity").raking is None


def test_each_group_is_called_by_its_name_in_the_order_of_the_survey():
    held = answered()

    named = fits(weighed(held, "age", "ethnicity", "ward"), held, HELD)

    assert [name for name, _ in named] == [
        "Age: 16 to 24",
        "Age: 25 and over",
        "Ethnic group: Asian or Asian British",
        "Ethnic group: White",
        "Ward: Abbey",
        "Ward: Quayside",
    ]
    assert [round(fit.population_percent) for _, fit in named] == [30, 70, 20, 80, 40, 60]


def test_who_is_weighted_to_is_said_in_words():
    held = answered()

    said = words(weighed(held, "age", "ethnicity"), 5)

    assert said[0].en == "Answers are weighted so that they match who lives here by age and ethnic group."


def test_without_weights_there_is_nothing_to_fit():
    held = answered()

    assert fits(weighed(held), held, HELD) == []
