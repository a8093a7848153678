"""How a pot is split, what became of it, and what its money bought: each checked, made and recorded at once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.funding.events import Event
from frankpledge.web.funding.models import Pot, PotPart, WorthNote
from frankpledge.web.funding.permissions import reason_not_to_write
from frankpledge.web.priorities.models import Priority


@transaction.atomic
def part(*, pot: Pot, name: str, pence: int, by: Viewer, need: float | None = None, need_words: str = "") -> PotPart:
    """What somebody, or a former stream, has of a pot, and the need that it rests on."""
    permissions.require(reason_not_to_write(by))
    made = PotPart(
        partnership=by.partnership, pot=pot, name=name.strip(), pence=pence, need=need, need_words=need_words.strip()
    )
    made.full_clean()
    made.save()
    record(Event.PART_ADDED, subject=pot, by=by, pence=pence)
    return made


@transaction.atomic
def unpart(*, part: PotPart, by: Viewer) -> None:
    """The pot is no longer split so; the record keeps that it was."""
    permissions.require(reason_not_to_write(by))
    record(Event.PART_REMOVED, subject=part.pot, by=by, part=part.name, pence=part.pence)
    part.delete()


@transaction.atomic
def absorb(*, pot: Pot, words: str, by: Viewer, into: Pot | None = None) -> Pot:
    """What became of money that is no longer given on its own."""
    permissions.require(reason_not_to_write(by))
    if into is not None and into.year < pot.year:
        raise ValidationError({"into": "Money cannot go into a pot of an earlier year."})
    pot.absorbed_into, pot.absorbed_words = into, words.strip()
    pot.full_clean()
    pot.save(update_fields=["absorbed_into", "absorbed_words"])
    record(Event.POT_ABSORBED, subject=pot, by=by, into=into.pk if into else None)
    return pot


@transaction.atomic
def note_worth(*, priority: Priority, words: str, by: Viewer, today: date) -> WorthNote:
    """What the money of a priority bought."""
    permissions.require(reason_not_to_write(by))
    note = WorthNote(partnership=by.partnership, priority=priority, words=words.strip(), on=today, by=by.person)
    note.full_clean()
    note.save()
    record(Event.WORTH_NOTED, subject=note, by=by, priority=priority.pk)
    return note
