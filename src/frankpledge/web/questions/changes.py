"""Every change to questions: checked, made and recorded in one transaction."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.archive.archive import Snapshot
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.looks import looked
from frankpledge.web.audit.record import record
from frankpledge.web.questions.answering import Answered, answer, is_restricted
from frankpledge.web.questions.asking import Asked
from frankpledge.web.questions.events import Event
from frankpledge.web.questions.models import Answer, Question

WRITE, RESTRICTED = Permission.WRITE_ASSESSMENT, Permission.SEE_RESTRICTED


def ask(snapshot: Snapshot, asked: Asked, *, by: Viewer, today: date) -> Answered:
    """
    Answer a question on the viewer's behalf without keeping it. Whether they may see its source is asked first, and a
    look at restricted figures is recorded before they are given. Raises NotAllowed, and what `answer` raises.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    if is_restricted(snapshot, asked.source):
        permissions.require(permissions.reason_not_to(by, RESTRICTED))
        looked(subject=by.partnership, by=by, source=asked.source, area=asked.area, breakdown=asked.breakdown)
    return answer(snapshot, asked, today)


@transaction.atomic
def save(*, title: str, asked: Asked, snapshot: Snapshot, by: Viewer, today: date) -> Question:
    """Keep a question, with its first answer."""
    found = ask(snapshot, asked, by=by, today=today)
    question = Question(
        partnership=by.partnership,
        title=title.strip(),
        source=asked.source,
        area_code=found.area.code,
        area_name=found.area.name,
        counted_by=asked.counted_by,
        crime_type=asked.crime_type,
        breakdown=asked.breakdown,
        first_month="" if asked.latest else str(asked.first),
        last_month="" if asked.latest else str(asked.last),
        latest=asked.latest,
        restricted=found.restricted,
        asked_by=by.person,
    )
    question.full_clean()
    question.save()
    record(Event.SAVED, subject=question, by=by, area=question.area_code, source=question.source)
    _keep(question, found, snapshot, by)
    return question


@transaction.atomic
def ask_again(*, question: Question, asked: Asked, snapshot: Snapshot, by: Viewer, today: date) -> Answer:
    """
    Answer a saved question from what is held now. The same answer is not kept twice; it is given back.

    A question whose source has come to be restricted is restricted from then on, with all its answers, and stays so
    where the source is opened again: an older answer may still hold what came on terms.
    """
    found = ask(snapshot, asked, by=by, today=today)
    held = Question.objects.select_for_update().get(pk=question.pk)
    question.restricted = held.restricted or found.restricted
    if question.restricted and not held.restricted:
        question.save(update_fields=["restricted"])
        record(Event.RESTRICTED, subject=question, by=by, source=question.source)
    newest: Answer | None = Answer.objects.filter(question=question).first()
    if newest and newest.digest == digest_of(found.content):
        return newest
    kept = _keep(question, found, snapshot, by)
    record(Event.ANSWERED, subject=question, by=by, number=kept.number)
    return kept


def _keep(question: Question, found: Answered, snapshot: Snapshot, by: Viewer) -> Answer:
    return Answer.objects.create(
        partnership=by.partnership,
        question=question,
        number=Answer.objects.filter(question=question).count() + 1,
        content=found.content,
        restricted=found.restricted,
        versions={name: int(version) for name, version in snapshot.versions.items()},
        digest=digest_of(found.content),
        by=by.person,
        at=timezone.now(),
    )


@transaction.atomic
def put_away(*, question: Question, away: bool, by: Viewer) -> Question:
    """No longer list a question, or list it again. Its answers stay, because something may cite them."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    question.put_away = away
    question.save(update_fields=["put_away"])
    record(Event.PUT_AWAY, subject=question, by=by, away=away)
    return question


def digest_of(content: dict[str, Any]) -> str:
    """The fingerprint of an answer."""
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
