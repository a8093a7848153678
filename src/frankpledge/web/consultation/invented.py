"""How the invented partnership of the demonstration listens. No real person, place or body."""

from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.models import Agency
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations.changes import cite
from frankpledge.web.consultation import (
    changes,
    community_changes,
    heard,
    lived_changes,
    meeting_changes,
    neighbourhood_changes,
)
from frankpledge.web.consultation.consultation import Consultation
from frankpledge.web.consultation.models import CommunityGroup, Meeting, Neighbourhood, NeighbourhoodPriority
from frankpledge.web.consultation.saving import publish
from frankpledge.web.consultation.things import PRIORITY
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Plan

ACCOUNT = (
    "They came in while I slept. The second time I had been out for an hour. After the third I moved my bed under the "
    "window to listen. Nobody told me that the man was caught until I rang for the fourth time. When the officer came "
    "to fit the lock she sat with me for a while, and that was the first night that I slept."
)
QUOTE = "After the third I moved my bed under the window to listen."


@transaction.atomic
def invent_consultation(plan: Plan, people: dict[str, Viewer], today: date) -> None:
    """Made once: where there is a consultation, nothing changes. `people` are viewers by role."""
    manager = people["coordinator"]
    with scope(partnership=plan.partnership):
        if Consultation.objects.exists():
            return
        agencies = {each.name: each for each in plans.agencies(manager)}
        places = _neighbourhoods(manager)
        groups = _groups(manager, places, today)
        _consultations(plan, manager, today)
        meetings = _meetings(manager, list(agencies.values()), places, today)
        _priorities(plan, manager, agencies, places, today)
        _issues(people, groups, meetings, places, today)
        _account(manager, today)


def _neighbourhoods(manager: Viewer) -> list[Neighbourhood]:
    return [
        neighbourhood_changes.put_neighbourhood(held=None, by=manager, name=name, group=group)
        for name, group in (
            ("Harbour", "Harbour Neighbourhood Action Group"),
            ("Upper Town", "Upper Town Neighbourhood Action Group"),
            ("Thorn villages", "Thorn Community Board"),
        )
    ]


def _groups(manager: Viewer, places: list[Neighbourhood], today: date) -> dict[str, CommunityGroup]:
    made = {}
    for name, kind, communities, liaison, place, contact, following in (
        ("Little Thorn Parish Council", "parish", ["rural", "everybody"], "Clerk", 2, 30, 60),
        ("Thorn Community Board", "board", ["rural", "business"], "Board officer", 2, 20, 25),
        ("Open Door", "community", ["newcomers", "ethnic"], "Community worker", 0, 45, -3),
        ("Quayside Youth Club", "community", ["young"], "Youth worker", 0, 12, 50),
        ("Independent Advisory Group", "advisory", ["ethnic", "faith", "lgbt", "disabled"], "Secretary", None, 28, 62),
        ("Thorn Valley Travellers’ Forum", "community", ["travellers"], "Liaison worker", 2, None, None),
    ):
        group = community_changes.put_group(
            held=None, by=manager, name=name, kind=kind, communities=communities, liaison=liaison,
            neighbourhood=places[place] if place is not None else None,
        )  # fmt: skip
        made[name] = group
        if contact is not None and following is not None:
            community_changes.be_in_touch(
                group=group, on=today - timedelta(days=contact), how="Visit", by=manager, today=today,
                words="We talked about what they hear and what worries people.",
                next_on=today + timedelta(days=following),
            )  # fmt: skip
    advisers = made["Independent Advisory Group"]
    for title in ("Exploitation of young people", "Hate crime: what is reported, and what is not"):
        community_changes.put_standing_item(group=advisers, title=title, by=manager, today=today - timedelta(days=300))
    given = community_changes.advise(
        group=advisers, given_on=today - timedelta(days=90), about="Stop and search near the station", by=manager,
        advice="Say each quarter who was stopped and what came of it, in the places where young people are.",
        today=today,
    )  # fmt: skip
    community_changes.respond(
        advice=given, by=manager, today=today - timedelta(days=60),
        response="The police bring the figures to every second meeting from now on.",
    )  # fmt: skip
    community_changes.advise(
        group=advisers, given_on=today - timedelta(days=28), about="Words of the residents’ survey", by=manager,
        advice="Ask about the bus stop, not about “public transport hubs”.", today=today,
    )  # fmt: skip
    community_changes.note_reach(
        year=heard.year_of(today), by=manager,
        note="We heard many young people and few who live far from a town. Next year two meetings go to the villages.",
    )  # fmt: skip
    return made


def _consultations(plan: Plan, manager: Viewer, today: date) -> None:
    review = changes.add(
        kind="review", title="What should come first next year?", plan=plan, by=manager,
        about="Which problems make you feel least safe? Where? What would help?",
        why="Each year we look again at what we put first. We want to start from what you see.",
        ways=["survey", "meeting", "stall", "group"],
        opened_on=today - timedelta(days=70), closes_on=today - timedelta(days=21),
    )  # fmt: skip
    said = (
        "Burglary, dark streets and young people with nothing to do.",
        "The hospital and the schools name nights out and knives; the shops name theft.",
        "Young people name the bus station after dark. Older people name scams.",
    )
    for who, answer in zip(review.consultees.all(), said, strict=True):
        changes.say_who_answered(
            consultee=who, asked_on=review.opened_on, answered_on=today - timedelta(days=25), not_asked_because="",
            answer=answer, by=manager, today=today,
        )  # fmt: skip
    changes.close(held=review, on=today - timedelta(days=21), answers=412, by=manager, today=today)
    for community, people in (("everybody", 318), ("young", 61), ("business", 22), ("rural", 11)):
        changes.reach(of=review, community=community, through="", people=people, by=manager)
    changes.say_what_came_of_it(
        held=review, by=manager,
        came_of_it="Burglary and lighting stay on top. Speeding was named more often than last year.",
        you_said="The streets by the harbour are too dark. You do not see anybody when you report a burglary.",
        we_did="The council mends every lamp by the harbour before winter. The police call each burgled home back "
        "within two days.",
    )  # fmt: skip
    order = changes.add(
        kind="pspo", title="Drinking on the harbour front", by=manager,
        about="Should the council be able to ask people to stop drinking on the harbour front?",
        why="The order of three years ago ends in spring.", ways=["online", "letter", "door"],
        opened_on=today - timedelta(days=12), closes_on=today + timedelta(days=30),
    )  # fmt: skip
    for who in list(order.consultees.all())[:3]:
        changes.say_who_answered(
            consultee=who, asked_on=order.opened_on, answered_on=None, answer="", not_asked_because="", by=manager,
            today=today,
        )  # fmt: skip
    for each in (review, order):
        publish(held=each, public=True, by=manager)


def _meetings(manager: Viewer, agencies: list[Agency], places: list[Neighbourhood], today: date) -> dict[str, Meeting]:
    def meeting(days: int, **facts: Any) -> Meeting:
        on = today + timedelta(days=days)
        whole = {"access": "Level entrance, hearing loop, bus 4.", "starts": time(18, 30), "on": on}
        return meeting_changes.add(by=manager, **whole | facts)

    say = meeting(
        -100, kind="have_your_say", title="Have Your Say at the Harbour Hall", place="Harbour Hall, Quay Street",
        neighbourhood=places[0], notice_on=today - timedelta(days=125), notice_where="Website, library, parish notice boards",
    )  # fmt: skip
    meeting_changes.say_how_it_went(
        held=say, by=manager, today=today,
        present={each: "Area lead" for each in agencies if "Health" not in each.name},
        note="Burglary, lamps that are out, and where young people can go in the evening.",
        feedback="The lamps are on the council’s list for this month. The youth club opens on Fridays.",
        feedback_on=today - timedelta(days=80),
    )  # fmt: skip
    changes.reach(of=say, community="everybody", through="", people=46, by=manager)
    council = next(each for each in agencies if "Council" in each.name)
    meeting_changes.ask(
        held=say, text="When are the lamps on Quay Street mended?", agency=council, by=manager, today=say.on,
        answer="By the end of next month. We put the list on the website.",
    )  # fmt: skip
    meeting_changes.ask(held=say, text="Why is the police desk shut on Mondays?", by=manager, today=say.on)
    youth = meeting(
        -45, kind="youth", title="Young people’s Have Your Say day", place="Castle School", starts=time(9, 30),
        notice_on=today - timedelta(days=80), notice_where="All secondary schools",
    )  # fmt: skip
    meeting_changes.say_how_it_went(
        held=youth, present={}, by=manager, today=today,
        note="Getting home after dark, vapes, and what happens after you report something.",
        feedback="", feedback_on=None,
    )  # fmt: skip
    for school, people in (("Castle School", 58), ("Thorn Academy", 54)):
        changes.reach(of=youth, community="young", through=school, people=people, by=manager)
    doors = meeting(
        -18, kind="doors", title="Visit to Ropewalk and Chandlers Row", place="Ropewalk", neighbourhood=places[0]
    )
    meeting_changes.say_how_it_went(
        held=doors, present={}, by=manager, today=today, contacts=74, referrals=6, note="Locks, lamps, rats.",
        feedback="", feedback_on=None,
    )  # fmt: skip
    coming = meeting(
        24, kind="public", title="Public meeting", place="Town Hall", notice_on=today - timedelta(days=4),
        notice_where="Website and local paper",
    )  # fmt: skip
    for each in (say, youth, coming):
        publish(held=each, public=True, by=manager)
    return {"say": say, "youth": youth, "doors": doors}


def _priorities(
    plan: Plan, manager: Viewer, agencies: dict[str, Agency], places: list[Neighbourhood], today: date
) -> None:
    council = next(each for name, each in agencies.items() if "Council" in name)
    police = next(each for name, each in agencies.items() if "Police" in name)
    for place, title, detail, raised_as, days, steps in (
        (0, "Mend the lamps by the harbour", "Eleven lamps are out between the hall and the quay.", "meeting", 100, (
            ("agreed", 86, "", None),
            ("acted", 40, "Seven lamps were mended.", council),
            ("fed_back", 12, "Seven of eleven lamps work again. The other four wait for a part.", council),
        )),
        (0, "Burgled homes are called back", "People do not hear what came of their report.", "survey", 95, (
            ("agreed", 86, "", None),
            ("acted", 30, "An officer calls each burgled home within two days.", police),
        )),
        (1, "Bikes on the pavement", "By the school, in the morning.", "councillor", 80, (("agreed", 66, "", None),)),
        (1, "A camera in Mill Lane", "", "residents", 75, (
            ("not_taken", 60, "There were two reports in a year. A camera would cost more than it could do.", None),
        )),
        (2, "Fast cars through Little Thorn", "Between seven and nine in the morning.", "parish", 35, ()),
    ):  # fmt: skip
        held: NeighbourhoodPriority = neighbourhood_changes.raise_priority(
            neighbourhood=places[place], title=title, detail=detail, raised_as=raised_as, by=manager, today=today,
            raised_on=today - timedelta(days=days),
        )  # fmt: skip
        for kind, ago, words, agency in steps:
            neighbourhood_changes.step(
                priority=held, kind=kind, on=today - timedelta(days=ago), words=words, agency=agency, by=manager,
                today=today,
            )  # fmt: skip
        publish(held=held, public=True, by=manager)
        action = plans.actions(manager).filter(plan=plan, text__icontains="burgl").order_by("pk").first()
        if action is not None and "Burgled" in title:
            cite(
                citing="action", citing_id=str(action.pk), cited=PRIORITY, cited_id=str(held.pk), by=manager,
                why="What residents of Harbour asked for",
            )  # fmt: skip


def _issues(
    people: dict[str, Viewer],
    groups: dict[str, CommunityGroup],
    meetings: dict[str, Meeting],
    places: list[Neighbourhood],
    today: date,
) -> None:
    manager = people["coordinator"]
    parish = neighbourhood_changes.take_in(
        text="Lorries use the lane past the school.", idea="A sign at the junction.", raised_as="parish",
        group=groups["Little Thorn Parish Council"], neighbourhood=places[2], raised_on=today - timedelta(days=30),
        by=manager, today=today,
    )  # fmt: skip
    neighbourhood_changes.settle(
        issue=parish, outcome="passed_on", words="The county’s highways team looks at the junction in spring.",
        agency=next(each for each in plans.agencies(manager) if "Council" in each.name), by=manager, today=today,
    )  # fmt: skip
    for text, raised_as, meeting in (
        ("Young people feel unsafe at the bus station after dark.", "meeting", meetings["youth"]),
        ("Bins are set on fire behind Chandlers Row.", "residents", meetings["doors"]),
    ):
        neighbourhood_changes.take_in(
            text=text, raised_as=raised_as, meeting=meeting, neighbourhood=places[0], raised_on=meeting.on, by=manager,
            today=today,
        )  # fmt: skip


def _account(manager: Viewer, today: date) -> None:
    account = lived_changes.take_down(
        told_by="victim", told_on=today - timedelta(days=40), about="Burgled three times in one year", text=ACCOUNT,
        purposes=["assessment", "quote"], consent_how="Signed form, held by the victims’ service",
        given_on=today - timedelta(days=40), ends_on=today + timedelta(days=325), by=manager, today=today,
    )  # fmt: skip
    lived_changes.pick_quote(account=account, text=QUOTE, by=manager, today=today)
