"""The panel and its rounds: who is asked, what they score, and when a round is opened and closed."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Person
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.scoring import letters, queries
from frankpledge.web.scoring.events import Event
from frankpledge.web.scoring.models import Exercise, Note, Panellist, Score, Settled, Theme
from frankpledge.web.scoring.permissions import (
    reason_not_to_decide,
    reason_not_to_discuss,
    reason_not_to_run,
    reason_not_to_score,
)

Stage = Exercise.Stage
FEWEST = 2  # with fewer members, closing a round would show what one of them said


@transaction.atomic
def ask(*, exercise: Exercise, person: Person, by: Viewer, today: date) -> Panellist:
    """Ask somebody of the partnership to score; somebody who left the panel comes back with what they said."""
    permissions.require(reason_not_to_run(by))
    if exercise.stage not in (Stage.PREPARING, Stage.FIRST):
        raise ValidationError("The first round is closed: nobody joins the panel any more.")
    place = Panellist.objects.filter(exercise=exercise, person=person).first()
    if place is None:
        if not queries.could_be_asked(by, exercise).filter(pk=person.pk).exists():
            raise ValidationError("Only people whose role scores themes can be asked.")
        place = Panellist(partnership=by.partnership, exercise=exercise, person=person, asked_on=today)
    place.left_on = None
    place.full_clean()
    place.save()
    record(Event.ASKED, subject=place, by=by)
    letters.ask_one(exercise, place)
    return place


@transaction.atomic
def leave(*, place: Panellist, by: Viewer, today: date) -> Panellist:
    """Somebody is no longer on the panel: what they said is kept, and counts no longer."""
    permissions.require(reason_not_to_run(by))
    if place.exercise.seen:
        raise ValidationError("A round is closed: who scored stays on the panel, and so does what they said.")
    place.left_on = today
    place.save(update_fields=["left_on"])
    record(Event.LEFT, subject=place, by=by)
    return place


@transaction.atomic
def score(*, theme: Theme, answers: Mapping[str, tuple[int | None, str]], by: Viewer) -> None:
    """
    What the viewer says of one theme in the round that is open: criterion → (level, reason).

    None leaves a criterion as the evidence says, or unanswered. Where evidence filled it, another level needs a reason.

    The record holds that a member began to score in a round, once, and neither which theme nor when they changed their
    mind: where one member alone scored a theme, or scored it at a moment that the record tells, its level would be theirs
    for everybody who reads both, also once the round is closed.
    """
    exercise = Exercise.objects.select_for_update().get(pk=theme.exercise_id)
    mine = queries.my_place(by, exercise)
    permissions.require(reason_not_to_score(by, exercise, mine))
    assert exercise.round is not None
    asked = {each.code: each for each in exercise.template.matrix.judged}
    evidence = {each.criterion: each for each in theme.filled.all()}
    own = Score.objects.filter(panellist=mine, round=exercise.round)
    begun = own.exists()
    held = {each.criterion: each for each in own.filter(theme=theme)}
    for code, (level, reason) in answers.items():
        criterion = asked.get(code)
        if criterion is None:
            raise ValidationError("The template does not ask that.")
        if level is None:
            if code in held:
                held[code].delete()
            continue
        if level not in {each.score for each in criterion.levels}:
            raise ValidationError(f"{criterion.name} has no such level.")
        filled = evidence.get(code)
        if filled is not None and filled.level is not None and level != filled.level and not reason.strip():
            raise ValidationError(f"{criterion.name}: say why you score it otherwise than the figures do.")
        said = held.get(code) or Score(
            partnership=by.partnership, theme=theme, panellist=mine, round=exercise.round, criterion=code
        )
        said.level, said.reason = level, reason.strip()
        # What belongs to it was just read, and `held` shows that there is no other: the database is not asked again.
        said.clean_fields(exclude=("partnership", "theme", "panellist"))
        said.save()
    if not begun and own.exists():
        assert mine is not None
        record(Event.SCORED, subject=mine, by=by, round=exercise.round)


@transaction.atomic
def finish(*, exercise: Exercise, by: Viewer) -> Panellist:
    """The viewer has said all that they want to in this round; until it is closed they can still change it."""
    mine = queries.my_place(by, exercise)
    permissions.require(reason_not_to_score(by, exercise, mine))
    assert mine is not None
    assert exercise.round is not None
    mine.finished = exercise.round
    mine.save(update_fields=["finished"])
    record(Event.FINISHED, subject=mine, by=by, round=exercise.round)
    return mine


@transaction.atomic
def move(*, exercise: Exercise, to: str, by: Viewer, score_by: date | None = None) -> Exercise:
    """
    Open a round, close it, or say that all is decided. Closing a round freezes its scores.

    `score_by` is the day by which a second round's scores are wanted; the first one's is the exercise's own.
    """
    permissions.require(reason_not_to_run(by))
    held = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if to not in held.next_stages:
        raise ValidationError("It cannot go on like that from where it is now.")
    _check(held, to)
    if held.round is not None:
        Score.objects.filter(partnership=by.partnership, theme__exercise=held, round=held.round).update(closed=True)
    letters.ask_nobody(held)
    held.stage = to
    if to == Stage.SECOND:
        held.score_by = score_by
    held.save(update_fields=["stage", "score_by"])
    letters.ask_for_scores(held)
    record(Event.MOVED, subject=held, by=by, stage=to)
    exercise.stage, exercise.score_by = to, held.score_by
    return held


def _check(exercise: Exercise, to: str) -> None:
    on_it = exercise.panel.filter(left_on=None)
    if to == Stage.FIRST:
        if exercise.themes.count() < 2:
            raise ValidationError("There are at least two themes to choose from.")
        if on_it.count() < FEWEST:
            raise ValidationError("Ask at least two people to score: nobody is to be known by what one of them said.")
    if to == Stage.DISCUSSION:
        scored = Score.objects.filter(theme__exercise=exercise, round=1, panellist__in=on_it)
        if scored.values("panellist").distinct().count() < FEWEST:
            raise ValidationError("Fewer than two people have scored: closing now would show what one of them said.")
    if to == Stage.DECIDED:
        undecided = exercise.themes.filter(decisions=None).count()
        if undecided:
            raise ValidationError(f"{undecided} theme{'s' if undecided > 1 else ''} wait for a decision with a reason.")


@transaction.atomic
def note(*, theme: Theme, text: str, by: Viewer) -> Note:
    """Write down what was said of a theme."""
    permissions.require(reason_not_to_discuss(by, theme.exercise))
    said = Note(partnership=by.partnership, theme=theme, text=text.strip(), by=by.person)
    said.full_clean()
    said.save()
    record(Event.NOTED, subject=theme, by=by)
    return said


@transaction.atomic
def settle(*, theme: Theme, criterion: str, level: int, reason: str, by: Viewer) -> Settled:
    """Settle on a level in place of the panel's middle. What each member said stays beside it."""
    permissions.require(reason_not_to_decide(by, theme.exercise))
    asked = theme.exercise.template.matrix.by_code.get(criterion)
    if asked is None or level not in {each.score for each in asked.levels}:
        raise ValidationError("The template has no such level.")
    settled = Settled(
        partnership=by.partnership, theme=theme, criterion=criterion, level=level, reason=reason.strip(), by=by.person
    )
    settled.full_clean()
    settled.save()
    record(Event.SETTLED, subject=theme, by=by, criterion=criterion)
    return settled
