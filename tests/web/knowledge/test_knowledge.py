"""What is known beside the figures: kept by those who may, closed with what was learnt, shown where it bears."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.month import Month
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.knowledge import changes, queries
from frankpledge.web.knowledge.models import (
    EmergingIssue,
    EvidenceDocument,
    KnowledgeGap,
    Recommendation,
    RecordingNote,
    SourcedFact,
)
from frankpledge.web.knowledge.sorts import SORTS
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


def signed_in(cast: Cast, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_gap(cast: Cast, **facts) -> KnowledgeGap:
    facts = {"question": "Who buys the stolen bicycles?", "matters": "It decides what to do.", **facts}
    return changes.add(thing=KnowledgeGap(**facts), by=cast.viewer("ana"))  # type: ignore[return-value]


def a_document(cast: Cast, **facts) -> EvidenceDocument:
    facts = {"title": "Health needs", "sort": "assessment", "publisher": "Health Board", "says": "Much.", **facts}
    return changes.add(thing=EvidenceDocument(**facts), by=cast.viewer("ana"))  # type: ignore[return-value]


def an_issue() -> EmergingIssue:
    return EmergingIssue(title="E-scooters", seen="More of them.", told_by="Police", first_seen_on=date(2026, 1, 2))


def a_note(cast: Cast, **facts) -> RecordingNote:
    facts = {"title": "New rule", "from_month": "2025-03", "effect": "More are counted.", "source": "Force", **facts}
    return changes.add(thing=RecordingNote(**facts), by=cast.viewer("ana"))  # type: ignore[return-value]


@pytest.mark.parametrize("who", ["mo", "lea", "ana", "cora", "chris", "casey"])
def test_every_agency_tells_of_an_emerging_issue(cast_today: Cast, who: str) -> None:
    added = changes.add(thing=an_issue(), by=cast_today.viewer(who))

    assert added.added_by == cast_today.people[who]
    assert changes.reason_not_to_change(cast_today.viewer(who), added) == ""


@pytest.mark.parametrize("who", ["scott", "ada"])
def test_who_only_looks_on_tells_of_none(cast_today: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="beginning to show"):
        changes.add(thing=an_issue(), by=cast_today.viewer(who))


def test_another_ones_issue_is_changed_by_who_writes_assessments_alone(cast_today: Cast) -> None:
    issue = changes.add(thing=an_issue(), by=cast_today.viewer("mo"))

    assert changes.reason_not_to_change(cast_today.viewer("lea"), issue)
    assert not changes.reason_not_to_change(cast_today.viewer("cora"), issue)


def test_a_gap_is_closed_only_with_what_was_learnt(cast_today: Cast) -> None:
    gap = a_gap(cast_today, owner=cast_today.people["mo"], due_on=date(2026, 3, 1))
    gap.closed_on = date(2026, 2, 1)

    with pytest.raises(ValidationError, match="Say what was learnt"):
        changes.change(thing=gap, by=cast_today.viewer("ana"))
    with pytest.raises(IntegrityError), transaction.atomic():
        KnowledgeGap.objects.update(closed_on=date(2026, 2, 1))

    gap.learnt = "Mostly one shop."
    changes.change(thing=gap, by=cast_today.viewer("ana"))
    assert not KnowledgeGap.objects.get().is_open


def test_the_record_names_the_fields_that_changed_and_not_what_they_held(cast_today: Cast) -> None:
    gap = a_gap(cast_today)
    gap.research = "Ask Sam Example."
    changes.change(thing=gap, by=cast_today.viewer("ana"))

    event = AuditEvent.objects.get(kind="knowledge.changed")
    assert event.detail == {"fields": ["research"]}


def test_nothing_changed_is_nothing_recorded(cast_today: Cast) -> None:
    changes.change(thing=a_gap(cast_today), by=cast_today.viewer("ana"))

    assert not AuditEvent.objects.filter(kind="knowledge.changed").exists()


def test_a_gap_is_owned_by_somebody_who_works_here(cast_today: Cast) -> None:
    with pytest.raises(ValidationError, match="does not work here"):
        a_gap(cast_today, owner=cast_today.people["nina"])


def test_a_recommendation_is_rejected_with_a_reason_and_followed_once_accepted(cast_today: Cast) -> None:
    document = a_document(cast_today)
    asked = changes.add(thing=Recommendation(document=document, asks="Light the park."), by=cast_today.viewer("ana"))
    assert isinstance(asked, Recommendation)
    asked.answer = "rejected"
    with pytest.raises(ValidationError, match="Say why"):
        changes.change(thing=asked, by=cast_today.viewer("ana"))
    asked.answer, asked.followed_on, asked.followed = "open", date(2026, 2, 1), "Lamps are up."
    with pytest.raises(ValidationError, match="accepted first"):
        changes.change(thing=asked, by=cast_today.viewer("ana"))

    asked.answer = "accepted"
    changes.change(thing=asked, by=cast_today.viewer("ana"))

    assert Recommendation.objects.get().standing == "followed on 1 February 2026"


def test_a_restricted_document_and_what_comes_from_it_are_not_there_for_others(cast_today: Cast) -> None:
    document = a_document(cast_today, restricted=True)
    changes.add(thing=Recommendation(document=document, asks="Light the park."), by=cast_today.viewer("ana"))
    fact = SourcedFact(statement="A fifth.", year="2024", source="It", caveat="Few.", document=document)
    changes.add(thing=fact, by=cast_today.viewer("ana"))

    for name in ("evidence-document", "recommendation", "sourced-fact"):
        assert not queries.of_sort(cast_today.viewer("mo"), SORTS[name]).exists()
        assert queries.of_sort(cast_today.viewer("chris"), SORTS[name]).count() == 1
    address = reverse("known", args=["castermouth", "evidence-document", document.pk])
    assert signed_in(cast_today, "mo").get(address).status_code == 404


def test_opening_a_restricted_document_is_recorded_once_a_view_and_without_what_it_says(cast_today: Cast) -> None:
    document = a_document(cast_today, restricted=True)
    address = reverse("known", args=["castermouth", "evidence-document", document.pk])
    client = signed_in(cast_today, "chris")

    client.get(address)
    client.get(address)

    looks = AuditEvent.objects.filter(kind="audit.looked")
    assert [(look.person, look.subject_id, look.detail) for look in looks] == [
        (cast_today.people["chris"], str(document.pk), {})
    ] * 2


def test_opening_an_open_document_is_not_recorded(cast_today: Cast) -> None:
    document = a_document(cast_today)

    signed_in(cast_today, "chris").get(reverse("known", args=["castermouth", "evidence-document", document.pk]))

    assert not AuditEvent.objects.filter(kind="audit.looked").exists()


MARCH, DECEMBER = Month.parse("2025-03"), Month.parse("2025-12")


@pytest.mark.parametrize(
    ("types", "until", "crime_type", "first", "touches"),
    [
        (["Burglary"], "", "Burglary", "2025-01", True),
        (["Burglary"], "", "Robbery", "2025-01", False),
        (["Burglary"], "", None, "2025-01", True),  # all crime holds burglary
        ([], "", "Robbery", "2025-01", True),
        ([], "2025-04", "Robbery", "2025-05", False),
        ([], "2025-05", "Robbery", "2025-05", True),
    ],
)
def test_a_note_touches_a_series_of_its_type_in_its_months(types, until, crime_type, first, touches) -> None:
    note = RecordingNote(title="x", crime_types=types, from_month="2025-03", until_month=until)

    assert note.touches(crime_type, Month.parse(first), DECEMBER) is touches


def test_a_note_that_begins_later_touches_nothing_before() -> None:
    assert not RecordingNote(from_month="2026-01").touches(None, MARCH, DECEMBER)


def test_abnormal_months_need_an_end(cast_today: Cast) -> None:
    with pytest.raises(ValidationError, match="the last that is out of the ordinary"):
        a_note(cast_today, abnormal=True)


def test_months_out_of_the_ordinary_say_from_when_charts_leave_them_out(cast_today: Cast) -> None:
    note = a_note(cast_today, abnormal=True, until_month="2026-03")

    page = signed_in(cast_today, "ana").get(f"/p/castermouth/knowledge/recording-note/{note.pk}/").content.decode()

    assert "from the next time that an assessment's figures are worked out" in page


def test_a_note_stands_at_the_findings_that_it_touches(cast_today: Cast) -> None:
    draft = a_draft(cast_today)
    burglary, robbery = finding("burglary", 271), finding("robbery", 40)
    burglary[0]["crime_type"], robbery[0]["crime_type"] = "Burglary", "Robbery"
    compute(draft, burglary, robbery)
    a_note(cast_today, crime_types=["Burglary"])

    page = signed_in(cast_today, "mo").get(draft.get_absolute_url()).content.decode()

    assert page.count("More are counted.") == 1
    assert page.index("More are counted.") < page.index('id="robbery"')


@pytest.mark.parametrize("name", list(SORTS))
def test_each_sort_is_listed_added_read_and_changed_in_the_browser(cast_today: Cast, name: str) -> None:
    sent = {
        "emerging-issue": {
            "title": "E-scooters", "seen": "x", "told_by": "Police", "first_seen_on": "2026-01-02", "state": "watched",
        },
        "knowledge-gap": {"question": "Who?", "matters": "x", "due_on": "2026-01-01"},
        "evidence-document": {"title": "Needs", "sort": "review", "publisher": "x", "says": "y"},
        "recommendation": {"document": str(a_document(cast_today).pk), "asks": "Light it.", "answer": "open"},
        "sourced-fact": {"statement": "A fifth.", "year": "2024", "source": "x", "caveat": "y"},
        "recording-note": {
            "title": "New rule", "crime_types": ["Burglary"], "from_month": "2025-03", "effect": "x", "source": "y",
        },
    }[name]  # fmt: skip
    client = signed_in(cast_today, "ana")
    listed = reverse("known_list", args=["castermouth", name])
    assert client.get(f"{listed}add/").status_code == 200
    refused = client.post(f"{listed}add/", {})
    assert "There is a problem" in refused.content.decode()

    added = client.post(f"{listed}add/", sent, follow=True)

    assert added.status_code == 200
    address = added.redirect_chain[-1][0]
    said = sent.get("title") or sent.get("question") or sent.get("asks") or sent["statement"]
    assert said in added.content.decode()
    assert address in client.get(listed).content.decode()
    assert client.post(f"{address}change/", sent).status_code == 302
    assert client.get(reverse("knowledge", args=["castermouth"])).status_code == 200


def test_a_broken_rule_speaks_at_the_field_that_mends_it(cast_today: Cast) -> None:
    gap = a_gap(cast_today)
    address = reverse("change_known", args=["castermouth", "knowledge-gap", gap.pk])
    sent = {"question": gap.question, "matters": gap.matters, "closed_on": "2026-02-01"}

    page = signed_in(cast_today, "ana").post(address, sent).content.decode()

    assert '<a href="#id_learnt">Say what was learnt.</a>' in page


def test_ten_times_the_things_take_no_more_questions(cast_today: Cast, django_assert_max_num_queries) -> None:
    client = signed_in(cast_today, "mo")
    document = a_document(cast_today)
    addresses = [
        reverse("knowledge", args=["castermouth"]),
        *(reverse("known_list", args=["castermouth", name]) for name in SORTS),
        reverse("known", args=["castermouth", "evidence-document", document.pk]),
    ]

    def add_each(times: int) -> None:
        for _ in range(times):
            changes.add(thing=Recommendation(document=document, asks="Light it."), by=cast_today.viewer("ana"))
            a_gap(cast_today, owner=cast_today.people["mo"])
            a_note(cast_today)
            changes.add(thing=an_issue(), by=cast_today.viewer("ana"))

    def counts() -> list[int]:
        counted = []
        for address in addresses:
            with django_assert_max_num_queries(40) as asked:
                client.get(address)
            counted.append(len(asked))
        return counted

    add_each(1)
    client.get(addresses[0])
    few = counts()
    add_each(9)

    assert counts() == few


def test_only_who_writes_the_assessment_says_what_is_printed_in_it(cast_today: Cast) -> None:
    lea, ana = cast_today.viewer("lea"), cast_today.viewer("ana")
    told = {
        "title": "T", "seen": "John Roe deals", "told_by": "Fire", "first_seen_on": "2026-01-01", "state": "watched",
        "printed": "on",
    }  # fmt: skip
    asked = signed_in(cast_today, "lea").get("/p/castermouth/knowledge/emerging-issue/add/")
    assert 'name="printed"' not in asked.content.decode()

    signed_in(cast_today, "lea").post("/p/castermouth/knowledge/emerging-issue/add/", told)
    issue = EmergingIssue.objects.get()
    assert not issue.printed
    assert queries.printed(cast_today.partnerships["castermouth"])["emerging_issues"] == []
    issue.printed = True
    with pytest.raises(NotAllowed):
        changes.change(thing=issue, by=lea)
    with pytest.raises(NotAllowed):
        changes.add(thing=EmergingIssue(printed=True, title="T", seen="S", told_by="F"), by=lea)

    changes.change(thing=issue, by=ana)
    issue.seen = "Something else"  # what is to be printed is not put in the writers' mouth afterwards
    with pytest.raises(NotAllowed):
        changes.change(thing=issue, by=lea)
    assert changes.reason_not_to_change(lea, issue)
