"""The money of the demonstration: two years of pots, bids won and lost, a grant with its returns, what was spent."""

from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.funding import changes, commissioning, granting, reporting
from frankpledge.web.funding.models import Bid, Grant, Pot, Way
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Action, Chapter, Plan
from frankpledge.web.risks.models import Risk

SMALL: tuple[tuple[str, str, int, str, int | None, str, list[tuple[str, str]]], ...] = (
    ("Harbour Youth Club", "Boxing gloves for a Friday club", 48_000, "awarded", None, "", []),
    ("Old Market Traders", "Lights over the arcade", 75_000, "part", 50_000, "The traders can pay the rest.", []),
    (
        "Friends of Mill Lane", "Cameras for a private yard", 50_000, "refused", None,
        "Private land is outside what the pot is for.", [("Idris Fenwick", "lives in Mill Lane")],
    ),
)  # fmt: skip


@transaction.atomic
def invent_funding(plan: Plan, people: dict[str, Viewer], today: date) -> None:
    """Made once: where there are pots, nothing changes. `people` are viewers by role."""
    manager = people["coordinator"]
    with scope(partnership=plan.partnership):
        if Pot.objects.exists():
            return
        began = plan.first_day
        grant = _safer_streets(plan, manager, today)
        pots = _pots(began.year, grant, manager)
        chapters = list(Chapter.objects.filter(plan=plan).select_related("priority"))
        for chapter, pence in zip(chapters, (1_200_000, 900_000, 450_000, 300_000), strict=False):
            changes.commit(pot=pots["fund"], priority=chapter.priority, pence=pence, on=began, by=manager)
        changes.commit(
            pot=pots["streets"], priority=chapters[1].priority, pence=1_800_000, words="Marshals", on=began, by=manager
        )
        for organisation, title, asked, state, awarded, because, interests in SMALL:
            changes.small_grant(
                pot=pots["small"],
                organisation=organisation,
                title=title,
                purpose=f"{title}, for one year. Invented for this demonstration.",
                asked_pence=asked,
                interests=interests,
                state=state,
                awarded_pence=awarded,
                because=because,
                conditions="Send two photographs and the receipts." if state != Bid.State.REFUSED else "",
                priority=chapters[0].priority,
                by=manager,
                today=today,
            )
        given = Grant.objects.filter(way=Way.OUT).order_by("pk").first()
        if given:
            granting.publish_as(prefix="360G-Invented", organisation="GB-LAE-INVENTED", by=manager)
            granting.open_up(grant=given, by=manager, today=today)
        _spend(plan, grant, pots, manager, today)
        _marshals(plan, pots["streets"], manager, today)


def _safer_streets(plan: Plan, manager: Viewer, today: date) -> Grant:
    """Asked for £30,000, given £24,000; it pays for the marshals, is reported on, and a risk hangs on it."""
    began = plan.first_day
    bid = changes.ask(
        way=Way.IN,
        organisation="Frankshire Police and Crime Commissioner",
        title="Safer streets after dark",
        purpose="Street marshals and lights around the Old Market.",
        asked_pence=3_000_000,
        asked_on=began - timedelta(days=60),
        by=manager,
    )
    grant = changes.decide(
        bid=bid,
        state=Bid.State.PART,
        awarded_pence=2_400_000,
        because="The funder pays for 40 nights, not 50.",
        conditions="A return each quarter.\nThe funder’s mark on every poster.",
        on=began,
        first_day=began,
        last_day=plan.last_day,
        by=manager,
    )
    assert grant is not None
    for word in ("marshals", "late bars"):
        action = Action.objects.filter(plan=plan, text__icontains=word).first()
        if action:
            granting.pays_for(grant=grant, action=action, by=manager)
    risk = Risk.objects.filter(description__icontains="safer streets").first()
    if risk:
        granting.hangs_on(grant=grant, risk=risk, by=manager)
    returns = reporting.set_returns(grant=grant, every_months=3, days_to_report=28, by=manager)
    over = [report for report in returns if report.last_day < today]
    for report in over[:-1]:
        reporting.skip(report=report, because="The funder asked for the first two quarters in one.", by=manager)
    return grant


def _pots(year: int, grant: Grant, manager: Viewer) -> dict[str, Pot]:
    def add(name: str, funder: str, method: str, amounts: tuple[int, int], **facts: str) -> Pot:
        last, now = amounts
        whole = {"name": name, "funder": funder, "method": method, "by": manager, **facts}
        before = changes.add_pot(year=year - 1, pence=last, **whole)  # type: ignore[arg-type]
        came_from = grant if method == Pot.Method.BID else None
        return changes.add_pot(year=year, pence=now, follows=before, grant=came_from, **whole)  # type: ignore[arg-type]

    commissioner = "Frankshire Police and Crime Commissioner"
    return {
        "fund": add(
            "Community safety fund",
            commissioner,
            Pot.Method.FORMULA,
            (3_150_000, 2_800_000),
            method_words="By residents and recorded crime, half each.",
        ),
        "streets": add("Safer streets", commissioner, Pot.Method.BID, (1_500_000, 2_400_000)),
        "small": add("Small grants", "The council and the housing association", Pot.Method.SHARED, (500_000, 500_000)),
    }


def _spend(plan: Plan, grant: Grant, pots: dict[str, Pot], manager: Viewer, today: date) -> None:
    marshals = Action.objects.filter(plan=plan, text__icontains="marshals").first()
    locks = Action.objects.filter(plan=plan, text__icontains="locks").first()
    police = plans.agencies(manager).filter(name__icontains="Police").first()
    for days, pence, words, pot, action in (
        (150, 610_000, "Marshals, first quarter", "streets", marshals),
        (60, 640_050, "Marshals, second quarter", "streets", marshals),
        (120, 412_500, "Locks and lights, 33 homes", "fund", locks),
        (30, 375_000, "Locks and lights, 30 homes", "fund", locks),
    ):
        granting.write_line(
            kind="spent",
            pence=pence,
            on=max(plan.first_day, today - timedelta(days=days)),
            words=words,
            pot=pots[pot],
            grant=grant if pot == "streets" else None,
            action=action,
            by=manager,
            today=today,
        )
    if police:
        granting.write_line(
            kind="given",
            in_kind=True,
            pence=960_000,
            on=max(plan.first_day, today - timedelta(days=50)),
            words="Two crime prevention officers, a day a week for six months",
            agency=police,
            action=locks,
            by=manager,
            today=today,
        )


def _marshals(plan: Plan, pot: Pot, manager: Viewer, today: date) -> None:
    service = commissioning.add(
        kind="pilot",
        title="Street marshals at the Old Market",
        provider="Lantern Walk (invented)",
        specification="Two marshals from ten in the evening to three, on 40 Friday and Saturday nights.",
        eligibility="Anybody who needs help to get home.",
        capacity=800,
        pot=pot,
        action=Action.objects.filter(plan=plan, text__icontains="marshals").first(),
        pence=1_800_000,
        first_day=plan.first_day,
        last_day=plan.last_day,
        review_on=plan.first_day + timedelta(days=200),
        by=manager,
    )
    quarter = plan.first_day + timedelta(days=90)
    if quarter < today:
        commissioning.report(
            service=service,
            first_day=plan.first_day,
            last_day=quarter,
            reached=164,
            succeeded=151,
            words="Most were walked to a taxi; four were given first aid.",
            by=manager,
        )
