"""How priorities were chosen, released to the public by two people; each step in one transaction."""

import json
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.scoring import queries, results
from frankpledge.web.scoring.events import Event
from frankpledge.web.scoring.models import Decision, Exercise, Publication
from frankpledge.web.scoring.standing import Line

RELEASE = Permission.RELEASE


def reason_not_to_ask(viewer: Viewer, exercise: Exercise) -> str:
    """Why `viewer` may not ask to publish it, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, RELEASE)
    if reason:
        return reason
    return "" if exercise.stage == Exercise.Stage.DECIDED else "It is published once all is decided."


def reason_not_to_release(viewer: Viewer, publication: Publication) -> str:
    """Why `viewer` may not be the second of the two; else ""."""
    reason = permissions.reason_not_to(viewer, RELEASE)
    if reason:
        return reason
    if publication.released_at is not None:
        return "It is published already."
    if publication.asked_by_id == viewer.person.pk:
        return "You asked for this. A second person has to agree."
    return ""


@transaction.atomic
def ask(*, exercise: Exercise, by: Viewer) -> Publication:
    """The first of two people: what will be published is frozen now; what waited before is no longer asked for."""
    permissions.require(reason_not_to_ask(by, exercise))
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    queries.publications(by, exercise).filter(released_at=None).delete()
    made = content(by, exercise)
    last = queries.publications(by, exercise).order_by("-number").first()
    publication = Publication(
        partnership=by.partnership,
        exercise=exercise,
        number=last.number + 1 if last else 1,
        content=made,
        digest=sha256(json.dumps(made, sort_keys=True).encode()).hexdigest(),
        asked_by=by.person,
        asked_at=timezone.now(),
    )
    publication.full_clean()
    publication.save()
    record(Event.RELEASE_ASKED, subject=publication, by=by, digest=publication.digest)
    return publication


@transaction.atomic
def release(*, publication: Publication, by: Viewer) -> Publication:
    """The second of two people: public from now."""
    held = Publication.objects.select_for_update().get(pk=publication.pk)
    permissions.require(reason_not_to_release(by, held))
    held.released_by, held.released_at = by.person, timezone.now()
    held.full_clean()
    held.save()
    record(Event.RELEASED, subject=held, by=by, digest=held.digest)
    return held


@transaction.atomic
def undo(*, publication: Publication, by: Viewer) -> None:
    """Take it back within ten minutes; two people have to agree anew."""
    permissions.require(permissions.reason_not_to(by, RELEASE))
    held = Publication.objects.select_for_update().get(pk=publication.pk)
    if not held.can_be_undone(timezone.now()):
        raise ValidationError("It can be taken back for ten minutes. After that, publish it anew.")
    held.released_by = held.released_at = None
    held.save()
    record(Event.RELEASE_UNDONE, subject=held, by=by)


def content(viewer: Viewer, exercise: Exercise) -> dict[str, Any]:
    """
    What the public reads: the criteria in words, the ranks, and what became of each theme and why. No member's score,
    no name of a person, no note of the discussion.
    """
    standing, decided = results.standing(viewer, exercise), queries.decided(viewer, exercise)
    matrix = exercise.template.matrix
    return {
        "title": exercise.title,
        "template": str(exercise.template),
        "sentence": matrix.sentence,
        "formula": matrix.formula.value,
        "residents_weight": standing.weight,
        "places": standing.places,
        "panel": len(standing.members),
        "criteria": [
            {
                "name": each.name,
                "question": each.question,
                "weight": each.weight,
                "section": each.section.value,
                "levels": [{"score": level.score, "words": level.words} for level in each.levels],
                "bands": each.bands_in_words,
            }
            for each in matrix.criteria
        ],
        "themes": [_theme(line, decided.get(line.theme.pk)) for line in standing.lines],
        "standing": [
            {
                "title": each.priority.title,
                "verdict": str(each.get_verdict_display()),
                "reason": each.reason,
            }
            for each in queries.open_to_anybody(viewer, exercise)
        ],
    }


def _theme(line: Line, decision: Decision | None) -> dict[str, Any]:
    figure = line.residents.filled if line.residents else None
    return {
        "number": line.theme.number,
        "title": line.theme.title,
        "what": line.theme.what,
        "evidence_rank": line.evidence_rank,
        "residents_rank": line.residents_rank,
        "residents_percent": figure.value if figure else None,
        "residents_base": figure.base if figure else "",
        "rank": line.rank,
        "of_100": line.of_100,
        "unknown": [each.name for each in line.unknown],
        "outcome": decision.outcome if decision else "",
        "outcome_words": str(decision.get_outcome_display()) if decision else "",
        "reason": decision.reason if decision else "",
        "law": decision.law if decision else "",
        "into": decision.into.title if decision and decision.into else "",
        "on": f"{decision.on:%-d %B %Y}" if decision else "",
        "minute": decision.minute if decision else "",
    }
