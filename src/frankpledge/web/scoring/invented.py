"""The demonstration's choosing: how its invented partnership came to its priorities, decided and published."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring import aligning, changes, deciding, filling, publishing, queries, rounds, standard
from frankpledge.web.scoring.models import Exercise, Theme

ASKED = ("harm", "likelihood", "preventability", "capacity", "confidence")
MINUTE = "Board, item 4"


@dataclass(frozen=True)
class InventedTheme:
    """`levels` are what members gather round, in the order of `ASKED`; `standing` is a priority that is there."""

    title: str
    what: str
    levels: tuple[int, int, int, int, int]
    concern: float
    outcome: str
    reason: str
    crime_type: str = ""
    standing: str = ""
    law: str = ""
    into: str = ""


THEMES = (
    InventedTheme(
        "Burglary of homes",
        "Break-ins at homes, most of them in the harbour streets.",
        (3, 2, 3, 4, 3),
        46,
        "chosen",
        "It fell, and it is still far above the rest of the county. The same homes are broken into again, and that can "
        "be prevented.",
        "Burglary",
        "Fewer homes broken into",
    ),
    InventedTheme(
        "Violence at night",
        "People hurt on Friday and Saturday nights, and at home.",
        (4, 3, 2, 3, 3),
        38,
        "chosen",
        "It hurts people most, whichever way the questions are weighed.",
        "Violence and sexual offences",
        "Evenings out without fear",
    ),
    InventedTheme(
        "Fly-tipping and small fires",
        "Rubbish dumped in lanes, and fires lit in it.",
        (1, 2, 3, 3, 2),
        64,
        "chosen",
        "The figures alone would not have chosen it. Residents name it first, and the partners can do much together. "
        "We say so openly.",
        "",
        "Places to be proud of",
    ),
    InventedTheme(
        "People drawn back into crime",
        "People who were caught before and are caught again.",
        (3, 3, 2, 4, 2),
        22,
        "by_law",
        "The law asks every partnership to work on it, whatever rank it has.",
        "",
        "Fewer people drawn back into crime",
        "section 6 of the Crime and Disorder Act 1998",
    ),
    InventedTheme(
        "Vehicle crime",
        "Cars and vans broken into or taken.",
        (1, 3, 3, 2, 3),
        33,
        "not_chosen",
        "It rose, and it does less harm than the others. The police deal with it alone this year; we look again if it "
        "rises further.",
        "Vehicle crime",
    ),
    InventedTheme(
        "Theft from shops",
        "Theft from the shops of the High Street.",
        (1, 2, 2, 2, 2),
        29,
        "not_chosen",
        "The shops and the police have a plan of their own, which we support. Part of the change is that small thefts "
        "can be told online.",
        "Shoplifting",
    ),
    InventedTheme(
        "Stolen bicycles",
        "Bicycles taken at the station.",
        (1, 1, 3, 1, 3),
        17,
        "merged",
        "The same places and the same people are behind both, so it goes with vehicle crime when that is looked at.",
        "Bicycle theft",
        into="Vehicle crime",
    ),
    InventedTheme(
        "Scams by telephone",
        "People who lose money to callers.",
        (3, 3, 1, 1, 1),
        31,
        "not_chosen",
        "It does great harm, and too little is known here of how much there is. Trading standards lead on it, and will "
        "bring figures next year.",
    ),
    InventedTheme(
        "Speeding in the villages",
        "Cars driven too fast through three villages.",
        (2, 2, 2, 1, 2),
        58,
        "dropped",
        "It is for the road safety partnership, which was told what residents said.",
    ),
)
REASONS = {
    "Fly-tipping and small fires": "I walk there: it is worse than any figure says.",
    "Scams by telephone": "Nobody tells us of most of these.",
}
NOTES = {
    "Fly-tipping and small fires": "The fire service showed where the fires were. Two members scored harm higher after "
    "that. The board agreed to follow residents here, and to say so.",
    "Vehicle crime": "Hard to tell from theft from shops on the scores. The argument was about who would do what.",
}
OBJECTIVES = (
    "Fewer victims of serious violence",
    "Protect people at risk of harm at home",
    "Fewer people offend again",
    "Safer roads",
)
SERVES = {"Evenings out without fear": (0, 2), "Fewer people drawn back into crime": (2, 3)}


@transaction.atomic
def invent_choosing(partnership: Partnership, people: dict[str, Viewer], today: date) -> None:
    """Made once: where there is a choosing, nothing changes. It leads to the priorities that are there already."""
    manager, analyst = people["coordinator"], people.get("analyst", people["coordinator"])
    with scope(partnership=partnership):
        if Exercise.objects.exists():
            return
        held = {each.title: each for each in priorities.current(manager)}
        exercise = _begin(manager, analyst, held, today)
        panel = _panel(exercise, manager, today)
        _score(exercise, panel, 1)
        exercise = rounds.move(exercise=exercise, to="discussion", by=manager)
        _discuss(exercise, manager)
        exercise = rounds.move(exercise=exercise, to="second", by=manager)
        _score(exercise, panel, 2)
        exercise = rounds.move(exercise=exercise, to="choosing", by=manager)
        _decide(exercise, held, manager, today)
        exercise = rounds.move(exercise=exercise, to="decided", by=manager)
        publication = publishing.ask(exercise=exercise, by=manager)
        publishing.release(publication=publication, by=people["chair"])
        _objectives(held, manager, today)


def _begin(manager: Viewer, analyst: Viewer, held: dict[str, Priority], today: date) -> Exercise:
    matrix = standard.matrix("partnership")
    assert matrix is not None
    kind = Assessment.Kind.ASSESSMENT
    exercise = changes.begin(
        title="Priorities for the plan (invented)",
        template=changes.take_template(matrix=matrix, by=manager, today=today - timedelta(days=70)),
        assessment=Assessment.objects.filter(kind=kind).order_by("pk").first(),
        places=4,
        by=manager,
        today=today - timedelta(days=70),
    )
    for invented in THEMES:
        theme = changes.add_theme(
            exercise=exercise,
            title=invented.title,
            what=invented.what,
            crime_type=invented.crime_type,
            priority=held.get(invented.standing),
            by=analyst,
        )
        filling.say_concern(
            theme=theme,
            percent=invented.concern,
            base="of 412 who answered the autumn consultation (invented), open to anybody",
            by=analyst,
        )
    if exercise.assessment is not None:
        filling.fill(exercise=exercise, by=analyst)
    return exercise


def _panel(exercise: Exercise, manager: Viewer, today: date) -> list[Viewer]:
    asked = list(queries.could_be_asked(manager, exercise))
    for person in asked:
        rounds.ask(exercise=exercise, person=person, by=manager, today=today)
    rounds.move(exercise=exercise, to="first", by=manager)
    found = (viewer_of(person, exercise.partnership, today) for person in asked)
    return [viewer for viewer in found if viewer is not None]


def _score(exercise: Exercise, panel: list[Viewer], number: int) -> None:
    """Members gather round the levels, each a step away now and then; less so in the second round."""
    for row, theme in enumerate(_themes(exercise)):
        invented = next(each for each in THEMES if each.title == theme.title)
        for at, member in enumerate(panel):
            answers: dict[str, tuple[int | None, str]] = {}
            for column, (code, middle) in enumerate(zip(ASKED, invented.levels, strict=True)):
                step = (-1, 0, 1, 0, 0)[(at * 3 + row * 2 + column * (at + 1)) % 5]
                step = 0 if number == 2 and at % 2 else step
                least, most = (1, 3) if code == "confidence" else (0, 4)
                reason = REASONS.get(theme.title, "") if code == "harm" and at == 1 else ""
                answers[code] = (min(max(middle + step, least), most), reason)
            rounds.score(theme=theme, answers=answers, by=member)
    for member in panel:
        rounds.finish(exercise=exercise, by=member)


def _discuss(exercise: Exercise, manager: Viewer) -> None:
    for theme in _themes(exercise):
        if theme.title in NOTES:
            rounds.note(theme=theme, text=NOTES[theme.title], by=manager)


def _decide(exercise: Exercise, held: dict[str, Priority], manager: Viewer, today: date) -> None:
    themes = {theme.title: theme for theme in _themes(exercise)}
    on = today - timedelta(days=21)
    for invented in THEMES:
        wanted = invented.outcome in deciding.TAKEN
        there = invented.standing in held
        deciding.decide(
            theme=themes[invented.title],
            outcome=invented.outcome if there or not wanted else "not_chosen",
            reason=invented.reason,
            law=invented.law,
            into=themes.get(invented.into),
            minute=MINUTE,
            on=on,
            today=today,
            by=manager,
        )
    for title in sorted({each.standing for each in THEMES} & set(held)):
        deciding.review(
            exercise=exercise,
            priority=held[title],
            verdict="keep",
            reason="It was chosen again, on this year’s figures.",
            minute=MINUTE,
            on=on,
            today=today,
            by=manager,
        )


def _objectives(held: dict[str, Priority], manager: Viewer, today: date) -> None:
    plan = aligning.add_plan(
        kind="police_and_crime",
        name="Police and crime plan of Frankshire (invented)",
        body="The mayor of Frankshire",
        version="2024 to 2028",
        from_on=today - timedelta(days=400),
        objectives=OBJECTIVES,
        by=manager,
    )
    numbers = list(plan.objectives.order_by("number").values_list("pk", flat=True))
    for title, (place, strength) in SERVES.items():
        if title in held:
            aligning.align(priority=held[title], answers={numbers[place]: (strength, "")}, by=manager)


def _themes(exercise: Exercise) -> list[Theme]:
    return list(exercise.themes.select_related("exercise__template").order_by("number"))
