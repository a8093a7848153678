"""Every change to a consultation: checked, made and recorded in one transaction."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.consultation.events import Event
from frankpledge.web.consultation.models import Consultation, ConsultationDocument, Consultee, Meeting, Reached
from frankpledge.web.consultation.permissions import reason_not_to_write
from frankpledge.web.consultation.saving import keep, put, same_version


@transaction.atomic
def add(*, by: Viewer, kind: str, **facts: Any) -> Consultation:
    """A new consultation, with those that the law names for its kind as people to ask."""
    permissions.require(reason_not_to_write(by))
    held = Consultation(partnership=by.partnership, kind=kind)
    put(held, facts)
    keep(held, Event.CONSULTATION_ADDED, by, about=kind)
    _name_consultees(held)
    return held


@transaction.atomic
def change(*, held: Consultation, version: int, by: Viewer, **facts: Any) -> Consultation:
    """
    New facts of a consultation. Of another kind, others have to be asked too; whoever is named already stays.

    Raises ChangedMeanwhile where another change came first.
    """
    permissions.require(reason_not_to_write(by, held))
    found: Consultation = Consultation.objects.select_for_update().get(pk=held.pk)
    same_version(found, version)
    before = found.kind
    put(found, facts)
    keep(found, Event.CONSULTATION_CHANGED, by)
    if found.kind != before:
        _name_consultees(found)
    return found


@transaction.atomic
def close(*, held: Consultation, on: date, answers: int | None, by: Viewer, today: date) -> Consultation:
    """It takes no more answers from that day on."""
    permissions.require(reason_not_to_write(by, held))
    if on > today:
        raise ValidationError("That day has not come yet.")
    held.closed_on, held.answers = on, answers
    held.version += 1
    return keep(held, Event.CONSULTATION_CLOSED, by, answers=answers)


@transaction.atomic
def say_what_came_of_it(*, held: Consultation, came_of_it: str, you_said: str, we_did: str, by: Viewer) -> Consultation:
    """What it changed, for the partnership and for anybody to read."""
    permissions.require(reason_not_to_write(by, held))
    put(held, {"came_of_it": came_of_it, "you_said": you_said, "we_did": we_did})
    held.version += 1
    return keep(held, Event.CAME_OF_IT, by)


@transaction.atomic
def ask_too(*, held: Consultation, who: str, by: Viewer) -> Consultee:
    """Somebody that no law names is asked as well."""
    permissions.require(reason_not_to_write(by, held))
    made = Consultee(partnership=by.partnership, consultation=held, who=who.strip())
    return keep(made, Event.CONSULTEE_ADDED, by, subject=held)


@transaction.atomic
def say_who_answered(*, consultee: Consultee, by: Viewer, today: date, **facts: Any) -> Consultee:
    """When they were asked and answered, and what they said in short; or why they need not be asked."""
    permissions.require(reason_not_to_write(by, consultee.consultation))
    put(consultee, facts)
    if any(day is not None and day > today for day in (consultee.asked_on, consultee.answered_on)):
        raise ValidationError("That day has not come yet.")
    return keep(consultee, Event.CONSULTEE_CHANGED, by, subject=consultee.consultation, consultee=consultee.pk)


@transaction.atomic
def add_document(*, held: Consultation, title: str, address: str, by: Viewer) -> ConsultationDocument:
    permissions.require(reason_not_to_write(by, held))
    made = ConsultationDocument(
        partnership=by.partnership, consultation=held, title=title.strip(), address=address.strip()
    )
    return keep(made, Event.DOCUMENT_ADDED, by, subject=held)


@transaction.atomic
def reach(*, of: Consultation | Meeting, community: str, through: str, people: int, by: Viewer) -> Reached:
    """How many people of a community answered, or came."""
    permissions.require(reason_not_to_write(by, of))
    made = Reached(partnership=by.partnership, community=community, through=through.strip(), people=people)
    if isinstance(of, Meeting):
        made.meeting = of
    else:
        made.consultation = of
    return keep(made, Event.REACHED, by, subject=of, community=community, people=people)


@transaction.atomic
def take_reach_back(*, reached: Reached, by: Viewer) -> None:
    """The number was wrong; the record keeps it."""
    of = reached.meeting or reached.consultation
    assert of is not None  # the database sees to it
    permissions.require(reason_not_to_write(by, of))
    record(Event.UNREACHED, subject=of, by=by, community=reached.community, people=reached.people)
    reached.delete()


def _name_consultees(held: Consultation) -> None:
    about = held.about_what
    known = set(held.consultees.values_list("who", flat=True))
    missing: Iterable[tuple[str, str]] = [(who, must) for who, must in about.who if who not in known]
    for who, must in missing:
        source = f"{about.source}, {about.section}"
        made = Consultee(partnership_id=held.partnership_id, consultation=held, who=who, must=must)
        made.source, made.checked = source[:300], about.checked
        made.full_clean()
        made.save()
