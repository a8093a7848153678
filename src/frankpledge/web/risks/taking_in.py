"""Taking a risk register in, and taking it back out: each in one transaction, or not at all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import AgencyAlias
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.citations import queries as citations
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.lists.leads import Agencies, plain
from frankpledge.web.plans.taking_in import agencies_of, give_aliases
from frankpledge.web.risks import changes, queries
from frankpledge.web.risks.events import Event
from frankpledge.web.risks.list_preview import Held, Previewed, preview
from frankpledge.web.risks.listed import ListedRisk
from frankpledge.web.risks.models import RegisterList, Risk, RiskOwner, Scoring
from frankpledge.web.risks.owned import Names, Owned
from frankpledge.web.risks.things import RISK

PERSON = "person:"  # an answer: the name is this person's
WORDS = ("description", "impact", "preventive", "contingent")


@transaction.atomic
def keep(*, name: str, risks: list[ListedRisk], by: Viewer) -> RegisterList:
    """Keep a register as it was read, to look at. Nothing changes in the register here."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    kept = RegisterList(
        partnership=by.partnership, name=name[:200], rows=[risk.as_data() for risk in risks], by=by.person
    )
    kept.full_clean(exclude=["answers", "made"])
    kept.save()
    record(Event.LIST_READ, subject=kept, by=by, rows=len(risks))
    return kept


def names_of(viewer: Viewer, answers: Mapping[str, str]) -> Names:
    """Agencies by name and alias, people by name, and what was answered about this register's unknown names."""
    agencies = agencies_of(viewer, {name: answer for name, answer in answers.items() if answer.isdigit()})
    people: dict[str, int | None] = {each.name: each.pk for each in plans.people(viewer)}
    people |= {name: int(answer.removeprefix(PERSON)) for name, answer in answers.items() if answer.startswith(PERSON)}
    return Names(agencies, Agencies(people), frozenset(plain(name) for name, answer in answers.items() if answer))


def previewed(viewer: Viewer, kept: RegisterList, today: date) -> list[Previewed]:
    """What taking the register in would do now."""
    shown = queries.rows(viewer, queries.risks(viewer), today)
    held = [
        Held(
            row.risk,
            {each.kind: each for each in (row.current, row.inherent, row.target) if each},
            frozenset(
                ("agency", owner.agency_id)
                if owner.agency_id
                else ("person", owner.person_id)
                if owner.person_id
                else ("role", owner.role)
                for owner in row.risk.owners.all()
            ),
        )
        for row in shown
    ]
    return preview(kept.rows, held, names_of(viewer, kept.answers))


@transaction.atomic
def answer(*, kept: RegisterList, answers: Mapping[str, str], by: Viewer) -> RegisterList:
    """Who each unknown name is. Agencies' names are known from now on, once the register is taken in."""
    permissions.require(_reason_not_to_take_in(by, kept))
    kept.answers = {**kept.answers, **{name: value for name, value in answers.items() if value}}
    kept.save(update_fields=["answers"])
    record(Event.NAMES_ANSWERED, subject=kept, by=by, names=sum(bool(value) for value in answers.values()))
    return kept


@transaction.atomic
def take_in(*, kept: RegisterList, by: Viewer, today: date) -> RegisterList:
    """
    Make the register's risks with their owners and scores, and change those that are here. All of it, or nothing.

    Owners are added, never taken away; what the list leaves empty stays as it is here.
    """
    kept = RegisterList.objects.select_for_update().get(pk=kept.pk)
    permissions.require(_reason_not_to_take_in(by, kept))
    rows = previewed(by, kept, today)
    agencies = {agency.pk: agency for agency in plans.agencies(by)}
    made: dict[str, list[Any]] = {"risks": [], "changed": [], "aliases": give_aliases(kept.answers, agencies, by)}
    for each in rows:
        if each.what == "new":
            risk = _new(each, by, today)
        elif each.what == "changed" and each.held:
            made["changed"].append(_as_it_was(each.held.risk))
            risk = _change(each, each.held.risk, by)
        else:
            continue
        _score(each, risk, kept, by, today)
        if each.row["closed"]:
            risk = changes.close(risk=risk, because=f"Closed in {kept.name}", by=by, today=today)
        if each.what == "new":
            made["risks"].append({"risk": risk.pk, "version": risk.version})
        else:
            made["changed"][-1]["version"] = risk.version
    kept.state, kept.taken_in_at, kept.made = RegisterList.State.TAKEN_IN, timezone.now(), made
    kept.save()
    record(Event.LIST_TAKEN_IN, subject=kept, by=by, made={name: len(ids) for name, ids in made.items()})
    return kept


@transaction.atomic
def take_back(*, kept: RegisterList, by: Viewer) -> RegisterList:
    """Undo it exactly. Refused where somebody has since worked on what it made or changed."""
    kept = RegisterList.objects.select_for_update().get(pk=kept.pk)
    permissions.require(reason_not_to_take_back(by, kept))
    Scoring.objects.filter(register_list=kept).delete()
    for was in kept.made["changed"]:
        risk = Risk.objects.get(pk=was["risk"])
        for name in WORDS:
            setattr(risk, name, was[name])
        risk.review_on, risk.closed_on, risk.closed_because = _day(was["review_on"]), None, ""
        risk.version += 1
        risk.save()
        risk.owners.all().delete()
        for agency, person, role in was["owners"]:
            RiskOwner.objects.create(
                partnership=kept.partnership, risk=risk, agency_id=agency, person_id=person, role=role
            )
    for risk in Risk.objects.filter(pk__in=[each["risk"] for each in kept.made["risks"]]):
        risk.owners.all().delete()
        risk.delete()
    AgencyAlias.objects.filter(pk__in=kept.made["aliases"]).delete()
    kept.state = RegisterList.State.TAKEN_BACK
    kept.save()
    record(Event.LIST_TAKEN_BACK, subject=kept, by=by, made={name: len(ids) for name, ids in kept.made.items()})
    return kept


def reason_not_to_take_back(viewer: Viewer, kept: RegisterList) -> str:
    """Why this register may not be taken back, naming what stands in the way; else ""."""
    reason = permissions.reason_not_to(viewer, Permission.WRITE_PLAN)
    if reason:
        return reason
    if kept.state != RegisterList.State.TAKEN_IN:
        return "This list is not in the register."
    versions = {each["risk"]: each["version"] for each in (*kept.made["risks"], *kept.made["changed"])}
    new = [each["risk"] for each in kept.made["risks"]]
    touched = queries.risks(viewer).filter(pk__in=versions)
    worked_on = {risk.number for risk in touched if risk.version != versions[risk.pk]}
    later = Scoring.objects.filter(risk__in=touched).exclude(register_list=kept).filter(at__gt=kept.taken_in_at)
    worked_on |= {*later.values_list("risk__number", flat=True)}
    mine = touched.filter(pk__in=new)
    for name in ("reviews", "links", "escalations", "hangs_on"):
        worked_on |= {*mine.filter(**{f"{name}__isnull": False}).values_list("number", flat=True)}
    named = [str(each.pk) for each in mine]
    thread = {**citations.rests_on(viewer, RISK, named), **citations.cited_by(viewer, RISK, named)}
    worked_on |= {each.number for each in mine if thread.get(str(each.pk))}
    if worked_on:
        found = ", ".join(f"R{number}" for number in sorted(worked_on))
        return f"Somebody has worked on what this list made or changed since: {found}. Taking it back would lose that."
    return ""


def _reason_not_to_take_in(viewer: Viewer, kept: RegisterList) -> str:
    reason = permissions.reason_not_to(viewer, Permission.WRITE_PLAN)
    return reason or ("" if kept.state == RegisterList.State.READ else "This list was dealt with already.")


def _new(each: Previewed, by: Viewer, today: date) -> Risk:
    row, has_score = each.row, Scoring.Kind.CURRENT in each.row["scores"]  # with which its remarks are kept
    opened = _day(row["opened"]) or min(_day(row["scored"]) or today, today)
    if opened > today:
        _refuse(row, f"the day {opened:%d/%m/%Y} on which it was raised has not come yet")
    return changes.add(
        description=str(row["text"]),
        impact="\n".join(part for part in (row["impact"], "" if has_score else row["because"]) if part),
        preventive=str(row["preventive"]),
        contingent=str(row["contingent"]),
        review_on=_day(row["review"]),
        by=by,
        today=opened,
        **_people(each.owned, by),
    )


def _change(each: Previewed, risk: Risk, by: Viewer) -> Risk:
    row, held = each.row, list(risk.owners.all())
    more = _people(each.owned, by)
    return changes.change(
        risk=risk,
        version=risk.version,
        by=by,
        description=risk.description,
        review_on=_day(row["review"]) or risk.review_on,
        agencies={owner.agency for owner in held if owner.agency} | {*more["agencies"]},
        people={owner.person for owner in held if owner.person} | {*more["people"]},
        roles=list(dict.fromkeys([*(owner.role for owner in held), *more["roles"]])),
        **{name: str(row[name]) or getattr(risk, name) for name in WORDS[1:]},
    )


def _score(each: Previewed, risk: Risk, kept: RegisterList, by: Viewer, today: date) -> None:
    row = each.row
    on = _day(row["scored"]) or today
    if on > today:
        _refuse(row, f"the day {on:%d/%m/%Y} on which it was scored has not come yet")
    origin = f"From {kept.name}, {row['where']}" + (f", ref {row['number']}" if row["number"] else "")
    for kind, (likelihood, severity) in each.scores.items():
        changes.score(
            risk=risk,
            kind=kind,
            likelihood=likelihood,
            severity=severity,
            on=max(on, risk.opened_on),
            by=by,
            today=today,
            because="\n".join(
                part for part in (row["because"] if kind == Scoring.Kind.CURRENT else "", origin) if part
            ),
            scale=row["scale"],
            register_list=kept,
        )


def _people(owned: Owned, by: Viewer) -> dict[str, Any]:
    return {
        "agencies": list(plans.agencies(by).filter(pk__in=owned.agencies)) if owned.agencies else [],
        "people": list(plans.people(by).filter(pk__in=owned.people)) if owned.people else [],
        "roles": list(owned.roles),
    }


def _as_it_was(risk: Risk) -> dict[str, Any]:
    return {
        "risk": risk.pk,
        "review_on": risk.review_on.isoformat() if risk.review_on else "",
        "owners": [[owner.agency_id, owner.person_id, owner.role] for owner in risk.owners.all()],
        **{name: getattr(risk, name) for name in WORDS},
    }


def _refuse(row: Mapping[str, Any], fault: str) -> None:
    raise ValidationError(f"{row['where']}, “{str(row['text'])[:60]}”: {fault}. Correct it in the list.")


def _day(iso: object) -> date | None:
    return date.fromisoformat(str(iso)) if iso else None
