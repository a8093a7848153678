"""A year's choosing for tests: the dullest there is."""

from typing import Any

from django.utils import timezone

from frankpledge.web.assessments.models import Assessment, Found
from frankpledge.web.priorities import changes as priorities
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring import aligning, changes, deciding, publishing, rounds, standard
from frankpledge.web.scoring.models import Decision, Exercise, ExternalPlan, Panellist, Publication, Template, Theme
from tests.web.cast import Cast

TITLES = ("Break-ins", "Drug dealing", "Noise")


def a_priority(cast: Cast, title: str = "Fewer burglaries") -> Priority:
    return priorities.add(title=title, by=cast.viewer("cora"), today=cast.today)


def an_external_plan(cast: Cast, **facts: Any) -> ExternalPlan:
    whole = {
        "kind": "police_and_crime",
        "name": "Police and crime plan",
        "body": "The mayor of Frankshire",
        "version": "2024 to 2028",
        "from_on": cast.today,
        "objectives": ["Protect the vulnerable", "Fewer break-ins"],
    }
    return aligning.add_plan(by=cast.viewer("cora"), **whole | facts)


def a_template(cast: Cast, code: str = "partnership") -> Template:
    matrix = standard.matrix(code)
    assert matrix
    return changes.take_template(matrix=matrix, by=cast.viewer("cora"), today=cast.today)


def an_exercise(cast: Cast, *titles: str, panel: tuple[str, ...] = ("mo", "chris"), **facts: Any) -> Exercise:
    """Being prepared, with these themes and this panel."""
    template = facts.pop("template", None) or a_template(cast)
    whole = {"title": "Priorities for 2026", "template": template} | facts
    exercise = changes.begin(by=cast.viewer("cora"), today=cast.today, **whole)
    for title in titles or TITLES:
        changes.add_theme(exercise=exercise, title=title, by=cast.viewer("ana"))
    for name in panel:
        rounds.ask(exercise=exercise, person=cast.people[name], by=cast.viewer("cora"), today=cast.today)
    return exercise


def move(cast: Cast, exercise: Exercise, *stages: str) -> Exercise:
    for stage in stages:
        exercise = rounds.move(exercise=exercise, to=stage, by=cast.viewer("cora"))
    return exercise


def themes(exercise: Exercise) -> list[Theme]:
    return list(Theme.objects.filter(exercise=exercise).select_related("exercise__template").order_by("number"))


def say(cast: Cast, who: str, theme: Theme, reason: str = "", **levels: int) -> None:
    theme.exercise.refresh_from_db()
    rounds.score(theme=theme, answers={code: (level, reason) for code, level in levels.items()}, by=cast.viewer(who))


def decide(cast: Cast, theme: Theme, outcome: str = "chosen", **facts: Any) -> Decision:
    whole = {"reason": "Because", "on": cast.today, "today": cast.today} | facts
    theme.exercise.refresh_from_db()
    return deciding.decide(theme=theme, outcome=outcome, by=cast.viewer("cora"), **whole)


def a_scored_choosing(cast: Cast, *titles: str, **facts: Any) -> Exercise:
    """Its first round is closed: Mo and Chris scored harm and likelihood of each theme, the first the highest."""
    exercise = move(cast, an_exercise(cast, *titles, **facts), "first")
    for place, theme in enumerate(themes(exercise)):
        level = max(4 - place, 0)
        say(cast, "mo", theme, harm=level, likelihood=level, preventability=2, capacity=2)
        say(cast, "chris", theme, harm=max(level - 1, 0), likelihood=level, preventability=2, capacity=2)
    return move(cast, exercise, "discussion")


def a_decided_choosing(cast: Cast) -> Exercise:
    """The first theme was chosen, the others not."""
    exercise = move(cast, a_scored_choosing(cast), "choosing")
    for place, theme in enumerate(themes(exercise)):
        decide(cast, theme, "not_chosen" if place else "chosen", reason=f"Reason {place}")
    return move(cast, exercise, "decided")


def a_published_choosing(cast: Cast) -> Exercise:
    exercise = a_decided_choosing(cast)
    publication = publishing.ask(exercise=exercise, by=cast.viewer("cora"))
    publishing.release(publication=publication, by=cast.viewer("chris"))
    return exercise


def an_assessment(cast: Cast, *findings: dict[str, Any], restricted: tuple[str, ...] = ()) -> Assessment:
    """Computed, with these findings' data."""
    made = Assessment.objects.create(
        partnership=cast.partnerships["castermouth"],
        title="Assessment",
        area_code="E22000001",
        area_name="Castermouth",
        last_month="2025-12",
        begun_by=cast.people["ana"],
        computed_at=timezone.now(),
    )
    for place, data in enumerate(findings, start=1):
        Found.objects.create(
            partnership=made.partnership,
            assessment=made,
            key=data["id"],
            kind=data["kind"],
            strength=data.get("strength", "moderate"),
            data=data,
            html="",
            digest="0",
            position=place,
            restricted=data["id"] in restricted,
        )
    return made


def a_finding(key: str, kind: str, crime_type: str | None, *figures: tuple[Any, ...], **facts: Any) -> dict[str, Any]:
    """`figures` are (name, value, low, high)."""
    names = ("name", "value", "low", "high")
    whole = [dict(zip(names, each, strict=True)) | {"base": "of something", "unit": "count"} for each in figures]
    return {
        "id": key,
        "kind": kind,
        "crime_type": crime_type,
        "title": key,
        "statement": f"{key} says so.",
        "figures": whole,
        "table": None,
    } | facts


def a_bare_choosing(cast: Cast) -> Exercise:
    """The rows of one that is decided and published, and nothing else: quick, for tests that ask who may open what."""
    here, by = cast.partnerships["castermouth"], cast.people["cora"]
    exercise = Exercise.objects.create(
        partnership=here, title="Bare", template=a_template(cast), stage="decided", begun_on=cast.today, begun_by=by
    )
    Theme.objects.create(partnership=here, exercise=exercise, number=1, title="Break-ins")
    Panellist.objects.create(partnership=here, exercise=exercise, person=cast.people["mo"], asked_on=cast.today)
    now = timezone.now()
    Publication.objects.create(
        partnership=here, exercise=exercise, number=1, content={"themes": []}, asked_by=by, asked_at=now,
        released_by=cast.people["chris"], released_at=now,
    )  # fmt: skip
    return exercise
