"""Questionnaires for tests: the dullest there are, with every kind of question and a route of two steps."""

from typing import Any

from frankpledge.web.surveys.questionnaire import (
    Condition,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    Text,
)


def words(english: str) -> Text:
    return Text(english, f"{english} (cy)")


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, words(key)) for key in keys)


NONE = Option("none", words("None of these"), exclusive=True)
QUESTIONS = (
    Question(
        "problem",
        Kind.PROBLEM,
        words("How big a problem is this?"),
        items=(Item("litter", words("Litter"), "litter", 1), Item("noise", words("Noise"), "noise", 1)),
        code="problem",
        wording=1,
    ),
    Question("dark", Kind.SAFETY, words("How safe after dark?"), code="safe-dark", wording=1),
    Question("victim", Kind.ONE, words("A victim in the last year?"), options=options("yes", "no"), required=True),
    Question(
        "reported",
        Kind.ONE,
        words("Was it reported?"),
        options=options("all", "some", "no"),
        route=(Condition("victim", ("yes",)),),
    ),
    Question(
        "why",
        Kind.SEVERAL,
        words("Why not?"),
        options=(*options("small", "useless"), NONE),
        route=(Condition("reported", ("some", "no")),),
    ),
    Question("channels", Kind.SEVERAL, words("How shall we tell you?"), options=options("email", "leaflet", "radio")),
    Question("radio", Kind.COMMENT, words("Which station?"), route=(Condition("channels", ("radio",)),)),
    Question("agree", Kind.AGREEMENT, words("Do you agree?")),
    Question("knows", Kind.INFORMED, words("How much do you know?"), items=(Item("scams", words("Scams")),)),
    Question("postcode", Kind.POSTCODE, words("Your postcode")),
    Question("age", Kind.ONE, words("Your age"), options=options("under_25", "25_and_over"), code="age", wording=1),
)


def a_questionnaire(*questions: Question, **texts: Text) -> Questionnaire:
    whole: dict[str, Any] = {
        "title": words("Safe in Castermouth"),
        "intro": words("Tell us."),
        "thanks": words("Thank you."),
    } | texts
    return Questionnaire(**whole, questions=questions or QUESTIONS)
