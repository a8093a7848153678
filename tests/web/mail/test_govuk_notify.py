"""E-mail by GOV.UK Notify: at most once, asked after when an answer stays away, and uncertain where nobody can say."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import httpx
import pytest
from django.utils import timezone

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.mail import govuk_notify, sending
from frankpledge.web.mail.govuk_notify import token
from frankpledge.web.mail.handing_over import NotTaken
from frankpledge.web.mail.models import Message
from frankpledge.web.mail.server import BadMailServer, mail_server
from tests.web.cast import Cast
from tests.web.mail.emails import an_email
from tests.web.mail.notify_office import KEY, TEMPLATE, NotifyOffice, wrong_token

State = Message.State


@pytest.fixture
def notify(settings) -> Iterator[NotifyOffice]:
    with NotifyOffice() as office:
        address = f"govuk-notify://{quote(KEY)}@{office.address}/{TEMPLATE}?reply_to=r-1"
        for name, value in mail_server(address, kept_in="", public="https://safer.example").items():
            setattr(settings, name, value)
        settings.MAIL_SERVER, settings.ADDRESS = True, "https://safer.example"
        yield office


def deliver() -> dict[str, int]:
    return sending.deliver(timezone.now() + timedelta(seconds=20))


def test_it_is_sent_in_the_service_s_template_with_a_reference_of_its_own(
    cast: Cast, here: Partnership, notify: NotifyOffice
) -> None:
    message = an_email(cast, state=State.WAITING)

    assert deliver() == {"sent": 1}

    [asked] = notify.taken
    assert asked["email_address"] == "lea@example.org"
    assert asked["template_id"] == TEMPLATE
    assert asked["email_reply_to_id"] == "r-1"
    assert asked["reference"].startswith(f"{message.pk}-")
    assert set(asked["personalisation"]) == {"subject", "body"}
    assert "https://safer.example/" in asked["personalisation"]["body"]


def test_one_that_it_took_before_the_line_was_cut_is_sent_and_not_sent_twice(
    cast: Cast, here: Partnership, notify: NotifyOffice
) -> None:
    an_email(cast, state=State.WAITING)
    notify.hangs_up = 1

    assert deliver() == {"sent": 1}
    assert len(notify.taken) == 1


def test_where_it_does_not_have_it_or_does_not_say_it_is_uncertain(
    cast: Cast, here: Partnership, notify: NotifyOffice
) -> None:
    message = an_email(cast, state=State.WAITING)
    notify.silent = 1

    assert deliver() == {"uncertain": 1}
    assert deliver() == {}
    message.refresh_from_db()
    assert "went silent" in message.reason


def test_one_that_the_killed_worker_had_handed_over_is_not_handed_over_again(
    cast: Cast, here: Partnership, notify: NotifyOffice
) -> None:
    message = an_email(cast, state=State.WAITING)
    deliver()
    Message.objects.filter(pk=message.pk).update(state=State.WAITING)  # somebody wants it sent again

    assert deliver() == {"sent": 1}
    assert len(notify.taken) == 1


def test_one_that_failed_there_is_handed_over_again(cast: Cast, here: Partnership, notify: NotifyOffice) -> None:
    message = an_email(cast, state=State.WAITING)
    deliver()
    notify.status = "temporary-failure"
    Message.objects.filter(pk=message.pk).update(state=State.WAITING)

    assert deliver() == {"sent": 1}
    assert len(notify.taken) == 2


@pytest.mark.parametrize(("code", "state"), [(400, "failed"), (413, "failed"), (429, "waiting"), (500, "waiting")])
def test_what_it_refuses_fails_and_what_it_cannot_do_now_waits(
    cast: Cast, here: Partnership, notify: NotifyOffice, code: int, state: str
) -> None:
    message = an_email(cast, state=State.WAITING)
    notify.answers = code

    assert deliver() == {state: 1}
    message.refresh_from_db()
    assert message.reason == f"GOV.UK Notify said {code} SomeError: Not (address)"


def test_a_gateway_that_gives_up_leaves_it_uncertain(cast: Cast, here: Partnership, notify: NotifyOffice) -> None:
    an_email(cast, state=State.WAITING)
    notify.answers = 504

    assert deliver() == {"uncertain": 1}


def test_while_it_does_not_say_what_it_holds_nothing_is_handed_over(
    cast: Cast, here: Partnership, notify: NotifyOffice
) -> None:
    an_email(cast, state=State.WAITING)
    notify.mute = 1

    assert deliver() == {"waiting": 1}
    assert not notify.taken


def test_a_wrong_key_waits_to_be_mended(cast: Cast, here: Partnership, notify: NotifyOffice, settings) -> None:
    an_email(cast, state=State.WAITING)
    settings.GOVUK_NOTIFY_API_KEY = KEY[:-1] + "1"

    assert deliver() == {"waiting": 1}
    assert not notify.taken


def test_nobody_listening_is_tried_later(cast: Cast, here: Partnership, notify: NotifyOffice, settings) -> None:
    message = an_email(cast, state=State.WAITING)
    settings.GOVUK_NOTIFY_ADDRESS = "http://127.0.0.1:9"

    assert deliver() == {"waiting": 1}
    message.refresh_from_db()
    assert message.reason == "No connection to GOV.UK Notify: ConnectError"


def test_a_token_is_good_for_half_a_minute() -> None:
    now = timezone.now().timestamp()

    assert wrong_token(f"Bearer {token(KEY, now)}") == ""
    assert "30 seconds" in wrong_token(f"Bearer {token(KEY, now - 60)}")


def test_what_is_no_key_is_refused_at_the_start() -> None:
    with pytest.raises(BadMailServer, match="govuk-notify://API-KEY"):
        mail_server("govuk-notify://short@api.example/t", kept_in="", public="https://safer.example")
    with pytest.raises(ValueError, match="no API key"):
        token("x" * 80, 0)


def test_away_from_this_machine_it_is_encrypted() -> None:
    made = mail_server(f"govuk-notify://{quote(KEY)}@api.example/t", kept_in="", public="https://safer.example")

    assert made["GOVUK_NOTIFY_ADDRESS"] == "https://api.example"
    assert made["GOVUK_NOTIFY_API_KEY"] == KEY


@pytest.mark.parametrize("page", ["<html>Sign in to the network</html>", "[]", "{}"])
def test_a_page_in_between_is_not_taken_for_an_answer(settings, page: str) -> None:
    settings.GOVUK_NOTIFY_API_KEY = KEY
    between = httpx.MockTransport(lambda request: httpx.Response(200, text=page))
    with httpx.Client(transport=between, base_url="http://127.0.0.1") as client, pytest.raises(NotTaken) as fault:
        govuk_notify._has(client, "1-2026@example.org")
    assert fault.value.ended.how == "not_now"
