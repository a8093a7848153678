"""An e-mail goes out at most once, and what is not known is not guessed."""

import re
import smtplib
import ssl
from datetime import timedelta

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts import changes as accounts
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.mail import sending, tasks
from frankpledge.web.mail.kinds import NoLongerNeeded, kinds
from frankpledge.web.mail.models import Message
from tests.web.cast import Cast
from tests.web.mail.emails import an_email
from tests.web.mail.post_office import Manner, PostOffice

State = Message.State


def deliver() -> dict[str, int]:
    return sending.deliver(timezone.now() + timedelta(seconds=20))


def test_what_waits_is_sent_and_said_to_be(cast: Cast, here: Partnership, office: PostOffice) -> None:
    message = an_email(cast, state=State.WAITING)

    ends = deliver()

    message.refresh_from_db()
    assert ends == {"sent": 1}
    assert (message.state, message.tries, message.reason) == (State.SENT, 1, "")
    assert [recipient for recipient, _ in office.taken] == ["lea@example.org"]


def test_what_was_sent_is_not_sent_again(cast: Cast, here: Partnership, office: PostOffice) -> None:
    an_email(cast, state=State.WAITING)

    deliver()
    ends = deliver()

    assert ends == {}
    assert len(office.taken) == 1


def test_it_names_nobody_and_carries_one_link(cast: Cast, here: Partnership, office: PostOffice) -> None:
    accounts.invite(
        email="new@example.org",
        agency=cast.agencies["Frankshire Fire Service"],
        role="lead",
        by=cast.viewer("cora"),
    )

    deliver()

    (_, email) = office.taken[0]
    body = email.get_payload()
    assert "Example" not in f"{email['Subject']} {body}"
    assert "@" not in f"{email['Subject']} {body}"
    assert body.count("https://safer.example/join/") == 1
    assert (email["To"], email["Auto-Submitted"]) == ("new@example.org", "auto-generated")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_no_subject_line_has_a_place_for_a_name(kind) -> None:
    assert "{" not in kind.subject
    assert "%" not in kind.subject


@pytest.mark.parametrize(
    ("manner", "state"),
    [
        ("refuses", State.FAILED),
        ("spam", State.FAILED),
        ("busy", State.WAITING),
        ("hangs up", State.UNCERTAIN),
    ],
)
def test_each_end_has_its_state(cast: Cast, here: Partnership, office: PostOffice, manner: Manner, state: str) -> None:
    office.manner = manner
    message = an_email(cast, state=State.WAITING)

    deliver()

    message.refresh_from_db()
    assert message.state == state
    assert message.reason
    assert "@" not in message.reason


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 no"), "does not take the user or the password: 535 5.7.8 no"),
        (smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."), "nothing was sent in the clear"),
        (ssl.SSLCertVerificationError(1, "self-signed certificate"), "certificate is not trusted: .*self-signed"),
        (ConnectionRefusedError(111, "Connection refused"), "No connection to the mail server"),
    ],
)
def test_where_no_line_was_opened_the_reason_says_what_to_look_at(
    cast: Cast, here: Partnership, office: PostOffice, monkeypatch, fault: Exception, words: str
) -> None:
    def refused(post: EmailBackend) -> bool:
        raise fault

    monkeypatch.setattr(EmailBackend, "open", refused)
    message = an_email(cast, state=State.WAITING)

    deliver()

    message.refresh_from_db()
    assert message.state == State.WAITING
    assert re.search(words, message.reason)
    assert office.taken == []


def test_a_server_that_is_not_there_is_asked_again_later_and_not_for_ever(
    cast: Cast, here: Partnership, office: PostOffice, settings
) -> None:
    settings.EMAIL_PORT = 1
    message = an_email(cast, state=State.WAITING)

    for wait in sending.AGAIN_AFTER:
        deliver()
        message.refresh_from_db()
        assert message.state == State.WAITING
        assert message.due_at - timezone.now() > timedelta(minutes=wait - 1)
        Message.objects.update(due_at=timezone.now())
    deliver()

    message.refresh_from_db()
    assert (message.state, message.tries) == (State.FAILED, len(sending.AGAIN_AFTER) + 1)


def test_what_nobody_ended_is_called_uncertain_and_left_alone(
    cast: Cast, here: Partnership, office: PostOffice
) -> None:
    forsaken = an_email(cast, state=State.SENDING, claimed_at=timezone.now() - 2 * sending.HOLD)
    in_hand = an_email(cast, state=State.SENDING, claimed_at=timezone.now())

    deliver()
    deliver()

    forsaken.refresh_from_db()
    in_hand.refresh_from_db()
    assert (forsaken.state, in_hand.state) == (State.UNCERTAIN, State.SENDING)
    assert office.taken == []


def test_a_worker_that_slept_after_its_claim_does_not_hand_it_over(
    cast: Cast, here: Partnership, office: PostOffice
) -> None:
    message = an_email(cast, state=State.WAITING)
    claimed = sending.claim(timezone.now())
    claimed.message.claimed_at -= sending.HOLD

    sending.send(claimed.message, claimed.email)

    message.refresh_from_db()
    assert message.state == State.WAITING
    assert office.taken == []


def test_the_truth_arrives_late_and_is_noted_all_the_same(cast: Cast, here: Partnership, office: PostOffice) -> None:
    message = an_email(cast, state=State.WAITING)
    claimed = sending.claim(timezone.now())
    sending.call_uncertain(timezone.now() + 2 * sending.HOLD)

    sending.send(claimed.message, claimed.email)

    message.refresh_from_db()
    assert message.state == State.SENT


def test_one_that_cannot_be_written_holds_no_other_up(cast: Cast, here: Partnership, office: PostOffice) -> None:
    broken = an_email(cast, state=State.WAITING, about=10**9)
    whole = an_email(cast, state=State.WAITING)

    deliver()

    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == (State.FAILED, State.SENT)
    assert broken.reason == "It could not be written: DoesNotExist"


def test_an_invitation_that_was_taken_up_by_hand_is_not_sent(cast: Cast, here: Partnership, office: PostOffice) -> None:
    accounts.invite(
        email="new@example.org",
        agency=cast.agencies["Frankshire Fire Service"],
        role="lead",
        by=cast.viewer("cora"),
    )
    link = accounts.OneTimeLink.objects.get(email="new@example.org")
    accounts._use(link)

    ends = deliver()

    assert ends == {"withdrawn": 1}
    assert office.taken == []


def test_what_is_not_due_waits(cast: Cast, here: Partnership, office: PostOffice) -> None:
    an_email(cast, state=State.WAITING, due_at=timezone.now() + timedelta(minutes=10))

    assert deliver() == {}


def test_the_worker_sends_within_one_partnerships_walls(cast: Cast, office: PostOffice) -> None:
    an_email(cast, "castermouth", state=State.WAITING, recipient="lea@example.org")
    an_email(cast, "thorley", state=State.WAITING, recipient="nina@example.org")

    tasks.deliver(cast.partnerships["thorley"].pk)

    assert list(office.times) == ["nina@example.org"]


def test_the_worker_never_leaves_the_walls(cast: Cast, office: PostOffice, monkeypatch) -> None:
    """`scopes_disabled` is what would let it, and on PostgreSQL would tell the database to let it."""
    an_email(cast, "castermouth", state=State.WAITING)
    an_email(cast, "thorley", state=State.WAITING)
    told: list[dict[str, object]] = []
    filters = Message.objects.__class__.get_queryset

    def watched(manager):
        from django_scopes.state import get_scope

        told.append(get_scope())
        return filters(manager)

    monkeypatch.setattr(Message.objects.__class__, "get_queryset", watched)
    ends = tasks.deliver_everywhere()

    assert ends == {"sent": 2}
    assert told
    assert all(scope["_enabled"] and scope["partnership"] is not None for scope in told)


def test_addresses_are_forgotten_after_three_months(cast: Cast) -> None:
    old = an_email(cast, state=State.SENT, ended_at=timezone.now() - timedelta(days=93))
    young = an_email(cast, state=State.SENT, ended_at=timezone.now() - timedelta(days=91))

    forgotten = tasks.forget_addresses()

    with scope(partnership=cast.partnerships["castermouth"]):
        old.refresh_from_db()
        young.refresh_from_db()
    assert (forgotten, old.recipient, young.recipient) == (1, "", "lea@example.org")


def test_no_longer_needed_says_why(cast: Cast, here: Partnership) -> None:
    from frankpledge.web.accounts.letters import invitation

    with pytest.raises(NoLongerNeeded, match="taken up"):
        invitation(10**9)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_the_database_shows_the_worker_one_partnership_at_a_time(cast: Cast, office: PostOffice, monkeypatch) -> None:
    an_email(cast, "castermouth")
    an_email(cast, "thorley")
    seen: list[int] = []

    def look(until: object) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM mail_message")
            seen.append(cursor.fetchone()[0])
        return {}

    monkeypatch.setattr(sending, "deliver", look)
    tasks.deliver_everywhere()

    assert seen == [1, 1]
