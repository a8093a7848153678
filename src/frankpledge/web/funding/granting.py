"""Every change to a grant, and to the lines of money: checked, made and recorded in one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.funding.events import Event
from frankpledge.web.funding.models import Grant, GrantAction, GrantRisk, Line, OpenData, Pot
from frankpledge.web.funding.money import pounds
from frankpledge.web.funding.permissions import reason_not_to_change, reason_not_to_write
from frankpledge.web.plans.models import Action
from frankpledge.web.risks import changes as risks
from frankpledge.web.risks.models import Review, Risk


@transaction.atomic
def change(
    *,
    grant: Grant,
    purpose: str,
    conditions: str,
    organisation_number: str,
    first_day: date | None,
    last_day: date | None,
    by: Viewer,
) -> Grant:
    """New words and days. How much it is follows from its bid and stays."""
    permissions.require(reason_not_to_change(by, grant))
    grant.purpose, grant.conditions = purpose, conditions
    grant.organisation_number = organisation_number.strip()
    grant.first_day, grant.last_day = first_day, last_day
    grant.full_clean()
    grant.save()
    record(Event.GRANT_CHANGED, subject=grant, by=by)
    return grant


@transaction.atomic
def pays_for(*, grant: Grant, action: Action, by: Viewer) -> GrantAction:
    """The grant pays for an action: what is said of the action goes into the grant's returns."""
    permissions.require(reason_not_to_change(by, grant))
    linked: GrantAction
    linked, new = GrantAction.objects.get_or_create(partnership=by.partnership, grant=grant, action=action)
    if new:
        record(Event.GRANT_LINKED, subject=grant, by=by, action=action.pk)
    return linked


@transaction.atomic
def hangs_on(*, grant: Grant, risk: Risk, by: Viewer) -> GrantRisk:
    """If the grant is lost, the risk has to be looked at."""
    permissions.require(reason_not_to_change(by, grant))
    linked: GrantRisk
    linked, new = GrantRisk.objects.get_or_create(partnership=by.partnership, grant=grant, risk=risk)
    if new:
        record(Event.GRANT_LINKED, subject=grant, by=by, risk=risk.pk)
    return linked


@transaction.atomic
def lose(*, grant: Grant, because: str, by: Viewer, today: date) -> list[Review]:
    """The money does not come, or no longer. Opens a review of every risk in the register that hangs on it."""
    permissions.require(reason_not_to_change(by, grant))
    held = Grant.objects.select_for_update().get(pk=grant.pk)
    permissions.require(reason_not_to_change(by, held))
    held.state, held.ended_on, held.ended_because = Grant.State.LOST, today, because.strip()
    held.full_clean()
    held.save()
    record(Event.GRANT_LOST, subject=held, by=by, reason=because)
    linked = Risk.objects.filter(partnership=by.partnership, hangs_on__grant=held, closed_on=None)
    words = f"The grant “{held.title}” was lost: {held.ended_because}"
    return [risks.open_review(risk=risk, because=words[:400], by=by, today=today) for risk in linked]


@transaction.atomic
def end(*, grant: Grant, because: str, by: Viewer, today: date) -> Grant:
    """It came to its end as was meant."""
    permissions.require(reason_not_to_change(by, grant))
    grant.state, grant.ended_on, grant.ended_because = Grant.State.ENDED, today, because.strip()
    grant.full_clean()
    grant.save()
    record(Event.GRANT_ENDED, subject=grant, by=by)
    return grant


def reason_not_to_open_up(viewer: Viewer, grant: Grant) -> str:
    """Why `viewer` may not put this grant into the open data, in words for them to read; else ""."""
    if grant.way != "out":
        return "Open data says what the partnership gives. What it is given, its funder says."
    if grant.individual:
        return "A grant to one person is not put into the open data."
    if not OpenData.objects.filter(partnership=viewer.partnership).exists():
        return "Say first as whom the partnership publishes: 360Giving gives out a prefix to each publisher."
    return permissions.reason_not_to(viewer, Permission.RELEASE)


@transaction.atomic
def publish_as(*, prefix: str, organisation: str, by: Viewer) -> OpenData:
    """As whom the partnership publishes its grants. Identifiers of grants that are out already change with it."""
    permissions.require(permissions.reason_not_to(by, Permission.RELEASE))
    held = OpenData.objects.filter(partnership=by.partnership).first() or OpenData(partnership=by.partnership)
    held.prefix, held.organisation = prefix.strip(), organisation.strip()
    held.full_clean()
    held.save()
    record(Event.PREFIX_SET, subject=held, by=by)
    return held


@transaction.atomic
def open_up(*, grant: Grant, by: Viewer, today: date) -> Grant:
    """From now on anybody reads of this grant in the open data. It is not taken out again: others hold copies."""
    permissions.require(reason_not_to_open_up(by, grant))
    if grant.open_from:
        return grant
    grant.open_from = today
    grant.full_clean()
    grant.save()
    record(Event.OPENED_UP, subject=grant, by=by)
    return grant


@transaction.atomic
def write_line(
    *,
    kind: str,
    pence: int,
    on: date,
    words: str,
    by: Viewer,
    today: date,
    in_kind: bool = False,
    pot: Pot | None = None,
    grant: Grant | None = None,
    action: Action | None = None,
    agency: Agency | None = None,
    corrects: Line | None = None,
) -> Line:
    """Money spent, or something contributed; with `corrects`, in place of a line that was wrong."""
    permissions.require(reason_not_to_write(by))
    if on > today:
        raise ValidationError("That day has not come yet.")
    if corrects is not None and Line.objects.filter(corrects=corrects).exists():
        raise ValidationError("Somebody corrected this line already. Correct the newer one.")
    if pot is not None and pot.line_most_pence is not None and kind == Line.Kind.SPENT:
        _check_petty(pot, pence, corrects)
    line = Line(
        partnership=by.partnership,
        kind=kind,
        pence=pence,
        in_kind=in_kind,
        on=on,
        words=words.strip(),
        pot=pot,
        grant=grant,
        action=action,
        agency=agency,
        corrects=corrects,
        by=by.person,
    )
    line.full_clean()
    line.save()
    event = Event.MONEY_CORRECTED if corrects else Event.MONEY_RECORDED
    record(event, subject=line, by=by, pence=pence, corrects=corrects.pk if corrects else None)
    return line


def _check_petty(pot: Pot, pence: int, corrects: Line | None) -> None:
    """The controls of petty spending: no line above the pot's most for one, and none that the pot does not hold."""
    held = Pot.objects.select_for_update().get(pk=pot.pk)
    most = held.line_most_pence or 0
    if pence > most:
        raise ValidationError(
            {"pence": f"One line of this pot may be {pounds(most)} at most. Ask for it as a bid instead."}
        )
    others = Line.objects.filter(partnership=held.partnership_id, pot=held, kind=Line.Kind.SPENT).that_count()
    left = held.pence - others.exclude(pk=corrects.pk if corrects else None).pence()
    if pence > left:
        raise ValidationError({"pence": f"This pot has {pounds(left)} left."})


@transaction.atomic
def correct_line(*, line: Line, pence: int, words: str, by: Viewer, today: date) -> Line:
    """Another amount for a line; none at all takes it back."""
    facts = {name: getattr(line, name) for name in ("kind", "in_kind", "on", "pot", "grant", "action", "agency")}
    return write_line(**facts, pence=pence, words=words, by=by, today=today, corrects=line)
