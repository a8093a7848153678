"""Answers by group: a table for each question, with whichever is fewer across, so that it fits its box."""

from typing import Any

from django.template.loader import render_to_string

from frankpledge.web.surveys.results_words import words


def a_question(answers: str, groups: str) -> dict[str, Any]:
    """Each letter is an answer, or a group; of the group Z nobody answered."""
    return {
        "text": {"en": f"Question {answers}"},
        "columns": [{"text": {"en": f"Answer {each}"}} for each in answers],
        "rows": [
            {
                "text": {"en": f"Ward {group}"},
                "base": 0 if group == "Z" else 40 + at,
                "cells": [{"hidden": place == 1, "percent": 10 * (at + 1) + place} for place, _ in enumerate(answers)],
            }
            for at, group in enumerate(groups)
        ],
    }


def tables(*questions: dict[str, Any]) -> list[list[list[str]]]:
    """The rows of each table as the words in their cells."""
    cross = {"text": {"en": "Ward"}, "pages": list(questions)}
    made = render_to_string("surveys/results_parts/crosses.html", {"cross": cross, "lang": "en", "w": words("en")})
    return [
        [[cell.split(">", 1)[1].split("</t")[0].strip() for cell in _cells(row)] for row in table.split("<tr")[1:]]
        for table in made.split("<table")[1:]
    ]


def _cells(row: str) -> list[str]:
    return row.replace("<td", "\0").replace("<th ", "\0").split("\0")[1:]


def test_each_question_is_a_table_of_its_own():
    assert [table[0] for table in tables(a_question("pq", "ABC"), a_question("r", "AB"))] == [
        ["Group", "Answer p", "Answer q", "Who answered"],
        ["Group", "Answer r", "Who answered"],
    ]


def test_groups_stand_across_where_there_are_more_answers_than_groups():
    [table] = tables(a_question("pqr", "AB"))

    assert table == [
        ["Answer", "Ward A", "Ward B"],
        ["Answer p", "10%", "20%"],
        ["Answer q", "hidden", "hidden"],
        ["Answer r", "12%", "22%"],
        ["Who answered", "40", "41"],
    ]


def test_a_group_of_which_nobody_answered_is_not_there():
    assert tables(a_question("p", "AZ")) == [[["Group", "Answer p", "Who answered"], ["Ward A", "10%", "40"]]]
