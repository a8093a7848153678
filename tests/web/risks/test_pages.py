"""Pages about risks: what they show, what a press does, and how many questions they ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.plans.models import Action
from frankpledge.web.risks import changes, queries
from frankpledge.web.risks.models import Escalation, Risk, RiskLink, Scoring
from tests.web.plans.plans import a_chapter, an_action
from tests.web.risks.risks import a_parent, a_risk, escalate, score, told_by_a_district


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client(cast, who="cora"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_risk_is_added_with_its_owners_and_needs_one(here):
    browser = client(here)
    asked = {"description": "The grant ends", "version": 0}
    assert "Say who answers for it" in browser.post("/p/castermouth/risks/add/", asked).content.decode()

    agency = here.agencies["Frankshire Police"].pk
    done = browser.post("/p/castermouth/risks/add/", asked | {"agencies": [agency], "roles": "Chair\n\nTreasurer"})
    risk = Risk.objects.get()
    assert done.headers["Location"] == risk.get_absolute_url()
    assert [str(owner) for owner in risk.owners.all()] == ["Frankshire Police", "Chair", "Treasurer"]


def test_it_is_changed_scored_reviewed_linked_closed_and_opened_again_on_its_page(here):
    risk, action = a_risk(here), an_action(here)
    browser, address = client(here), f"/p/castermouth/risks/{risk.pk}/"
    words = {"description": "Staff move on", "roles": "Chair", "version": 1}

    assert browser.post(f"{address}change/", words).status_code == 302
    assert browser.post(f"{address}change/", words).status_code == 409
    browser.post(f"{address}score/", {"kind": "current", "likelihood": 3, "severity": 2, "on": f"{here.today}"})
    browser.post(f"{address}review/", {"outcome": "Still so", "next_on": f"{here.today + timedelta(days=30)}"})
    browser.post(f"{address}link/", {"what": f"action-{action.pk}"})
    shown = browser.get(address).content.decode()
    for words in ("Staff move on", "likelihood high, severity medium", "Still so", "Fit smoke alarms"):
        assert words in shown

    browser.post(f"{address}links/{RiskLink.objects.get().pk}/end/")
    browser.post(f"{address}close/", {"because": "Over"})
    assert (RiskLink.objects.count(), Risk.objects.get().closed_because) == (0, "Over")
    browser.post(f"{address}open/")
    assert Risk.objects.get().closed_on is None


@pytest.mark.parametrize(
    ("path", "answers", "words"),
    [
        ("score/", {"kind": "current", "likelihood": 9, "severity": 1}, "Select a valid choice"),
        ("score/", {"kind": "current", "likelihood": 1, "severity": 1, "on": "2099-01-01"}, "has not come yet"),
        ("review/", {"outcome": "x", "next_on": "2001-01-01"}, "has to be after today"),
        ("close/", {"because": ""}, "This field is required"),
        ("link/", {"what": "action-0"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(here, path, answers, words):
    risk = a_risk(here)
    shown = client(here).post(f"/p/castermouth/risks/{risk.pk}/{path}", answers).content.decode()

    assert "There is a problem" in shown
    assert words in shown
    assert not Scoring.objects.exists()


def test_the_register_has_the_highest_score_first(here):
    for words, step in (("Small", 1), ("Great", 3), ("Middling", 2)):
        score(here, a_risk(here, description=words), step, step)
    a_risk(here, description="Unscored")

    shown = client(here, "lea").get("/p/castermouth/risks/").content.decode()
    places = [shown.index(words) for words in ("Great", "Middling", "Small", "Unscored")]
    assert places == sorted(places)


def test_the_heat_map_goes_from_change_to_change_without_a_script(here):
    begun = here.today - timedelta(days=50)
    risk = a_risk(here, today=begun)
    score(here, risk, 3, 3, on=begun)
    score(here, risk, 1, 1)

    shown = client(here).get("/p/castermouth/risks/heat/").content.decode()
    assert f'href="?on={begun}&amp;kind=current"' in shown
    assert "from high" in shown
    assert "There is a problem" in client(here).get("/p/castermouth/risks/heat/?on=never").content.decode()


def test_how_risks_are_scored_is_chosen_on_a_page(here):
    client(here).post("/p/castermouth/risks/scale/", {"scale": 5})

    assert queries.scale(here.viewer("cora")) == 5


def test_the_parent_is_told_and_told_anew_and_it_is_ended_on_pages(here):
    a_parent(here)
    risk = a_risk(here)
    address = f"/p/castermouth/risks/{risk.pk}/escalate/"
    client(here).post(address, {"asks": "Lend one", "parts": ["owners"]})
    client(here).post(address, {"asks": "Lend two", "parts": []})
    told = Escalation.objects.get()
    assert (told.asks, told.shared) == ("Lend two", {"description": "Key staff leave"})

    assert "There is a problem" in client(here).post(f"{address}{told.pk}/end/", {"because": ""}).content.decode()
    client(here).post(f"{address}{told.pk}/end/", {"because": "Solved"})
    assert Escalation.objects.get().ended_because == "Solved"


def test_what_a_district_told_is_answered_on_a_page(here):
    told = told_by_a_district(here)
    address = f"/p/castermouth/risks/escalated/{told.pk}/answer/"
    assert "1 risk that districts told you of waits" in client(here).get("/p/castermouth/risks/").content.decode()
    assert "There is a problem" in client(here).post(address, {"answer": ""}).content.decode()

    client(here).post(address, {"answer": "Two pumps are on their way"})
    assert "Two pumps" in client(here, "mo").get("/p/castermouth/risks/escalated/").content.decode()


@pytest.mark.parametrize("where", ["", "heat/", "escalated/", "one"])
def test_five_times_the_risks_ask_no_more_questions(here, where, django_assert_max_num_queries):
    a_parent(here)
    chapter, first = a_chapter(here), a_risk(here, description="First")
    asked = []
    for count in (2, 8):
        for _ in range(count):
            risk = a_risk(here, agencies=[here.agencies["Castermouth Council"]], people=[here.people["lea"]])
            score(here, risk, 2, 2)
            score(here, first, 2, 2)
            changes.link(risk=first, action=an_action(here, chapter), by=here.viewer("cora"))
            changes.open_review(risk=first, because="x", by=here.viewer("cora"), today=here.today)
            escalate(here, risk)
            told_by_a_district(here)
        browser = client(here)
        with django_assert_max_num_queries(60) as questions:
            path = f"{first.pk}/" if where == "one" else where
            assert browser.get(f"/p/castermouth/risks/{path}").status_code == 200
        asked.append(len(questions))

    assert Action.objects.count() == 10
    assert asked[0] == asked[1]
