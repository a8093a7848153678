"""Pages of consultation: what they show, what a press does, what anybody reads, and how many questions they ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.consultation import changes, community_changes, lived_changes
from frankpledge.web.consultation.models import (
    Advice,
    CommunityGroup,
    Consultation,
    Issue,
    LivedAccount,
    Meeting,
    Neighbourhood,
    NeighbourhoodPriority,
)
from tests.web.consultation.heard import (
    WORDS,
    a_consultation,
    a_group,
    a_meeting,
    a_neighbourhood,
    a_priority,
    a_question,
    an_account,
    an_issue,
    held,
    published,
    step,
)

HERE = "/p/castermouth/consultation/"
PUBLIC = "/published/castermouth/consultation/"


@pytest.fixture
def here(cast_today, monkeypatch, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client(cast, who="cora"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def shown(browser, address):
    return browser.get(address).content.decode()


def test_a_consultation_is_added_asked_closed_and_shown_to_anybody(here):
    browser = client(here)
    asked = {
        "kind": "pspo",
        "title": "Harbour front",
        "about": "Drinking?",
        "ways": ["online"],
        "opened_on": here.today,
    }
    made = browser.post(f"{HERE}add/", asked)
    consultation = Consultation.objects.get()
    address = consultation.get_absolute_url()
    assert made.headers["Location"] == address
    assert "Not asked yet" in shown(browser, address)

    first = consultation.consultees.first()
    browser.post(f"{address}asked/{first.pk}/", {"asked_on": here.today, "answered_on": here.today, "answer": "Yes"})
    browser.post(f"{address}ask/", {"who": "The pubwatch"})
    browser.post(f"{address}documents/add/", {"title": "Map", "address": "https://example.org/map"})
    browser.post(f"{address}reached/", {"community": "young", "people": 3})
    browser.post(f"{address}close/", {"on": here.today, "answers": 12})
    browser.post(f"{address}outcome/", {"came_of_it": "Agreed", "you_said": "Too loud", "we_did": "An order"})
    assert Client().get(f"{PUBLIC}{consultation.pk}/").status_code == 404
    browser.post(f"{address}publish/", {"public": "1"})

    page = shown(Client(), f"{PUBLIC}{consultation.pk}/")
    for words in ("Harbour front", "12 answered", "Too loud", "An order", "Map", "The chief officer of police"):
        assert words in page
    for words in ("Agreed", ": Yes"):
        assert words not in page
    assert "An order" in shown(Client(), f"{PUBLIC}you-said-we-did/")
    browser.post(f"{address}publish/", {"public": "0"})
    assert Client().get(PUBLIC).status_code == 404


def test_what_somebody_changed_meanwhile_is_not_overwritten(here):
    address = f"{a_consultation(here).get_absolute_url()}change/"
    asked = {"kind": "pspo", "title": "New", "about": "x", "opened_on": here.today, "version": 1}

    assert [client(here).post(address, asked).status_code for _ in range(2)] == [302, 409]


def test_a_meeting_is_added_held_and_shown_with_its_questions(here):
    browser = client(here)
    browser.post(f"{HERE}meetings/add/", {"kind": "public", "title": "Open evening", "on": here.today, "place": "Hall"})
    meeting = Meeting.objects.get()
    address = meeting.get_absolute_url()
    police = here.agencies["Frankshire Police"].pk
    browser.post(f"{address}questions/add/", {"text": "Why is it dark?"})
    browser.post(f"{address}reached/", {"community": "everybody", "people": 46})
    browser.post(f"{address}held/", {f"post_{police}": "Superintendent", "note": "Lamps"})
    browser.post(f"{address}publish/", {"public": "1"})

    page = shown(browser, address)
    assert "Missing: Castermouth Council, Frankshire Fire Service." in page
    assert "Less than 14 days" in page
    public = shown(Client(), f"{PUBLIC}meetings/{meeting.pk}/")
    for words in ("Frankshire Police: Superintendent", "We still owe you an answer", "Lamps"):
        assert words in public


def test_a_neighbourhood_and_its_priorities_are_kept_and_anybody_reads_what_is_public(here):
    browser = client(here)
    browser.post(f"{HERE}neighbourhoods/add/", {"name": "Harbour", "ward": "Quay", "every_days": 42})
    place = Neighbourhood.objects.get()
    assert place.where == "Quay ward"
    for title in ("Lamps", "Secret"):
        asked = {"title": title, "raised_on": here.today, "raised_as": "councillor"}
        browser.post(f"{place.get_absolute_url()}raise/", asked)
    lamps = NeighbourhoodPriority.objects.get(title="Lamps")
    address = lamps.get_absolute_url()
    browser.post(f"{address}step/", {"kind": "acted", "on": here.today, "words": "Mended"})
    browser.post(f"{address}publish/", {"public": "1"})

    public = shown(Client(), f"{PUBLIC}neighbourhoods/{place.pk}/")
    assert "Mended" in public
    assert "Secret" not in public
    assert "Harbour" in shown(Client(), PUBLIC)


def test_a_parish_council_raises_an_issue_and_its_page_offers_the_next(here):
    group = a_group(here, "Little Thorn Parish Council", kind="parish")
    asked = {"text": "Lorries", "raised_as": "parish", "group": group.pk, "raised_on": here.today, "another": "on"}
    went = client(here, "lea").post(f"{HERE}issues/add/", asked)

    assert "raised_as=parish" in went.headers["Location"]
    assert "Lorries" in shown(client(here, "mo"), group.get_absolute_url())
    issue = Issue.objects.get()
    fire = here.agencies["Frankshire Fire Service"].pk
    client(here).post(f"{HERE}issues/{issue.pk}/settle/", {"outcome": "passed_on", "agency": fire, "words": "Thanks"})
    assert "Passed on to an agency" in shown(client(here), f"{HERE}issues/")


def test_a_group_is_talked_with_and_advises(here):
    browser = client(here)
    browser.post(f"{HERE}groups/add/", {"name": "Friends", "kind": "advisory", "communities": ["faith"]})
    address = CommunityGroup.objects.get().get_absolute_url()
    browser.post(f"{address}contact/", {"on": here.today, "words": "We met"})
    browser.post(f"{address}advice/add/", {"given_on": here.today, "about": "Hate crime", "advice": "Ask more"})
    browser.post(f"{address}advice/{Advice.objects.get().pk}/", {"response": "We will"})
    browser.post(f"{address}standing/add/", {"title": "Exploitation"})

    page = shown(browser, address)
    for words in ("We met", "Hate crime", "We will", "Exploitation"):
        assert words in page
    assert "Friends" in shown(browser, f"{HERE}heard/")


def test_an_account_is_taken_down_read_and_erased_on_pages(here):
    browser = client(here)
    told = {
        "told_by": "victim", "told_on": here.today, "about": "Burgled", "text": WORDS, "purposes": ["quote"],
        "consent_how": "Form", "given_on": here.today, "ends_on": here.today + timedelta(days=9),
    }  # fmt: skip
    browser.post(f"{HERE}lived/add/", told)
    account = LivedAccount.objects.get()
    address = account.get_absolute_url()
    assert "They came back three times" in shown(browser, address)
    assert "They came back" not in shown(browser, f"{HERE}lived/")
    browser.post(f"{address}quotes/add/", {"text": "They came back three times."})
    assert "They came back three times." in shown(browser, f"{address}withdraw/")

    browser.post(f"{address}withdraw/")
    page = shown(browser, address)
    assert "Consent was withdrawn" in page
    for words in ("They came back", "Burgled"):
        assert words not in page


@pytest.mark.parametrize(
    ("address", "answers", "words"),
    [
        ("add/", {"kind": "pspo"}, "This field is required"),
        ("meetings/add/", {"kind": "party"}, "Select a valid choice"),
        ("issues/add/", {"text": "x", "raised_as": "parish", "raised_on": "2099-01-01"}, "has not come yet"),
    ],
)
def test_what_is_wrong_is_said(here, address, answers, words):
    page = client(here).post(HERE + address, answers).content.decode()

    assert "There is a problem" in page
    assert words in page


def a_lot(cast, many):
    """So many more of everything that lists show."""
    cora = cast.viewer("cora")
    place, meeting, asked, group = (
        Neighbourhood.objects.first() or a_neighbourhood(cast),
        Meeting.objects.order_by("pk").first() or published(cast, a_meeting(cast)),
        Consultation.objects.order_by("pk").first() or published(cast, a_consultation(cast)),
        CommunityGroup.objects.order_by("pk").first() or a_group(cast, "First", kind="advisory"),
    )
    priority = NeighbourhoodPriority.objects.order_by("pk").first() or published(cast, a_priority(cast, place))
    account = LivedAccount.objects.order_by("pk").first() or an_account(cast)
    for _ in range(many):
        number = Meeting.objects.count()
        more = a_neighbourhood(cast, f"Place {number}")
        published(cast, a_priority(cast, more))
        step(cast, published(cast, a_priority(cast, place)), "acted", agency=cast.agencies["Castermouth Council"])
        step(cast, priority, "acted", agency=cast.agencies["Castermouth Council"])
        published(cast, held(cast, a_meeting(cast, title=f"M {number}", neighbourhood=place), "Frankshire Police"))
        a_question(cast, meeting, answer="So", agency=cast.agencies["Frankshire Police"])
        changes.reach(of=meeting, community="young", through="", people=2, by=cora)
        changes.reach(of=asked, community="young", through="", people=2, by=cora)
        changes.ask_too(held=asked, who=f"Body {number}", by=cora)
        published(cast, a_consultation(cast, title=f"C {number}"))
        facts = {"group": group, "meeting": meeting, "neighbourhood": place}
        an_issue(cast, **facts)
        other = a_group(cast, f"Group {number}")
        for each in (group, other):
            community_changes.be_in_touch(
                group=each, on=cast.today, how="", words="x", next_on=None, by=cora, today=cast.today
            )
        community_changes.advise(group=group, given_on=cast.today, about="x", advice="y", by=cora, today=cast.today)
        an_account(cast)
        lived_changes.pick_quote(account=account, text="They came back three times.", by=cora, today=cast.today)
    return (
        {
            "consultation": asked.get_absolute_url(),
            "meeting": meeting.get_absolute_url(),
            "neighbourhood": place.get_absolute_url(),
            "priority": priority.get_absolute_url(),
            "group": group.get_absolute_url(),
            "account": account.get_absolute_url(),
            "public meeting": f"{PUBLIC}meetings/{meeting.pk}/",
            "public neighbourhood": f"{PUBLIC}neighbourhoods/{place.pk}/",
            "public consultation": f"{PUBLIC}{asked.pk}/",
        }
        | {path: HERE + path for path in ("", "meetings/", "neighbourhoods/", "issues/", "groups/", "heard/", "lived/")}
        | {path: PUBLIC + path for path in ("you-said-we-did/",)}
        | {"public": PUBLIC}
    )


def test_ten_times_as_much_asks_no_more_questions(here, django_assert_max_num_queries):
    browser, asked = client(here), []
    for many in (1, 9):
        addresses = a_lot(here, many)
        counts = {}
        for name, address in addresses.items():
            browser.get(address)
            with django_assert_max_num_queries(60) as questions:
                assert browser.get(address).status_code == 200, address
            counts[name] = len(questions)
        asked.append(counts)

    assert asked[0] == asked[1]
