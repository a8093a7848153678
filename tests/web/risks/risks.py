"""Risks for tests: the dullest there are."""

from typing import Any

from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.plans.lists import text
from frankpledge.web.plans.models import Action
from frankpledge.web.risks import changes, escalating, listed, taking_in
from frankpledge.web.risks.models import Escalation, Risk, Scoring
from tests.web.cast import Cast


def a_risk(cast: Cast, **facts: Any) -> Risk:
    whole = {"description": "Key staff leave", "roles": ["Managers of each organisation"], "today": cast.today} | facts
    return changes.add(by=cast.viewer("cora"), **whole)


def score(cast: Cast, risk: Risk, likelihood: int, severity: int, **facts: Any) -> Scoring:
    whole = {"kind": "current", "on": cast.today, "today": cast.today} | facts
    return changes.score(risk=risk, likelihood=likelihood, severity=severity, by=cast.viewer("cora"), **whole)


def a_parent(cast: Cast, slug: str = "castermouth") -> Partnership:
    """Thorley, whose manager is Nina, becomes the county board above this partnership."""
    here = cast.partnerships[slug]
    here.parent = cast.partnerships["thorley"]
    here.save()
    return here.parent


def escalate(cast: Cast, risk: Risk, *parts: str, asks: str = "Please lend us an analyst") -> Escalation:
    return escalating.escalate(risk=risk, asks=asks, parts=parts, by=cast.viewer("cora"), today=cast.today)


def told_by_a_district(cast: Cast) -> Escalation:
    """What a district below Castermouth told it of a new risk."""
    district, _ = Partnership.objects.get_or_create(
        name="Safer Little Ford", slug="little-ford", parent=cast.partnerships["castermouth"]
    )
    with scope(partnership=district):
        number = Risk.objects.count() + 1
        risk = Risk.objects.create(partnership=district, number=number, description="Floods", opened_on=cast.today)
        return Escalation.objects.create(
            partnership=district,
            risk=risk,
            to=cast.partnerships["castermouth"],
            asks="Send pumps",
            shared={"description": "Floods"},
            on=cast.today,
            shared_on=cast.today,
            by=cast.people["nina"],
        )


def a_whole_register(cast: Cast) -> dict[str, int]:
    """A risk with one of everything, by the names that addresses have for their numbers; there is a plan already."""
    a_parent(cast)
    action = Action.objects.get()
    risk = a_risk(cast)
    link = changes.link(risk=risk, action=action, by=cast.viewer("cora"))
    rows = listed.read(text.lines("Risk\tLikelihood\nFloods\tLow"), 3)
    return {
        "register_id": taking_in.keep(name="register.csv", risks=rows, by=cast.viewer("cora")).pk,
        "risk_id": risk.pk,
        "risk_link_id": link.pk,
        "escalation_id": escalate(cast, risk).pk,
        "told_id": told_by_a_district(cast).pk,
    }
