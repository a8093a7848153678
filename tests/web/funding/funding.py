"""Money for tests: the dullest there is."""

from datetime import date
from typing import Any

from frankpledge.web.funding import changes, commissioning, granting, parting, reporting
from frankpledge.web.funding.models import Bid, Grant, Line, OpenData, Pot, Service, Way
from frankpledge.web.plans.models import Action
from frankpledge.web.priorities import changes as priorities
from frankpledge.web.priorities.models import Priority
from tests.web.cast import Cast


def a_pot(cast: Cast, **facts: Any) -> Pot:
    whole = {
        "name": "Safety fund",
        "funder": "The county",
        "year": 2025,
        "pence": 1_000_000,
        "method": "formula",
    } | facts
    return changes.add_pot(by=cast.viewer("cora"), **whole)


def a_priority(cast: Cast, title: str = "Fires") -> Priority:
    return priorities.add(title=title, by=cast.viewer("cora"), today=cast.today)


def a_bid(cast: Cast, pot: Pot | None = None, **facts: Any) -> Bid:
    """Somebody asks the partnership for £500, and everybody was asked for conflicts of interest."""
    whole = {
        "way": Way.OUT, "organisation": "Harbour Youth Club", "title": "Boxing gloves", "purpose": "Gloves for 20",
        "asked_pence": 50_000, "asked_on": cast.today, "pot": pot or a_pot(cast),
    } | facts  # fmt: skip
    bid = changes.ask(by=cast.viewer("cora"), **whole)
    return changes.asked_for_conflicts(bid=bid, by=cast.viewer("cora"), today=cast.today)


def a_grant(cast: Cast, way: str = Way.IN, **facts: Any) -> Grant:
    """£10,000 from a funder for a year from April 2025; with `way` out, £500 to a club."""
    if way == Way.OUT:
        bid = a_bid(cast)
    else:
        bid = changes.ask(
            way=way, organisation="Police commissioner", title="Safer streets", purpose="Smoke alarms",
            asked_pence=1_000_000, asked_on=cast.today, by=cast.viewer("cora"),
        )  # fmt: skip
    whole = {
        "state": "awarded", "on": cast.today, "first_day": date(2025, 4, 1), "last_day": date(2026, 3, 31),
        "conditions": "Report each quarter",
    } | facts  # fmt: skip
    grant = changes.decide(bid=bid, by=cast.viewer("cora"), **whole)
    assert grant is not None
    return grant


def spend(cast: Cast, pence: int, **facts: Any) -> Line:
    whole = {"kind": "spent", "on": cast.today, "today": cast.today, "words": "Alarms"} | facts
    return granting.write_line(pence=pence, by=cast.viewer("cora"), **whole)


def a_service(cast: Cast, **facts: Any) -> Service:
    whole = {
        "kind": "pilot", "title": "Street marshals", "provider": "Marshals Ltd", "specification": "Walk",
        "pence": 900_000, "first_day": date(2025, 4, 1), "last_day": date(2026, 3, 31),
        "review_on": date(2025, 12, 1), "capacity": 100,
    } | facts  # fmt: skip
    return commissioning.add(by=cast.viewer("cora"), **whole)


def publish_as(cast: Cast) -> OpenData:
    """Castermouth publishes its grants by a prefix of its own."""
    return granting.publish_as(prefix="360G-Castermouth", organisation="GB-LAE-CAS", by=cast.viewer("cora"))


def a_whole_purse(cast: Cast) -> dict[str, int]:
    """Money with one of everything, by the names that addresses have for their numbers; there is an action already."""
    cora = cast.viewer("cora")
    publish_as(cast)
    grant = a_grant(cast, Way.OUT)
    assert grant.pot is not None
    commitment = changes.commit(pot=grant.pot, priority=a_priority(cast), pence=1, on=cast.today, by=cora)
    [report, *_] = reporting.set_returns(grant=grant, every_months=6, days_to_report=28, by=cora)
    return {
        "pot_id": grant.pot.pk,
        "commitment_id": commitment.pk,
        "pot_part_id": parting.part(pot=grant.pot, name="Thorley", pence=1, by=cora).pk,
        "bid_id": a_bid(cast, grant.pot).pk,
        "grant_id": grant.pk,
        "return_id": report.pk,
        "line_id": spend(cast, 1_000, grant=grant, action=Action.objects.get()).pk,
        "service_id": a_service(cast).pk,
    }
