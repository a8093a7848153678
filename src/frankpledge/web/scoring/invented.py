"""The demonstration's choosing: how its invented partnership came to its priorities, decided and published."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring import aligning, changes, deciding, filling, publishing, queries, rounds, standard, taking
from frankpledge.web.scoring.concern import Concern, newest
from frankpledge.web.scoring.invented_themes import ASKED, NOTES, REASONS, SUGGESTED, THEMES, InventedTheme
from frankpledge.web.scoring.models import Exercise, Theme

MINUTE = "Board, item 4"


OBJECTIVES = (
    "Fewer victims of serious violence",
    "Protect people at risk of harm at home",
    "Fewer people offend again",
    "Safer roads",
)
SERVES = {"Evenings out without fear": (0, 2), "Fewer people drawn back into crime": (2, 3)}


EVERY: dict[str, InventedTheme] = {each.title: each for each in (*THEMES, *SUGGESTED)}


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
    said = {each.key: each for each in newest(analyst, timezone.now())[1]}
    for invented in THEMES:
        theme = changes.add_theme(
            exercise=exercise,
            title=invented.title,
            what=invented.what,
            crime_type=invented.crime_type,
            priority=held.get(invented.standing),
            by=analyst,
        )
        _say(theme, said, analyst)
    suggested = [pair for pair in filling.suggested(analyst, exercise, _themes(exercise)) if pair[0] in EVERY]
    for theme in taking.take(exercise=exercise, suggested=suggested, by=analyst):
        _say(theme, said, analyst)
    return exercise


def _say(theme: Theme, said: dict[str, Concern], analyst: Viewer) -> None:
    asked = EVERY[theme.title].asked
    if asked in said:
        taking.take_concern(theme=theme, concern=said[asked], by=analyst)


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
        invented = EVERY[theme.title]
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
    for theme in themes.values():
        invented = EVERY[theme.title]
        wanted = invented.outcome in deciding.TAKEN
        there = invented.standing in held
        deciding.decide(
            theme=theme,
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
