"""E-mails are written down with the change that causes them, or not at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from django_scopes import scope

from frankpledge.web.accounts import changes as accounts
from frankpledge.web.accounts.models import Membership, OneTimeLink, Partnership
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.reminding import remind
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.audit.record import NotInTransaction
from frankpledge.web.mail import changes, outbox, sending
from frankpledge.web.mail.models import Message
from tests.web.cast import TODAY, Cast
from tests.web.mail.emails import an_email
from tests.web.mail.post_office import PostOffice

State = Message.State


def invite(cast: Cast, who: str = "cora") -> str:
    agency = cast.agencies["Frankshire Fire Service"]
    return accounts.invite(email="new@example.org", agency=agency, role="lead", by=cast.viewer(who))


def test_an_invitation_and_its_email_are_kept_together(cast: Cast, here: Partnership, office: PostOffice) -> None:
    secret = invite(cast)

    message = Message.objects.get()
    assert secret == ""  # nobody but the reader of the e-mail gets to know it
    assert (message.recipient, message.state) == ("new@example.org", State.WAITING)
    assert message.about == OneTimeLink.objects.get().pk
    assert OrmQ.objects.count() == 1


def test_and_dropped_together(cast: Cast, here: Partnership, office: PostOffice) -> None:
    with transaction.atomic():
        invite(cast)
        transaction.set_rollback(True)

    assert (Message.objects.count(), OneTimeLink.objects.count(), OrmQ.objects.count()) == (0, 0, 0)


def test_outside_a_transaction_nothing_is_written_down() -> None:
    partnership = Partnership(pk=1, name="Safer Elmbury")

    with pytest.raises(NotInTransaction):
        outbox.put("accounts.invitation", to="new@example.org", about=partnership, partnership=partnership)


def test_without_a_mail_server_the_link_is_for_a_person_to_pass_on(cast: Cast, here: Partnership, settings) -> None:
    settings.MAIL_SERVER = False

    secret = invite(cast)

    assert len(secret) > 40
    assert Message.objects.count() == 0


def test_the_link_in_the_email_lets_in_once(cast: Cast, here: Partnership, office: PostOffice, client) -> None:
    # Who invites has to manage people still on the day, by the clock, that the link is opened.
    Membership.objects.update(confirmed_until=timezone.localdate() + timedelta(days=60))
    invite(cast)
    before = OneTimeLink.objects.get().fingerprint
    sending.deliver(timezone.now() + sending.HOLD)
    path = office.taken[0][1].get_payload().split("https://safer.example")[1].split()[0]

    answer = client.get(path)
    client.post(path, {"name": "New Example", "password": "correct horse battery staple"})

    assert answer.status_code == 200
    assert OneTimeLink.objects.get().fingerprint != before  # made when it was sent
    assert client.get(path).status_code == 404


def test_invented_people_are_not_written_to(cast: Cast, here: Partnership, office: PostOffice) -> None:
    Partnership.objects.update(demonstration=True)
    here.refresh_from_db()

    message = outbox.put("accounts.invitation", to="lea@example.org", about=here, partnership=here)

    assert message is None


def test_a_liaison_officer_is_reminded_once_for_each_quarter(cast: Cast, here: Partnership, office: PostOffice) -> None:
    lapses = TODAY + timedelta(days=60)  # see the cast

    early = remind(here, lapses - timedelta(days=15))
    written = remind(here, lapses - timedelta(days=14))
    again = remind(here, lapses - timedelta(days=3))

    assert (early, written, again) == (0, 3, 0)
    assert set(Message.objects.values_list("recipient", flat=True)) == {
        "ada@example.org",
        "lea@example.org",
        "mo@example.org",
    }


def test_an_agency_confirmed_meanwhile_is_not_reminded(cast: Cast, here: Partnership, office: PostOffice) -> None:
    remind(here, TODAY + timedelta(days=50))

    ends = sending.deliver(timezone.now() + sending.HOLD)  # by the clock, nothing of the cast's lapses soon

    assert ends == {"withdrawn": 3}


def test_a_person_has_an_uncertain_one_sent_again(cast: Cast, here: Partnership, office: PostOffice) -> None:
    message = an_email(cast)

    changes.send_again(message=message, by=cast.viewer("ada"))
    sending.deliver(timezone.now() + sending.HOLD)

    message.refresh_from_db()
    assert message.state == State.SENT
    event = AuditEvent.objects.get(kind="mail.sent_again")
    assert (event.person, event.detail["before"]) == (cast.people["ada"], "uncertain")


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING, State.SENT, State.WITHDRAWN])
def test_nothing_else_is_sent_again(cast: Cast, here: Partnership, office: PostOffice, state: str) -> None:
    message = an_email(cast, state=state)

    with pytest.raises(ValidationError, match="nothing to send again"):
        changes.send_again(message=message, by=cast.viewer("ada"))


def test_nobody_else_has_one_sent_again(cast: Cast, here: Partnership, office: PostOffice) -> None:
    message = an_email(cast)

    with pytest.raises(NotAllowed):
        changes.send_again(message=message, by=cast.viewer("ana"))


def test_a_forgotten_password_is_answered_by_email(cast_today: Cast, office: PostOffice, client) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": "lea@example.org"})
    with scope(partnership=cast_today.partnerships["castermouth"]):
        sending.deliver(timezone.now() + sending.HOLD)

    assert answer.status_code == 302
    recipient, email = office.taken[0]
    path = email.get_payload().split("https://safer.example")[1].split()[0]
    assert recipient == "lea@example.org"
    assert client.get(path, follow=True).context["form"].fields.keys() == {"password1", "password2"}


def test_who_is_unknown_gets_the_same_answer_and_no_email(cast_today: Cast, office: PostOffice, client) -> None:
    known = client.post(reverse("account_reset_password"), {"email": "lea@example.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert OrmQ.objects.count() == 2  # the same work, so that the time it takes tells nothing
    with scope(partnership=cast_today.partnerships["castermouth"]):
        assert list(Message.objects.values_list("recipient", flat=True)) == ["lea@example.org"]


def test_without_a_mail_server_a_forgotten_password_is_a_file(cast_today: Cast, settings, tmp_path, client) -> None:
    settings.MAIL_SERVER = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    client.post(reverse("account_reset_password"), {"email": "lea@example.org"})

    with scope(partnership=cast_today.partnerships["castermouth"]):
        sending.deliver(timezone.now() + sending.HOLD)

    (file,) = (tmp_path / "mail").iterdir()
    assert "/account/password/reset/key/" in file.read_text()
