"""Consultations, meetings, neighbourhoods and accounts for tests: the dullest there are."""

from datetime import date, timedelta
from typing import Any

from frankpledge.web.consultation import (
    changes,
    community_changes,
    lived_changes,
    meeting_changes,
    neighbourhood_changes,
)
from frankpledge.web.consultation.models import (
    CommunityGroup,
    Consultation,
    Issue,
    LivedAccount,
    Meeting,
    Neighbourhood,
    NeighbourhoodPriority,
    Question,
    Step,
)
from tests.web.cast import Cast

WORDS = "They came back three times. I moved the bed under the window to listen."


def a_consultation(cast: Cast, **facts: Any) -> Consultation:
    whole = {
        "kind": "pspo",
        "title": "Alcohol in the harbour",
        "about": "Should drinking be limited?",
        "opened_on": cast.today - timedelta(days=30),
    }
    return changes.add(by=cast.viewer("cora"), **whole | facts)


def a_meeting(cast: Cast, **facts: Any) -> Meeting:
    whole = {"kind": "public", "title": "Have Your Say", "on": cast.today, "place": "Town hall"}
    return meeting_changes.add(by=cast.viewer("cora"), **whole | facts)


def held(cast: Cast, meeting: Meeting, *agencies: str, **facts: Any) -> Meeting:
    """The meeting was held; a senior person of each of these agencies was there."""
    present = {cast.agencies[name]: "Chief officer" for name in agencies}
    return meeting_changes.say_how_it_went(
        held=meeting, present=present, by=cast.viewer("cora"), today=cast.today, **facts
    )


def a_question(cast: Cast, meeting: Meeting, **facts: Any) -> Question:
    whole = {"text": "When are the lights mended?"} | facts
    return meeting_changes.ask(held=meeting, by=cast.viewer("cora"), today=cast.today, **whole)


def a_neighbourhood(cast: Cast, name: str = "Harbour", **facts: Any) -> Neighbourhood:
    return neighbourhood_changes.put_neighbourhood(held=None, by=cast.viewer("cora"), name=name, **facts)


def a_priority(cast: Cast, place: Neighbourhood | None = None, **facts: Any) -> NeighbourhoodPriority:
    whole = {"title": "Mend the lights", "raised_on": cast.today - timedelta(days=60), "raised_as": "parish"} | facts
    return neighbourhood_changes.raise_priority(
        neighbourhood=place or a_neighbourhood(cast), by=cast.viewer("cora"), today=cast.today, **whole
    )


def step(cast: Cast, priority: NeighbourhoodPriority, kind: str, words: str = "So it is", **facts: Any) -> Step:
    whole = {"on": cast.today, "today": cast.today} | facts
    return neighbourhood_changes.step(priority=priority, kind=kind, words=words, by=cast.viewer("cora"), **whole)


def an_issue(cast: Cast, **facts: Any) -> Issue:
    whole = {"text": "The lamps are out", "raised_on": cast.today, "raised_as": "parish"} | facts
    return neighbourhood_changes.take_in(by=cast.viewer("lea"), today=cast.today, **whole)


def a_group(cast: Cast, name: str = "Movers", **facts: Any) -> CommunityGroup:
    whole = {"kind": "community", "communities": ["ethnic"]} | facts
    return community_changes.put_group(held=None, by=cast.viewer("cora"), name=name, **whole)


def an_account(cast: Cast, **facts: Any) -> LivedAccount:
    whole: dict[str, Any] = {
        "told_by": "victim",
        "told_on": cast.today,
        "about": "Burgled again",
        "text": WORDS,
        "purposes": ["assessment", "quote"],
        "consent_how": "Signed form",
        "given_on": cast.today,
        "ends_on": cast.today + timedelta(days=365),
    }
    return lived_changes.take_down(by=cast.viewer("cora"), today=cast.today, **whole | facts)


def published(cast: Cast, thing: Any) -> Any:
    from frankpledge.web.consultation.saving import publish

    publish(held=thing, public=True, by=cast.viewer("cora"))
    return thing


def years_before(day: date, years: int) -> date:
    return day - timedelta(days=365 * years)


def one_of_each(cast: Cast) -> dict[str, int]:
    """One of everything, by the names that addresses have for their numbers."""
    cora = cast.viewer("cora")
    asked, meeting, group = a_consultation(cast), a_meeting(cast), a_group(cast, kind="advisory")
    place = a_neighbourhood(cast)
    reached = changes.reach(of=meeting, community="young", through="A school", people=3, by=cora)
    advice = community_changes.advise(
        group=group, given_on=cast.today, about="Hate crime", advice="Ask more", by=cora, today=cast.today
    )
    item = community_changes.put_standing_item(group=group, title="Exploitation", by=cora, today=cast.today)
    consultee = asked.consultees.first()
    assert consultee
    return {
        "consultation_id": asked.pk,
        "consultee_id": consultee.pk,
        "reached_id": reached.pk,
        "meeting_id": meeting.pk,
        "asked_id": a_question(cast, meeting).pk,
        "neighbourhood_id": place.pk,
        "raised_id": a_priority(cast, place).pk,
        "issue_id": an_issue(cast).pk,
        "group_id": group.pk,
        "advice_id": advice.pk,
        "item_id": item.pk,
        "year": 2025,
        "account_id": an_account(cast).pk,
    }
