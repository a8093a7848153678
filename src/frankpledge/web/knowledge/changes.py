"""Adding and changing what is known: each checked, made and recorded in one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.knowledge import queries
from frankpledge.web.knowledge.events import Event
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.sorts import Sort, of


def reason_not_to_add(viewer: Viewer, sort: Sort) -> str:
    """Why `viewer` may not add one of this sort, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, sort.add)


def reason_not_to_change(viewer: Viewer, thing: Known) -> str:
    """
    The same for changing one: who writes assessments may, and who may add such things may change their own, while it is
    not to be printed.
    """
    own = thing.added_by_id == viewer.person.pk and not permissions.reason_not_to(viewer, of(thing).add)
    if own and not _printed(thing):
        return ""
    return permissions.reason_not_to(viewer, Permission.WRITE_ASSESSMENT)


@transaction.atomic
def add(*, thing: Known, by: Viewer) -> Known:
    """Keep something new."""
    permissions.require(reason_not_to_add(by, of(thing)))
    thing.partnership, thing.added_by = by.partnership, by.person
    _check(thing, by)
    thing.save()
    record(Event.ADDED, subject=thing, by=by)
    return thing


@transaction.atomic
def change(*, thing: Known, by: Viewer) -> Known:
    """Keep what changed about something; the record names the fields, not what they held."""
    kept = queries.of_sort(by, of(thing)).select_related(None).select_for_update(of=("self",)).get(pk=thing.pk)
    permissions.require(reason_not_to_change(by, kept))
    fields = [field for field in of(thing).fields if getattr(kept, field) != getattr(thing, field)]
    if not fields:
        return thing
    _check(thing, by)
    thing.save(update_fields=fields)
    record(Event.CHANGED, subject=thing, by=by, fields=fields)
    return thing


def _printed(thing: Known) -> bool:
    """Whether it is to stand in the next edition that is signed, and so may become public."""
    return bool(getattr(thing, "printed", False))


def _check(thing: Known, by: Viewer) -> None:
    """
    What the database demands, that what it points at is this partnership's and seen by who points, and that only who
    writes the assessment says what is printed in it.
    """
    if _printed(thing):
        permissions.require(permissions.reason_not_to(by, Permission.WRITE_ASSESSMENT))
    thing.full_clean()
    document = getattr(thing, "document", None)
    if document is not None and not queries.of_sort(by, of(document)).filter(pk=document.pk).exists():
        raise ValidationError({"document": "There is no such document here."})
    owner = getattr(thing, "owner", None)
    if owner is not None and not queries.people(by).filter(pk=owner.pk).exists():
        raise ValidationError({"owner": "This person does not work here."})
