"""Every change to pots, commitments and bids: checked, made and recorded in one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Person
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.funding.events import Event
from frankpledge.web.funding.models import Bid, Commitment, Conflict, Grant, Pot, Way
from frankpledge.web.funding.permissions import reason_not_to_decide, reason_not_to_write
from frankpledge.web.plans import queries as plans
from frankpledge.web.priorities.models import Priority


@transaction.atomic
def add_pot(
    *,
    name: str,
    funder: str,
    year: int,
    pence: int,
    method: str,
    by: Viewer,
    method_words: str = "",
    follows: Pot | None = None,
    grant: Grant | None = None,
    line_most_pence: int | None = None,
) -> Pot:
    """Money that the partnership has for a year."""
    permissions.require(reason_not_to_write(by))
    if follows is not None and follows.year >= year:
        raise ValidationError("A pot follows one of an earlier year.")
    if grant is not None and grant.way != Way.IN:
        raise ValidationError("A pot comes from a grant that the partnership was given.")
    pot = Pot(
        partnership=by.partnership,
        name=name.strip(),
        funder=funder.strip(),
        year=year,
        pence=pence,
        method=method,
        method_words=method_words,
        follows=follows,
        grant=grant,
        line_most_pence=line_most_pence,
    )
    pot.full_clean()
    pot.save()
    record(Event.POT_ADDED, subject=pot, by=by, pence=pence)
    return pot


@transaction.atomic
def commit(*, pot: Pot, priority: Priority, pence: int, on: date, by: Viewer, words: str = "") -> Commitment:
    """Set money of a pot aside for a priority. More than the pot holds can be; its page says so."""
    permissions.require(reason_not_to_write(by))
    commitment = Commitment(
        partnership=by.partnership, pot=pot, priority=priority, pence=pence, words=words.strip(), on=on
    )
    commitment.full_clean()
    commitment.save()
    record(Event.COMMITTED, subject=pot, by=by, priority=priority.pk, pence=pence)
    return commitment


@transaction.atomic
def uncommit(*, commitment: Commitment, because: str, by: Viewer, today: date) -> Commitment:
    """The money is no longer set aside; the row stays."""
    permissions.require(reason_not_to_write(by))
    commitment.ended_on, commitment.ended_because = today, because.strip()
    commitment.full_clean()
    commitment.save()
    record(Event.UNCOMMITTED, subject=commitment.pot, by=by, pence=commitment.pence, reason=because)
    return commitment


@transaction.atomic
def ask(
    *,
    way: str,
    organisation: str,
    title: str,
    purpose: str,
    asked_pence: int,
    asked_on: date,
    by: Viewer,
    organisation_number: str = "",
    individual: bool = False,
    pot: Pot | None = None,
    priority: Priority | None = None,
    small: bool = False,
) -> Bid:
    """A bid, of the partnership to a funder or of somebody to the partnership."""
    permissions.require(reason_not_to_write(by))
    bid = Bid(
        partnership=by.partnership,
        way=way,
        organisation=organisation.strip(),
        organisation_number=organisation_number.strip(),
        individual=individual,
        title=title.strip(),
        purpose=purpose,
        asked_pence=asked_pence,
        asked_on=asked_on,
        pot=pot if way == Way.OUT else None,
        priority=priority,
        small=small,
    )
    bid.full_clean()
    bid.save()
    record(Event.ASKED, subject=bid, by=by, pence=asked_pence, way=str(way))
    return bid


@transaction.atomic
def declare(
    *, bid: Bid, interest: str, handled: str, by: Viewer, person: Person | None = None, name: str = ""
) -> Conflict:
    """Somebody has an interest in a bid that is not decided yet."""
    permissions.require(reason_not_to_write(by))
    if bid.state != Bid.State.ASKED:
        raise ValidationError("It was decided already. Record this with the decision's minutes.")
    conflict = Conflict(
        partnership=by.partnership,
        bid=bid,
        person=person,
        name=name.strip(),
        interest=interest.strip(),
        handled=handled,
        by=by.person,
    )
    conflict.full_clean()
    conflict.save()
    record(Event.CONFLICT_DECLARED, subject=bid, by=by, handled=handled)
    return conflict


@transaction.atomic
def asked_for_conflicts(*, bid: Bid, by: Viewer, today: date) -> Bid:
    """Everybody who decides was asked; what they declared is recorded."""
    permissions.require(reason_not_to_write(by) or ("" if bid.state == Bid.State.ASKED else "It was decided already."))
    bid.conflicts_asked_on = today
    bid.save(update_fields=["conflicts_asked_on"])
    record(Event.CONFLICTS_ASKED, subject=bid, by=by)
    return bid


@transaction.atomic
def decide(
    *,
    bid: Bid,
    state: str,
    on: date,
    by: Viewer,
    awarded_pence: int | None = None,
    because: str = "",
    conditions: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> Grant | None:
    """What became of a bid. One that is awarded, in full or in part, becomes a grant."""
    held = Bid.objects.select_for_update().get(pk=bid.pk)
    conflicted = list(held.conflicts.values_list("person", flat=True))
    permissions.require(reason_not_to_decide(by, held, conflicted))
    if on < held.asked_on:
        raise ValidationError("It cannot be decided before it was asked.")
    held.state, held.decided_on, held.decided_because = state, on, because.strip()
    granted = state in (Bid.State.AWARDED, Bid.State.PART)
    if granted:
        held.awarded_pence = held.asked_pence if state == Bid.State.AWARDED else awarded_pence
    held.full_clean()
    held.save()
    record(Event.DECIDED, subject=held, by=by, state=str(state), pence=held.awarded_pence)
    if not granted:
        return None
    grant = Grant(
        partnership=by.partnership,
        way=held.way,
        bid=held,
        pot=held.pot,
        organisation=held.organisation,
        organisation_number=held.organisation_number,
        individual=held.individual,
        title=held.title,
        purpose=held.purpose,
        conditions=conditions,
        pence=held.awarded_pence or 0,  # an award is more than nothing: the bid was checked
        awarded_on=on,
        first_day=first_day,
        last_day=last_day,
    )
    grant.full_clean()
    grant.save()
    record(Event.GRANTED, subject=grant, by=by, pence=grant.pence)
    return grant


@transaction.atomic
def small_grant(
    *,
    pot: Pot,
    organisation: str,
    title: str,
    purpose: str,
    asked_pence: int,
    interests: list[tuple[str, str]],
    state: str,
    by: Viewer,
    today: date,
    organisation_number: str = "",
    individual: bool = False,
    priority: Priority | None = None,
    awarded_pence: int | None = None,
    because: str = "",
    conditions: str = "",
) -> Bid:
    """
    A small bid with all that belongs to it at once: who asks, whose interests it touches, and what became of it.

    `interests` are (who, which interest); those people left while it was decided. None means that everybody was
    asked and nobody has one.
    """
    bid = ask(
        way=Way.OUT,
        pot=pot,
        priority=priority,
        organisation=organisation,
        organisation_number=organisation_number,
        individual=individual,
        title=title,
        purpose=purpose,
        asked_pence=asked_pence,
        asked_on=today,
        small=True,
        by=by,
    )
    known = {person.name.casefold(): person for person in plans.people(by)}
    for name, interest in interests:
        person = known.get(name.casefold())
        said = "" if person else name
        declare(bid=bid, person=person, name=said, interest=interest, handled=Conflict.Handled.LEFT, by=by)
    asked_for_conflicts(bid=bid, by=by, today=today)
    if state != Bid.State.ASKED:
        decide(
            bid=bid,
            state=state,
            on=today,
            awarded_pence=awarded_pence,
            because=because,
            conditions=conditions,
            by=by,
        )
    bid.refresh_from_db()
    return bid
