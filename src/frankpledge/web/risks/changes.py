"""Every change to a risk: checked, made and recorded in one transaction."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.measures.models import Measure
from frankpledge.web.plans.models import Action
from frankpledge.web.risks import queries
from frankpledge.web.risks.events import Event
from frankpledge.web.risks.models import RegisterList, RegisterSettings, Review, Risk, RiskLink, RiskOwner, Scoring
from frankpledge.web.risks.permissions import reason_not_to_write


class ChangedMeanwhile(ValidationError):
    """Somebody else changed this after the page was opened; nothing was saved."""


@transaction.atomic
def choose_scale(*, scale: int, by: Viewer) -> RegisterSettings:
    """How risks are scored from now on. Scores that were given keep their scale until somebody scores again."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    held = RegisterSettings.objects.filter(partnership=by.partnership).first()
    held = held or RegisterSettings(partnership=by.partnership)
    held.scale = scale
    held.full_clean()
    held.save()
    record(Event.SCALE_CHOSEN, subject=held, by=by, scale=scale)
    return held


@transaction.atomic
def add(
    *,
    description: str,
    by: Viewer,
    today: date,
    impact: str = "",
    preventive: str = "",
    contingent: str = "",
    review_on: date | None = None,
    agencies: Iterable[Agency] = (),
    people: Iterable[Person] = (),
    roles: Iterable[str] = (),
) -> Risk:
    """A new risk, with the register's next number. It is not scored yet."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    last = Risk.objects.filter(partnership=by.partnership).aggregate(last=Max("number"))["last"] or 0
    risk = Risk(
        partnership=by.partnership,
        number=last + 1,
        description=description.strip(),
        impact=impact,
        preventive=preventive,
        contingent=contingent,
        opened_on=today,
        review_on=review_on,
    )
    risk.full_clean()
    risk.save()
    _set_owners(risk, agencies, people, roles)
    record(Event.ADDED, subject=risk, by=by)
    return risk


@transaction.atomic
def change(
    *,
    risk: Risk,
    version: int,
    by: Viewer,
    description: str,
    impact: str,
    preventive: str,
    contingent: str,
    review_on: date | None,
    agencies: Iterable[Agency],
    people: Iterable[Person],
    roles: Iterable[str],
) -> Risk:
    """New words and owners. `version` is the one that the page showed; raises ChangedMeanwhile if another came."""
    permissions.require(reason_not_to_write(by, risk))
    held = Risk.objects.select_for_update().get(pk=risk.pk)
    if held.version != version:
        raise ChangedMeanwhile(f"Somebody changed {held.ref} while this page was open. Look again.")
    held.description, held.impact = description.strip(), impact
    held.preventive, held.contingent, held.review_on = preventive, contingent, review_on
    held.version += 1
    held.full_clean()
    held.save()
    _set_owners(held, agencies, people, roles)
    record(Event.CHANGED, subject=held, by=by)
    return held


@transaction.atomic
def score(
    *,
    risk: Risk,
    kind: str,
    likelihood: int,
    severity: int,
    on: date,
    by: Viewer,
    today: date,
    because: str = "",
    scale: int | None = None,
    register_list: RegisterList | None = None,
) -> Scoring:
    """
    How likely and how bad it is, on the scale that the partnership uses now, or on that of the list that says so. What
    was said before stays.
    """
    permissions.require(reason_not_to_write(by, risk))
    if on > today:
        raise ValidationError("That day has not come yet.")
    if on < risk.opened_on:
        raise ValidationError("On that day the risk was not in the register yet.")
    scoring = Scoring(
        partnership=by.partnership,
        risk=risk,
        kind=kind,
        scale=scale or queries.scale(by),
        register_list=register_list,
        likelihood=likelihood,
        severity=severity,
        because=because.strip(),
        on=on,
        by=by.person,
    )
    scoring.full_clean()
    scoring.save()
    record(Event.SCORED, subject=risk, by=by, kind_of_score=kind, likelihood=likelihood, severity=severity)
    return scoring


@transaction.atomic
def close(*, risk: Risk, because: str, by: Viewer, today: date) -> Risk:
    """It can happen no longer, or has happened; it stays in the history."""
    permissions.require(reason_not_to_write(by, risk))
    if risk.escalations.filter(ended_on=None).exists():
        raise ValidationError("End its escalation first, so that the parent partnership learns of it.")
    risk.closed_on, risk.closed_because = today, because.strip()
    risk.version += 1
    risk.full_clean()
    risk.save()
    record(Event.CLOSED, subject=risk, by=by, reason=because)
    return risk


@transaction.atomic
def open_again(*, risk: Risk, by: Viewer) -> Risk:
    """A closed risk is in the register again."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    risk.closed_on, risk.closed_because = None, ""
    risk.version += 1
    risk.save()
    record(Event.OPENED_AGAIN, subject=risk, by=by)
    return risk


@transaction.atomic
def open_review(*, risk: Risk, because: str, by: Viewer, today: date) -> Review:
    """Something happened for which the risk has to be looked at; it stays open until somebody says what came of it."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    review = Review(
        partnership=by.partnership, risk=risk, because=because.strip(), opened_on=today, opened_by=by.person
    )
    review.full_clean()
    review.save()
    record(Event.REVIEW_OPENED, subject=risk, by=by, reason=because)
    return review


@transaction.atomic
def review(*, risk: Risk, outcome: str, next_on: date | None, by: Viewer, today: date) -> list[Review]:
    """The risk was looked at: ends every open review of it, else makes one of today, and says when the next is."""
    permissions.require(reason_not_to_write(by, risk))
    if next_on is not None and next_on <= today:
        raise ValidationError("The next review has to be after today.")
    opened = list(risk.reviews.filter(done_on=None))
    if not opened:
        opened = [
            Review(
                partnership=by.partnership,
                risk=risk,
                because="The day of its review",
                opened_on=today,
                opened_by=by.person,
            )
        ]
    for each in opened:
        each.done_on, each.done_by, each.outcome = today, by.person, outcome.strip()
        each.full_clean()
        each.save()
    risk.review_on = next_on
    risk.version += 1
    risk.save()
    record(Event.REVIEWED, subject=risk, by=by, reviews=len(opened))
    return opened


@transaction.atomic
def link(*, risk: Risk, by: Viewer, action: Action | None = None, measure: Measure | None = None) -> RiskLink:
    """The risk bears on an action or a measure."""
    permissions.require(reason_not_to_write(by, risk))
    same = RiskLink.objects.filter(partnership=by.partnership, risk=risk, action=action, measure=measure)
    held: RiskLink | None = same.first()
    if held is not None:
        return held
    made = RiskLink(partnership=by.partnership, risk=risk, action=action, measure=measure)
    made.full_clean()
    made.save()
    record(
        Event.LINKED,
        subject=risk,
        by=by,
        action=action.pk if action else None,
        measure=measure.pk if measure else None,
    )
    return made


@transaction.atomic
def unlink(*, link: RiskLink, by: Viewer) -> None:
    """The risk no longer bears on that; the record keeps that it did."""
    permissions.require(reason_not_to_write(by, link.risk))
    record(Event.UNLINKED, subject=link.risk, by=by, action=link.action_id, measure=link.measure_id)
    link.delete()


def _set_owners(risk: Risk, agencies: Iterable[Agency], people: Iterable[Person], roles: Iterable[str]) -> None:
    wanted = [
        *(RiskOwner(agency=each) for each in agencies),
        *(RiskOwner(person=each) for each in people),
        *(RiskOwner(role=words) for each in roles if (words := each.strip())),
    ]
    risk.owners.all().delete()
    for owner in wanted:
        owner.partnership_id, owner.risk = risk.partnership_id, risk
        owner.full_clean()
        owner.save()
