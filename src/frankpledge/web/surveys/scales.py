"""The scales that questions are answered on. Steps and words are fixed, so that answers compare."""

from dataclasses import dataclass

from frankpledge.web.surveys.questionnaire import Kind, Option, Question, Text


@dataclass(frozen=True)
class Scale:
    """`steps` from one end to the other, then those aside; `top` are the two that results add up."""

    name: str
    steps: tuple[Option, ...]
    top: tuple[str, str]


DONT_KNOW = Option("dont_know", Text("Don’t know", "Ddim yn gwybod"), aside=True)
SCALES = {
    Kind.PROBLEM: Scale(
        "How big a problem",
        (
            Option("very", Text("A very big problem", "Problem fawr iawn")),
            Option("fairly", Text("A fairly big problem", "Problem eithaf mawr")),
            Option("not_very", Text("Not a very big problem", "Ddim yn broblem fawr iawn")),
            Option("none", Text("Not a problem at all", "Ddim yn broblem o gwbl")),
            DONT_KNOW,
        ),
        ("very", "fairly"),
    ),
    Kind.AGREEMENT: Scale(
        "Agree or disagree",
        (
            Option("strongly_agree", Text("Strongly agree", "Cytuno’n gryf")),
            Option("agree", Text("Agree", "Cytuno")),
            Option("neither", Text("Neither agree nor disagree", "Ddim yn cytuno nac yn anghytuno")),
            Option("disagree", Text("Disagree", "Anghytuno")),
            Option("strongly_disagree", Text("Strongly disagree", "Anghytuno’n gryf")),
            DONT_KNOW,
        ),
        ("strongly_agree", "agree"),
    ),
    Kind.INFORMED: Scale(
        "How much people know",
        (
            Option("a_lot", Text("I know a lot about it", "Rwy’n gwybod llawer amdano")),
            Option("a_little", Text("I know a little about it", "Rwy’n gwybod ychydig amdano")),
            Option("heard", Text("I have only heard of it", "Dim ond wedi clywed amdano ydw i")),
            Option("nothing", Text("I had not heard of it", "Doeddwn i ddim wedi clywed amdano")),
        ),
        ("a_lot", "a_little"),
    ),
    Kind.SAFETY: Scale(
        "How safe people feel",
        (
            Option("very_safe", Text("Very safe", "Diogel iawn")),
            Option("fairly_safe", Text("Fairly safe", "Eithaf diogel")),
            Option("fairly_unsafe", Text("Fairly unsafe", "Eithaf anniogel")),
            Option("very_unsafe", Text("Very unsafe", "Anniogel iawn")),
            Option("not_out", Text("I am never out there then", "Dydw i byth allan bryd hynny"), aside=True),
            DONT_KNOW,
        ),
        ("very_safe", "fairly_safe"),
    ),
}


def options_of(question: Question) -> tuple[Option, ...]:
    """What may be chosen at a question: its own options, or its scale's; none where words are written."""
    scale = SCALES.get(question.kind)
    return scale.steps if scale else question.options


NAMES = {
    Kind.ONE: "Choose one answer",
    Kind.SEVERAL: "Choose any number of answers",
    **{kind: scale.name for kind, scale in SCALES.items()},
    Kind.COMMENT: "Answer in words",
    Kind.POSTCODE: "Postcode",
}
