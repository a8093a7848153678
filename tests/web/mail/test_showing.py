"""A demonstration writes to nobody, and shows what it would have written."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.mail import outbox, sending, showing
from frankpledge.web.mail.models import Message
from frankpledge.web.plans import asking
from frankpledge.web.plans.models import Action, UpdateLink
from frankpledge.web.priorities import restricting
from tests.web.cast import Cast
from tests.web.mail.emails import an_email
from tests.web.plans.plans import an_action, say

State = Message.State
pytestmark = pytest.mark.no_second_factor


@pytest.fixture
def here(cast_today: Cast, settings):
    """An invented partnership; a mail server is there all the same."""
    settings.MAIL_SERVER = settings.DEMONSTRATION = True
    Partnership.objects.update(demonstration=True)
    for partnership in cast_today.partnerships.values():
        partnership.refresh_from_db()
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def asked(cast: Cast) -> Message:
    """The e-mail that asks Lea how her action goes."""
    an_action(cast, public_sentence="We fit smoke alarms.", lead_person=cast.people["lea"])
    asking.ask(by=cast.viewer("cora"), today=cast.today)
    return Message.objects.get(kind="plans.asked")


def test_what_would_go_out_is_written_down_and_never_sent(here: Cast) -> None:
    message = asked(here)

    assert (message.state, message.recipient) == (State.SHOWN, "lea@example.org")
    assert sending.deliver(timezone.now() + sending.HOLD) == {}


def test_its_text_has_no_link_and_making_it_leaves_none_that_works(here: Cast) -> None:
    message = asked(here)
    recorded = AuditEvent.objects.count()

    text = showing.text(here.viewer("ada"), message)

    assert "We fit smoke alarms." in text
    assert showing.LEFT_OUT in text
    assert not re.search(r"/u/|https?:", text)
    assert UpdateLink.objects.count() == 0
    assert AuditEvent.objects.count() == recorded


def test_the_administrator_reads_it_and_others_do_not(here: Cast, monkeypatch) -> None:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    message = asked(here)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["ada"], backend="django.contrib.auth.backends.ModelBackend")
    address = f"/p/castermouth/mail/{message.pk}/"

    listed = browser.get("/p/castermouth/mail/").content.decode()
    read = browser.get(address).content.decode()

    assert address in listed
    assert "not sent: a demonstration" in listed
    assert "We fit smoke alarms." in read
    with pytest.raises(NotAllowed):
        showing.text(here.viewer("lea"), message)


def test_what_is_restricted_is_not_read_there_either(here: Cast) -> None:
    message = asked(here)
    restricting.restrict(
        kind="action", number=Action.objects.get().pk, because="x", people=[here.people["lea"]], agencies=[],
        by=here.viewer("cora"),
    )  # fmt: skip

    assert "kept to a group" in showing.reason_not_to_read(here.viewer("ada"), message)
    with pytest.raises(NotAllowed):
        showing.text(here.viewer("ada"), message)


def test_once_they_have_said_how_it_goes_it_would_not_go_out(here: Cast, monkeypatch) -> None:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    message = asked(here)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["ada"], backend="django.contrib.auth.backends.ModelBackend")
    say(here, Action.objects.get())

    page = browser.get(f"/p/castermouth/mail/{message.pk}/").content.decode()

    assert "would not go out any more" in page


def test_a_visitors_address_and_what_lets_in_are_not_written_down(here: Cast) -> None:
    partnership = here.partnerships["castermouth"]

    for code, to in (("accounts.invitation", "visitor@example.net"), ("accounts.password_reset", "lea@example.org")):
        outbox.put(code, to=to, about=here.people["lea"], partnership=partnership)

    assert Message.objects.count() == 0


def test_outside_a_demonstration_what_an_e_mail_said_is_not_shown(cast_today: Cast) -> None:
    message = an_email(cast_today, state=State.SENT, kind="accounts.confirm_people")

    with scope(partnership=cast_today.partnerships["castermouth"]), pytest.raises(NotAllowed):
        showing.text(cast_today.viewer("ada"), message)


def test_who_is_asked_twice_in_vain_is_followed_by_the_liaison_and_that_is_seen_too(here: Cast) -> None:
    an_action(here, lead=here.agencies["Frankshire Police"], lead_person=here.people["chris"])
    for days in (20, 10, 0):
        asking.ask(by=here.viewer("cora"), today=here.today - timedelta(days=days))

    told = list(Message.objects.order_by("pk").values_list("recipient", flat=True))

    assert told[:2] == ["chris@example.org"] * 2
    assert told[2] == "mo@example.org"
