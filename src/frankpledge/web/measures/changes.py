"""Every change to a measure: checked, made and recorded in one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.month import Month
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.measures import counters
from frankpledge.web.measures.events import Event
from frankpledge.web.measures.judging import SAID
from frankpledge.web.measures.models import Definition, Measure, MeasuredAction, Reading
from frankpledge.web.plans.models import Action, Chapter
from frankpledge.web.plans.permissions import reason_not_to_write


@transaction.atomic
def add(*, chapter: Chapter, title: str, polarity: str, unit: str, by: Viewer, **definition: object) -> Measure:
    """A new measure with its first definition, whose fields are `definition`."""
    permissions.require(reason_not_to_write(by, chapter.plan))
    measure = Measure(
        partnership=by.partnership,
        plan=chapter.plan,
        chapter=chapter,
        title=title.strip(),
        polarity=polarity,
        unit=unit,
    )
    measure.full_clean()
    measure.save()
    _define(measure, 1, by, definition)
    record(Event.ADDED, subject=measure, by=by)
    return measure


@transaction.atomic
def redefine(*, measure: Measure, because: str, by: Viewer, **definition: object) -> Definition:
    """From a month on it counts something else, or has another target. Earlier figures keep their definition."""
    permissions.require(reason_not_to_write(by, measure.plan))
    last = measure.definitions.order_by("-version").first()
    assert last is not None
    defined = _define(measure, last.version + 1, by, {**definition, "because": because.strip()})
    record(Event.REDEFINED, subject=measure, by=by, reason=because, version=defined.version)
    return defined


@transaction.atomic
def retire(*, measure: Measure, because: str, by: Viewer, today: date) -> Measure:
    """It is measured no longer, for a reason; its figures stay."""
    permissions.require(reason_not_to_write(by, measure.plan))
    measure.retired_on, measure.retired_because = today, because.strip()
    measure.full_clean()
    measure.save()
    record(Event.RETIRED, subject=measure, by=by, reason=because)
    return measure


@transaction.atomic
def enter(
    *, measure: Measure, month: Month, value: float, base: float | None, words: str, by: Viewer, today: date
) -> Reading:
    """A figure that somebody knows. One that a month has already is revised by it, and kept."""
    permissions.require(reason_not_to_write(by, measure.plan))
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if month > Month.parse(f"{today:%Y-%m}"):
        raise ValidationError(f"{month.label} has not come yet.")
    if measure.unit == Measure.Unit.PERCENT and not 0 <= value <= 100:
        raise ValidationError("A percentage is from 0 to 100.")
    if measure.unit in SAID and value not in SAID[measure.unit]:
        raise ValidationError("Choose one of the answers.")
    if measure.unit == Measure.Unit.WORDS and not words.strip():
        raise ValidationError("Say in words what shows it.")
    definition = measure.definitions.order_by("-version").first()
    before = measure.readings.filter(month=str(month)).exists()
    reading = Reading(
        partnership=by.partnership,
        measure=measure,
        definition=definition,
        month=str(month),
        value=value,
        base=base,
        words=words,
        state=Reading.State.REVISED if before else Reading.State.PROVISIONAL,
        by=by.person,
    )
    reading.full_clean()
    reading.save()
    record(Event.READ, subject=reading, by=by, month=str(month), value=value)
    return reading


@transaction.atomic
def sign(*, reading: Reading, by: Viewer) -> Reading:
    """The newest figure of its month is final: a copy of it that says so, by somebody who did not enter it."""
    permissions.require(reason_not_to_write(by, reading.measure.plan))
    measure = Measure.objects.select_for_update().get(pk=reading.measure_id)
    newest = measure.readings.filter(month=reading.month).order_by("-pk").first()
    if newest != reading:
        raise ValidationError("A newer figure of this month has come. Look at that one.")
    if reading.state == Reading.State.FINAL:
        raise ValidationError("This figure is final already.")
    if reading.by_id == by.person.pk:
        raise ValidationError("Somebody else has to sign off what you entered.")
    final = Reading(
        partnership=by.partnership,
        measure=reading.measure,
        definition=reading.definition,
        month=reading.month,
        value=reading.value,
        base=reading.base,
        words=reading.words,
        versions=reading.versions,
        state=Reading.State.FINAL,
        by=reading.by,
        signed_by=by.person,
    )
    final.full_clean()
    final.save()
    record(Event.SIGNED, subject=final, by=by, month=reading.month)
    return final


@transaction.atomic
def link(*, measure: Measure, action: Action, by: Viewer) -> MeasuredAction:
    """The action is meant to move the measure."""
    permissions.require(reason_not_to_write(by, measure.plan))
    linked, _ = MeasuredAction.objects.get_or_create(partnership=by.partnership, measure=measure, action=action)
    record(Event.LINKED, subject=measure, by=by, action=action.pk)
    return linked


def _define(measure: Measure, version: int, by: Viewer, facts: dict[str, object]) -> Definition:
    defined = Definition(partnership=by.partnership, measure=measure, version=version, **facts)
    found = counters.find(defined.counter)
    if defined.counter and (found is None or found.unit != measure.unit):
        raise ValidationError({"counter": "This counter does not count what the measure is."})
    defined.full_clean()
    defined.save()
    return defined
