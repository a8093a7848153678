"""The page of e-mails."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from frankpledge.web.mail.models import Message
from tests.web.cast import Cast
from tests.web.mail.emails import an_email

State = Message.State
pytestmark = pytest.mark.no_second_factor


@pytest.fixture
def ada(cast_today: Cast, monkeypatch) -> Client:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    monkeypatch.setattr("frankpledge.web.accounts.second_factor._at_risk", lambda request: False)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast_today.people["ada"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_administrator_sees_what_to_look_at(cast_today: Cast, ada: Client) -> None:
    an_email(cast_today, reason="The worker stopped while it was handing this over.")
    an_email(cast_today, state=State.SENT)

    page = ada.get("/p/castermouth/mail/").content.decode()

    assert "1 to look at" in page
    assert page.count("Look at it") == 1


def test_another_partnerships_emails_are_not_there(cast_today: Cast, ada: Client) -> None:
    elsewhere = an_email(cast_today, "thorley", recipient="nina@example.org")

    assert "nina@example.org" not in ada.get("/p/castermouth/mail/").content.decode()
    assert ada.get(f"/p/castermouth/mail/{elsewhere.pk}/again/").status_code == 404


def test_looking_sends_nothing_and_the_button_does(cast_today: Cast, ada: Client) -> None:
    message = an_email(cast_today, reference="<1@safer.example>")
    address = f"/p/castermouth/mail/{message.pk}/again/"

    looked = ada.get(address).content.decode()
    with scope(partnership=cast_today.partnerships["castermouth"]):
        message.refresh_from_db()
        unchanged = message.state
        ada.post(address)
        message.refresh_from_db()

    assert "&lt;1@safer.example&gt;" in looked
    assert (unchanged, message.state) == (State.UNCERTAIN, State.WAITING)


def test_the_page_asks_the_database_as_often_for_fifty_as_for_one(cast_today: Cast, ada: Client) -> None:
    an_email(cast_today)
    ada.get("/p/castermouth/mail/")
    with CaptureQueriesContext(connection) as few:
        ada.get("/p/castermouth/mail/")
    for _ in range(49):
        an_email(cast_today)

    with CaptureQueriesContext(connection) as many:
        ada.get("/p/castermouth/mail/")

    assert len(many) == len(few)


def test_it_says_when_there_is_no_mail_server(cast_today: Cast, ada: Client, settings) -> None:
    settings.MAIL_SERVER = False
    without = ada.get("/p/castermouth/mail/").content.decode()
    settings.MAIL_SERVER = True

    assert "No mail server is set" in without
    assert "No mail server is set" not in ada.get("/p/castermouth/mail/").content.decode()
