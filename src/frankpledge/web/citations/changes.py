"""Saying what rests on what: each checked, made and recorded in one transaction."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.citations import kinds, queries
from frankpledge.web.citations.events import Event
from frankpledge.web.citations.models import Citation

NOTHING = "What it rests on is worked out from the rows, not said by people."


def reason_not_to_cite(viewer: Viewer, kind: str) -> str:
    """Why `viewer` may not say what a thing of this kind rests on, in words for them to read; else ""."""
    known = kinds.find(kind)
    if known is None or known.permission is None:
        return NOTHING
    return permissions.reason_not_to(viewer, known.permission)


@transaction.atomic
def cite(*, citing: str, citing_id: str, cited: str, cited_id: str, by: Viewer, why: str = "") -> Citation:
    """
    Say that one thing rests on another, both of which `by` may see; said again, it changes the reason alone.

    Raises NotAllowed, ObjectDoesNotExist where either is not there for them, ValidationError for what cannot be.
    """
    permissions.require(reason_not_to_cite(by, citing))
    for kind, thing_id in ((citing, citing_id), (cited, cited_id)):
        if queries.thing(by, kind, thing_id) is None:
            raise ObjectDoesNotExist(f"There is no {kind} {thing_id} here.")
    far = kinds.find(cited)
    if far is None or far.search is None:
        raise ValidationError("Nothing rests on that.")
    mine = Citation.objects.filter(partnership=by.partnership, citing=citing, citing_id=citing_id)
    said = mine.filter(cited=cited, cited_id=cited_id).first() or Citation(
        partnership=by.partnership, citing=citing, citing_id=citing_id, cited=cited, cited_id=cited_id
    )
    said.why, said.by, said.at = why.strip(), by.person, timezone.now()
    said.full_clean()
    said.save()
    _record(Event.CITED, said, by)
    return said


@transaction.atomic
def uncite(*, citation: Citation, by: Viewer) -> None:
    """Say that it no longer rests on that; the record keeps that it did."""
    permissions.require(reason_not_to_cite(by, citation.citing))
    _record(Event.UNCITED, citation, by)
    citation.delete()


@transaction.atomic
def carry_over(*, kind: str, ids: dict[str, str], by: Viewer, far: Callable[[str, str], str] | None = None) -> int:
    """
    Let new things rest on what old ones rested on, as when a year is rolled forward; returns how many links.

    `ids` gives each old thing's successor. `far` may name a successor for the thing at the far end too.
    """
    permissions.require(reason_not_to_cite(by, kind))
    carried = 0
    for old in Citation.objects.filter(partnership=by.partnership, citing=kind, citing_id__in=list(ids)):
        new = Citation(partnership=by.partnership, citing=kind, citing_id=ids[old.citing_id], cited=old.cited)
        new.cited_id = far(old.cited, old.cited_id) if far else old.cited_id
        new.why, new.by, new.at = old.why, by.person, timezone.now()
        new.full_clean()
        new.save()
        _record(Event.CITED, new, by)
        carried += 1
    return carried


def _record(event: Event, citation: Citation, by: Viewer) -> None:
    record(
        event,
        subject=citation,
        by=by,
        citing=citation.citing,
        citing_id=citation.citing_id,
        cited=citation.cited,
        cited_id=citation.cited_id,
    )
