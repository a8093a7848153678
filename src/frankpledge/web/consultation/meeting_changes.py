"""Every change to a meeting or event: checked, made and recorded in one transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation.events import Event
from frankpledge.web.consultation.models import Meeting, Presence, Question
from frankpledge.web.consultation.permissions import reason_not_to_write
from frankpledge.web.consultation.saving import keep, put, same_version


@transaction.atomic
def add(*, by: Viewer, **facts: Any) -> Meeting:
    """A meeting or event that is planned, or was held."""
    permissions.require(reason_not_to_write(by))
    held = Meeting(partnership=by.partnership)
    put(held, facts)
    return keep(held, Event.MEETING_ADDED, by, meeting=held.kind)


@transaction.atomic
def change(*, held: Meeting, version: int, by: Viewer, **facts: Any) -> Meeting:
    """
    New facts of a meeting. One that is moved to another day keeps the day it was to be on, and why.

    Raises ChangedMeanwhile where another change came first.
    """
    permissions.require(reason_not_to_write(by, held))
    found: Meeting = Meeting.objects.select_for_update().get(pk=held.pk)
    same_version(found, version)
    before = found.on
    put(found, facts)
    moved = found.on != before and found.state == Meeting.State.PLANNED
    if moved:
        if found.notice_on and not found.changed_because:
            raise ValidationError({"changed_because": "People were told of the day: say why it is moved."})
        found.moved_from = before
    return keep(found, Event.MEETING_CHANGED, by, moved_from=str(before) if moved else "")


@transaction.atomic
def cancel(*, held: Meeting, because: str, by: Viewer) -> Meeting:
    """It is not held; that it was planned stays."""
    permissions.require(reason_not_to_write(by, held))
    if held.state == Meeting.State.HELD:
        raise ValidationError("It was held already.")
    held.state, held.changed_because = Meeting.State.CANCELLED, because.strip()
    held.version += 1
    return keep(held, Event.MEETING_CANCELLED, by, reason=because.strip())


@transaction.atomic
def say_how_it_went(*, held: Meeting, present: dict[Agency, str], by: Viewer, today: date, **facts: Any) -> Meeting:
    """It was held: what was talked about, whose senior people were there, and what residents were told after."""
    permissions.require(reason_not_to_write(by, held))
    if held.on > today:
        raise ValidationError("Its day has not come yet.")
    put(held, facts | {"state": Meeting.State.HELD})
    if held.feedback_on and held.feedback_on > today:
        raise ValidationError({"feedback_on": "That day has not come yet."})
    held.version += 1
    held.present.all().delete()
    keep(held, Event.MEETING_HELD, by, agencies=sorted(agency.pk for agency in present))
    for agency, post in present.items():
        there = Presence(partnership=by.partnership, meeting=held, agency=agency, post=post.strip())
        there.full_clean()
        there.save()
    return held


@transaction.atomic
def ask(*, held: Meeting, by: Viewer, today: date, **facts: Any) -> Question:
    """What was asked there, with the answer where it was given at once. Who asked is not kept."""
    permissions.require(reason_not_to_write(by, held))
    made = Question(partnership=by.partnership, meeting=held)
    put(made, facts)
    made.answered_on = today if made.answer else None
    return keep(made, Event.ASKED, by, subject=held)


@transaction.atomic
def answer(*, question: Question, answer: str, agency: Agency | None, by: Viewer, today: date) -> Question:
    """The answer, given after the meeting."""
    permissions.require(reason_not_to_write(by, question.meeting))
    if not answer.strip():
        raise ValidationError({"answer": "Write an answer."})
    question.answer, question.agency, question.answered_on = answer.strip(), agency, today
    return keep(question, Event.ANSWERED, by, subject=question.meeting, question=question.pk)
