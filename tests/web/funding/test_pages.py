"""Pages about money: what they show, what a press does, and how many questions they ask."""

from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.funding import changes, commissioning, granting, reporting
from frankpledge.web.funding.models import Bid, Commitment, Conflict, Grant, Line, Pot, Return, Service, Way
from frankpledge.web.measures import changes as measures
from frankpledge.web.risks.models import Review
from tests.web.funding.funding import a_bid, a_grant, a_pot, a_priority, a_service, publish_as, spend
from tests.web.measures.measures import a_measure, enter
from tests.web.plans.plans import a_chapter, a_plan, an_action, say
from tests.web.risks.risks import a_risk

MONEY = "/p/castermouth/money/"


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client(cast, who="cora"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def post(cast, path, **answers):
    """What comes back after a form is sent: the page itself, or the one that it leads to."""
    return client(cast).post(f"{MONEY}{path}", answers, follow=True).content.decode()


def test_a_pot_is_added_set_aside_and_taken_back(here):
    fires = a_priority(here)
    post(here, "pots/add/", name="Fund", funder="The county", year=2026, pence="£12,000", method="formula")
    pot = Pot.objects.get()
    assert "£7,000.50 not yet" in post(
        here, f"pots/{pot.pk}/commit/", priority=fires.pk, pence="4,999.50", words="Locks"
    )
    assert "There is a problem" in post(here, f"pots/{pot.pk}/commit/", priority=fires.pk, pence="a lot")

    shown = post(here, f"pots/{pot.pk}/commitments/{Commitment.objects.get().pk}/end/", because="No need")
    assert "£12,000 not yet" in shown
    assert "No need" in shown


def test_a_bid_is_recorded_declared_on_and_decided(here):
    pot = a_pot(here)
    asked = {
        "way": "out", "organisation": "Club", "title": "Gloves", "purpose": "x", "asked_pence": "500",
        "asked_on": f"{here.today}",
    }  # fmt: skip
    assert "Choose the pot" in post(here, "bids/add/", **asked)
    post(here, "bids/add/", **asked, pot=pot.pk)
    bid = Bid.objects.get()
    assert "one of both" in post(here, f"bids/{bid.pk}/conflict/", interest="Trustee", handled="left")
    post(here, f"bids/{bid.pk}/conflict/", person=here.people["mo"].pk, interest="Trustee", handled="left")
    assert "Mo Example: Trustee" in post(here, f"bids/{bid.pk}/asked/")

    decision = {"state": "part", "on": f"{here.today}"}
    shown = post(here, f"bids/{bid.pk}/decide/", **decision)
    assert "Say how much was awarded." in shown
    assert "Say why." in shown
    shown = post(here, f"bids/{bid.pk}/decide/", **decision, awarded_pence="300", because="Money is short")
    assert "asked: £500" in shown
    assert Grant.objects.get().pence == 30_000


def test_a_small_grant_fits_one_page(here):
    pot = a_pot(here)
    answers = {
        "pot": pot.pk, "organisation": "Club", "title": "Gloves", "purpose": "For 20", "asked_pence": "500",
        "interests": "Mo Example: trustee", "state": "awarded", "conditions": "Receipts",
    }  # fmt: skip
    assert "as name: interest" in post(here, "small/", **answers | {"interests": "somebody"})
    assert not Bid.objects.exists()
    shown = post(here, "small/", **answers)

    assert "Awarded in full" in shown
    assert Conflict.objects.get().person == here.people["mo"]
    assert Grant.objects.get().conditions == "Receipts"


def test_a_grant_is_linked_reported_on_and_lost_and_its_risk_waits_for_a_look(here):
    grant, action, risk = a_grant(here), an_action(here), a_risk(here)
    page = f"grants/{grant.pk}/"
    for what in (f"action-{action.pk}", f"risk-{risk.pk}"):
        post(here, f"{page}link/", what=what)
    post(here, f"{page}returns/", every_months=6, days_to_report=28)
    assert Return.objects.count() == 2
    assert "There is a problem" in post(here, f"{page}returns/", every_months=5, days_to_report=28)
    post(here, f"{page}change/", purpose="More alarms", first_day="2025-04-01", last_day="2026-03-31")
    asked = client(here).get(f"{MONEY}{page}lose/").content.decode()
    assert "These risks are opened for review" in asked
    assert "Key staff leave" in asked

    assert "The fund closed" in post(here, f"{page}lose/", because="The fund closed")
    assert Review.objects.get().risk == risk
    assert "To look at" in client(here).get("/p/castermouth/risks/").content.decode()


def test_a_return_is_written_downloaded_sent_and_another_skipped(here):
    grant = a_grant(here)
    first, second = reporting.set_returns(grant=grant, every_months=6, days_to_report=28, by=here.viewer("cora"))
    page = f"returns/{first.pk}/"
    assert "A slow start" in post(here, f"{page}write/", words="A slow start", version=0)
    refused = client(here).post(f"{MONEY}{page}write/", {"words": "Mine", "version": 0})
    assert refused.status_code == 409
    assert "Mine" in refused.content.decode()
    for format, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!")):
        assert client(here).get(f"{MONEY}{page}return.{format}").content.lstrip().lower().startswith(begins.lower())
    assert client(here).get(f"{MONEY}{page}return.exe").status_code == 404

    assert "Signed as sent by Cora Example" in post(here, f"{page}send/")
    assert client(here).get(f"{MONEY}{page}return.pdf").content.startswith(b"%PDF")
    assert client(here).get(f"{MONEY}{page}return.html").status_code == 302
    assert "The funder wants none" in post(here, f"returns/{second.pk}/skip/", because="The funder wants none")


def test_spending_is_written_down_and_corrected(here):
    pot = a_pot(here)
    line = {"kind": "spent", "pence": "12.34", "on": f"{here.today}", "words": "Alarms"}
    assert "Say which pot or grant" in post(here, "lines/add/", **line)
    post(here, "lines/add/", **line, pot=pot.pk)
    post(here, f"lines/{Line.objects.get().pk}/correct/", pence="10", words="Alarms")

    assert "£9,990 not spent" in client(here).get(f"{MONEY}pots/{pot.pk}/").content.decode()


def test_a_service_is_recorded_reported_on_and_decided(here):
    facts = {
        "kind": "pilot", "title": "Marshals", "provider": "M Ltd", "specification": "Walk", "pence": "9,000",
        "first_day": "2025-04-01", "last_day": "2026-03-31", "review_on": "2025-12-01", "capacity": 100,
    }  # fmt: skip
    assert "Review it within its term" in post(here, "services/add/", **facts | {"review_on": "2027-01-01"})
    post(here, "services/add/", **facts)
    page = f"services/{Service.objects.get().pk}/"
    months = {"first_day": "2025-04-01", "last_day": "2025-06-30"}
    assert "helped more people" in post(here, f"{page}report/", **months, reached=5, succeeded=6)
    assert "£150" in post(here, f"{page}report/", **months, reached=60)

    assert "It works" in post(here, f"{page}decide/", decision="extend", because="It works")


def test_a_grant_is_put_into_the_open_data_and_read_there(here):
    grant = a_grant(here, Way.OUT)
    assert "Nobody has said yet" in client(here, "lea").get(f"{MONEY}grants.csv", follow=True).content.decode()
    assert "360Giving looks like" in post(here, "open-data/", begins_with="ours", organisation="GB-LAE-CAS")
    post(here, "open-data/", begins_with="360G-Ours", organisation="GB-LAE-CAS")
    assert "as anybody reads it" in post(here, f"grants/{grant.pk}/open/")
    post(here, f"grants/{grant.pk}/end/")

    assert Grant.objects.get().state == "ended"
    assert "Harbour Youth Club" in client(here, "lea").get(f"{MONEY}grants.csv").content.decode()
    assert (
        "Harbour Youth Club"
        in Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/grants.csv").content.decode()
    )


def fill(cast, chapter, pot, number):
    """One more of everything that the pages show."""
    cora = cast.viewer("cora")
    action = an_action(cast, chapter)
    say(cast, action)
    measure = a_measure(cast, chapter, title=f"Measure {number}")
    measures.link(measure=measure, action=action, by=cora)
    enter(cast, measure, "2025-10", 3)
    grant = changes.decide(
        bid=a_bid(cast, pot), state="awarded", on=cast.today, by=cora,
        first_day=date(2025, 4, 1), last_day=date(2026, 3, 31),
    )  # fmt: skip
    granting.pays_for(grant=grant, action=action, by=cora)
    reporting.set_returns(grant=grant, every_months=3, days_to_report=28, by=cora)
    a_bid(cast, pot)
    changes.commit(pot=pot, priority=chapter.priority, pence=5, on=cast.today, by=cora)
    spend(cast, 500, pot=pot, grant=grant, action=action)
    service = a_service(cast, title=f"Service {number}")
    commissioning.report(
        service=service, first_day=service.first_day, last_day=service.last_day, reached=1, succeeded=1, by=cora
    )
    a_pot(cast, name=f"Pot {number}")
    return grant, action


@pytest.mark.parametrize("where", ["", "value/", "lines/", "bids/", "pot", "grant", "return", "grants.csv"])
def test_four_times_the_money_asks_no_more_questions(here, where, django_assert_max_num_queries):
    publish_as(here)
    chapter, pot = a_chapter(here, a_plan(here)), a_pot(here)
    main, _ = fill(here, chapter, pot, "first")
    report = main.returns.first()
    places = {"pot": f"pots/{pot.pk}/", "grant": f"grants/{main.pk}/", "return": f"returns/{report.pk}/"}
    asked = []
    for run, count in enumerate((1, 4)):
        for number in range(count):
            _, action = fill(here, chapter, pot, f"{run}.{number}")
            granting.pays_for(grant=main, action=action, by=here.viewer("cora"))
            granting.hangs_on(grant=main, risk=a_risk(here), by=here.viewer("cora"))
            spend(here, 100, grant=main, action=action)
        browser = client(here)
        with django_assert_max_num_queries(60) as questions:
            assert browser.get(f"{MONEY}{places.get(where, where)}").status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[1]
