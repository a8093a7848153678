"""Every change to others' objectives and what serves them: checked, made and recorded in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring.events import Event
from frankpledge.web.scoring.models import Alignment, ExternalObjective, ExternalPlan

WRITE = Permission.WRITE_PLAN


@transaction.atomic
def add_plan(
    *,
    kind: str,
    name: str,
    body: str,
    version: str,
    from_on: date,
    objectives: Iterable[str],
    by: Viewer,
    until_on: date | None = None,
    source: str = "",
    follows: ExternalPlan | None = None,
) -> ExternalPlan:
    """A plan of another body with its objectives; the version that it follows ends the day before, if it runs on."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    words = list(dict.fromkeys(line.strip() for line in objectives if line.strip()))
    if not words:
        raise ValidationError({"objectives": "Write at least one objective, each on a line of its own."})
    if follows is not None and from_on <= follows.from_on:
        raise ValidationError({"from_on": f"A new version begins after the one before ({follows.from_on:%-d %B %Y})."})
    plan = ExternalPlan(
        partnership=by.partnership,
        kind=kind,
        name=name.strip(),
        body=body.strip(),
        version=version.strip(),
        from_on=from_on,
        until_on=until_on,
        source=source,
        follows=follows,
    )
    plan.full_clean()
    plan.save()
    for number, each in enumerate(words, start=1):
        objective = ExternalObjective(partnership=by.partnership, plan=plan, number=number, words=each)
        objective.full_clean()
        objective.save()
    if follows is not None and (follows.until_on is None or follows.until_on >= from_on):
        follows.until_on = from_on - timedelta(days=1)
        follows.save(update_fields=["until_on"])
    record(Event.EXTERNAL_PLAN_ADDED, subject=plan, by=by, objectives=len(words))
    return plan


@transaction.atomic
def align(*, priority: Priority, answers: Mapping[int, tuple[int, str]], by: Viewer) -> int:
    """
    Say how closely a priority serves each of these objectives: its number in the database → (strength, how), 0 for
    not at all. Returns how many it serves now.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    known = {each.pk: each for each in ExternalObjective.objects.filter(partnership=by.partnership, pk__in=answers)}
    held = {each.objective_id: each for each in Alignment.objects.filter(priority=priority, objective__in=known)}
    for number, (strength, note) in answers.items():
        if not strength:
            if number in held:
                held.pop(number).delete()
            continue
        said = held.get(number) or Alignment(
            partnership=by.partnership, priority=priority, objective=known[number], by=by.person
        )
        if said.pk and (said.strength, said.note) == (strength, note.strip()):
            continue
        said.strength, said.note, said.by = strength, note.strip(), by.person
        said.full_clean()
        said.save()
        held[number] = said
    record(Event.ALIGNED, subject=priority, by=by, objectives=sorted(held))
    return len(held)
