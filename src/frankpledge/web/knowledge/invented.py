"""What the invented partnership of the demonstration knows beside its figures. No real person, place or body."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership, Person
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.knowledge import changes
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.models import (
    EmergingIssue,
    EvidenceDocument,
    KnowledgeGap,
    Recommendation,
    RecordingNote,
    SourcedFact,
)


def viewers(partnership: Partnership, today: date) -> dict[str, Viewer]:
    """The invented partnership's people by first or last name, as they see it."""
    people = Person.objects.filter(memberships__partnership=partnership).distinct()
    found = {person.name.split()[-1]: viewer_of(person, partnership, today) for person in people}
    return {name: viewer for name, viewer in found.items() if viewer}


@transaction.atomic
def invent_knowledge(partnership: Partnership, today: date) -> Mapping[str, Known]:
    """Examples of each sort, made once, by a word to find them by; made already, nothing is added."""
    with scope(partnership=partnership):
        if EvidenceDocument.objects.exists():
            return {}
        people = viewers(partnership, today)
        return {**_documents(people, today), **_questions(people, today), **_notes(people)}


def _documents(people: dict[str, Viewer], today: date) -> dict[str, Known]:
    manager, analyst = people["Lindqvist"], people["Okafor"]
    needs = EvidenceDocument(
        title="What young people told us about the evening economy",
        sort=EvidenceDocument.Sort.CONSULTATION,
        publisher="Frankshire Health Board",
        published_on=today - timedelta(days=260),
        says="412 pupils of three schools answered. Those who felt unsafe named bus stops more often than bars.",
        review_on=today + timedelta(days=100),
    )
    review = EvidenceDocument(
        title="Review of how serious incidents outside bars are followed up",
        sort=EvidenceDocument.Sort.REVIEW,
        publisher="Frankshire Police",
        published_on=today - timedelta(days=150),
        says="Bars were told of an incident after nine days on average. Half never heard the outcome.",
        restricted=True,
    )
    for document in (needs, review):
        changes.add(thing=document, by=analyst)
    asked = (
        (
            Recommendation(
                document=needs,
                number="3",
                asks="Light the two bus stops by the harbour until the last bus has left.",
                answer=Recommendation.Answer.ACCEPTED,
                owner=manager.person,
                due_on=today - timedelta(days=60),
                followed_on=today - timedelta(days=75),
                followed="Both are lit until half past midnight.",
            )
        ),
        (
            Recommendation(
                document=needs,
                number="4",
                asks="Put a member of staff on each night bus.",
                answer=Recommendation.Answer.REJECTED,
                reason="The operator has no staff for it this year. Marshals wait at the two stops instead.",
            )
        ),
        (
            Recommendation(
                document=review,
                number="1",
                asks="Tell a bar within two working days of an incident outside it.",
                answer=Recommendation.Answer.PARTLY,
                reason="Within two days for serious incidents; within a week for others.",
                owner=people["Thistle"].person,
                due_on=today - timedelta(days=14),
            )
        ),
        (Recommendation(document=review, number="2", asks="Name one person for each bar to ring.")),
    )
    for recommendation in asked:
        changes.add(thing=recommendation, by=manager)
    fact = SourcedFact(
        statement="61 of 100 pupils said that they had felt unsafe waiting for a bus after dark.",
        year="2025",
        source="What young people told us about the evening economy, page 7",
        caveat="Three schools of eleven took part, so it says little of the others.",
        document=needs,
        printed=True,
    )
    changes.add(thing=fact, by=analyst)
    return {"needs": needs, "review": review, "fact": fact}


def _questions(people: dict[str, Viewer], today: date) -> dict[str, Known]:
    scooters = EmergingIssue(
        title="Electric bicycles without plates in the shopping streets",
        seen="Riders on modified bicycles pass through the pedestrian streets most afternoons. Two near misses.",
        told_by="Frankshire Fire and Rescue Service",
        first_seen_on=today - timedelta(days=45),
        printed=True,
    )
    # Fire told of it; that it is printed is for who writes the assessment to say.
    changes.add(thing=scooters, by=people["Okafor"])
    vapes = EmergingIssue(
        title="Shops that sell vapes to children",
        seen="Three complaints from parents in one month.",
        told_by="Frankshire Health Board",
        first_seen_on=today - timedelta(days=300),
        state=EmergingIssue.State.CLOSED,
        outcome="Trading standards visited; two shops were fined. No complaint since.",
    )
    changes.add(thing=vapes, by=people["Marchbank"])
    goods = KnowledgeGap(
        question="Where do the goods go that are stolen from shops?",
        matters="It decides whether to guard the shops or to watch those who sell on.",
        owner=people["Calloway"].person,
        research="Compare what is offered online in a month with what four shops miss.",
        due_on=today - timedelta(days=10),
        printed=True,
    )
    hours = KnowledgeGap(
        question="Do the hours of violence on the street and in hospital agree?",
        matters="If they do not, much of it is not told to the police.",
        owner=people["Okafor"].person,
        research="Set the hospital's counts beside the police's by hour of the week.",
        due_on=today - timedelta(days=90),
        closed_on=today - timedelta(days=100),
        learnt="They agree at weekends. On weekdays the hospital sees people whom the police do not hear of.",
    )
    for gap in (goods, hours):
        changes.add(thing=gap, by=people["Okafor"])
    return {"scooters": scooters, "goods": goods}


def _notes(people: dict[str, Viewer]) -> dict[str, Known]:
    online = RecordingNote(
        title="Shop theft can be told online",
        crime_types=["Shoplifting"],
        from_month="2025-04",
        effect="More of the small thefts are recorded. Months before and after are not alike.",
        source="Frankshire Police, note to partners",
    )
    flood = RecordingNote(
        title="Harbour streets closed after the flood",
        crime_types=["Violence and sexual offences", "Public order"],
        from_month="2024-02",
        until_month="2024-03",
        effect="Bars were shut for five weeks, so that less than usual happened there.",
        source="Minutes of the partnership",
        abnormal=True,
    )
    for note in (online, flood):
        changes.add(thing=note, by=people["Okafor"])
    return {"online": online, "flood": flood}
