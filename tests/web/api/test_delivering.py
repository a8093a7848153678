"""Other systems are told of what happened: once each, signed, again when they were away, and again by hand."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.api import changes, signing
from frankpledge.web.api.delivering import BEING_SENT, WAITS, deliver_due
from frankpledge.web.api.models import Attempt, Delivery, Message, News
from frankpledge.web.api.news import notice
from frankpledge.web.api.sending import Sent
from frankpledge.web.assessments import signing as editions
from frankpledge.web.audit.models import AuditEvent
from tests.web.api import made

ADDRESS = "https://hooks.example.org/csp"


class Receiver:
    """Stands in for another system: answers as told, and keeps what it gets."""

    def __init__(self, *statuses: int | None):
        self.statuses = list(statuses)
        self.got: list[tuple[str, dict[str, str], str]] = []

    def __call__(self, address: str, headers: dict[str, str], body: str) -> Sent:
        self.got.append((address, headers, body))
        status = self.statuses.pop(0) if self.statuses else 204
        return Sent(status, "" if status else "There was no answer in 15 seconds", 12)

    @property
    def told(self) -> list[str]:
        return [json.loads(body)["type"] for _, _, body in self.got]


def later(**time: float):
    return timezone.now() + timedelta(**time)


@pytest.fixture
def told(castermouth):
    return made.subscription(castermouth, ADDRESS)


@pytest.fixture
def begun(castermouth, told):
    return made.draft(castermouth)


def test_a_release_and_a_publication_are_told_once_each(castermouth, told, begun, settings) -> None:
    settings.ADDRESS = "https://safer.example"
    edition = made.publish(castermouth, begun)
    receiver = Receiver()

    first = deliver_due(send=receiver)
    second = deliver_due(later(minutes=1), send=receiver)

    assert (first.noticed, first.delivered, first.failed) == (2, 2, 0)
    assert (second.noticed, second.delivered) == (0, 0)
    assert sorted(receiver.told) == ["edition.published", "edition.released"]
    address, _, body = receiver.got[-1]
    assert address == ADDRESS
    assert json.loads(body)["data"]["address"] == f"https://safer.example/api/v1/published/editions/{edition.pk}"
    assert json.loads(body)["data"]["sha256"] == edition.digest


def test_what_is_sent_is_signed_for_who_gets_it(castermouth, told, begun) -> None:
    made.publish(castermouth, begun)
    receiver = Receiver()

    deliver_due(send=receiver)

    for _, headers, body in receiver.got:
        number, stamp = headers["webhook-id"], int(headers["webhook-timestamp"])
        assert headers["webhook-signature"] == signing.signature(signing.secret_of(told), number, stamp, body)
        assert abs(stamp - timezone.now().timestamp()) < 60
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 2


def test_nothing_about_people_is_sent(castermouth, told, begun) -> None:
    made.publish(castermouth, begun)
    receiver = Receiver()

    deliver_due(send=receiver)

    sent = " ".join(f"{headers} {body}" for _, headers, body in receiver.got)
    assert not any(word in sent for word in ("Example", "@", "A hard winter", "Assessment 2025"))
    assert {field for _, _, body in receiver.got for field in json.loads(body)["data"]} == {
        "partnership",
        "edition",
        "assessment",
        "kind",
        "number",
        "area",
        "first_month",
        "last_month",
        "sha256",
        "address",
        "public_from",
    }


def test_publication_is_told_when_its_day_has_come(castermouth, told, begun) -> None:
    made.publish(castermouth, begun, ago=timedelta(hours=-2))
    receiver = Receiver()

    deliver_due(send=receiver)
    before = list(receiver.told)
    deliver_due(later(hours=3), send=receiver)

    assert before == ["edition.released"]
    assert receiver.told == ["edition.released", "edition.published"]


def test_a_mistake_is_told_once(castermouth, told, begun) -> None:
    edition = made.publish(castermouth, begun)
    deliver_due(send=Receiver())
    receiver = Receiver()

    editions.correct(edition=edition, wrong="It says 271.", right="It was 272.", by=castermouth.viewer("cora"))
    for minutes in (1, 2):
        deliver_due(later(minutes=minutes), send=receiver)

    assert receiver.told == ["edition.corrected"]
    assert "272" not in receiver.got[0][2]


def test_a_release_taken_back_and_given_again_is_told_as_that(castermouth, told, begun) -> None:
    edition = made.publish(castermouth, begun)
    deliver_due(send=Receiver())
    receiver = Receiver()

    editions.undo_release(edition=edition, by=castermouth.viewer("cora"))
    deliver_due(later(minutes=1), send=receiver)
    edition.refresh_from_db()
    made.release(castermouth, edition)
    deliver_due(later(minutes=2), send=receiver)
    deliver_due(later(minutes=3), send=receiver)

    assert receiver.told[0] == "edition.taken_back"
    assert sorted(receiver.told[1:]) == ["edition.published", "edition.released"]


def test_each_is_told_of_what_it_asked_for_since_it_asked(castermouth, told, begun) -> None:
    made.publish(castermouth, begun)
    late = made.subscription(castermouth, "https://late.example.org/")
    corrected = made.subscription(castermouth, "https://some.example.org/", News.CORRECTED)

    notice(timezone.now())
    edition = made.publish(castermouth, begun)
    editions.correct(edition=edition, wrong="This.", right="That.", by=castermouth.viewer("cora"))
    notice(timezone.now())

    def kinds(subscription):
        return sorted(delivery.message.kind for delivery in subscription.deliveries.select_related("message"))

    both = ["edition.published", "edition.released"]
    assert kinds(told) == ["edition.corrected", *sorted(both + both)]
    assert kinds(late) == ["edition.corrected", *both]
    assert kinds(corrected) == ["edition.corrected"]


def test_what_happened_long_ago_is_no_news(castermouth, told, begun) -> None:
    made.publish(castermouth, begun)

    assert notice(later(days=8)) == 0


def test_another_partnership_is_not_told(castermouth, begun) -> None:
    made.publish(castermouth, begun)
    with scope(partnership=castermouth.partnerships["thorley"]):
        by = castermouth.viewer("nina", "thorley")
        changes.subscribe(address="https://thorley.example.org/", news=list(News.values), by=by)
    receiver = Receiver()

    deliver_due(send=receiver)

    assert {address for address, _, _ in receiver.got} == {ADDRESS}


def one_delivery(castermouth, begun) -> Delivery:
    made.publish(castermouth, begun, ago=timedelta(days=-365))
    notice(timezone.now())
    return Delivery.objects.get()


@pytest.mark.parametrize("status", [None, 301, 400, 404, 500, 503])
def test_what_is_not_taken_is_tried_again_later_and_later(castermouth, told, begun, status) -> None:
    delivery = one_delivery(castermouth, begun)
    receiver = Receiver(status, status)
    now = timezone.now()

    assert deliver_due(now, send=receiver).failed == 1
    assert deliver_due(now + timedelta(seconds=4), send=receiver).failed == 0
    assert deliver_due(now + timedelta(seconds=6), send=receiver).failed == 1
    delivery.refresh_from_db()

    assert delivery.tried == 2
    assert timedelta(minutes=5) <= delivery.due_at - now <= timedelta(minutes=5, seconds=10)
    assert deliver_due(now + timedelta(minutes=6), send=receiver).delivered == 1
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1


def test_after_ten_tries_it_is_given_up(castermouth, told, begun) -> None:
    delivery = one_delivery(castermouth, begun)
    receiver = Receiver(*[500] * 20)
    now = timezone.now()

    for wait in (timedelta(0), *WAITS, timedelta(days=30), timedelta(days=30)):
        now += wait + timedelta(seconds=1)
        deliver_due(now, send=receiver)
    delivery.refresh_from_db()

    assert len(receiver.got) == delivery.attempts.count() == len(WAITS) + 1 == 10
    assert delivery.given_up_at is not None
    assert delivery.due_at is None


def test_gone_is_taken_at_its_word(castermouth, told, begun) -> None:
    delivery = one_delivery(castermouth, begun)

    deliver_due(send=Receiver(410))
    delivery.refresh_from_db()

    assert (delivery.due_at, delivery.given_up_at is not None) == (None, True)


def test_every_try_is_in_the_log(castermouth, told, begun) -> None:
    delivery = one_delivery(castermouth, begun)
    now = timezone.now()

    deliver_due(now, send=Receiver(None))
    deliver_due(now + timedelta(minutes=1), send=Receiver(200))

    tries = [(attempt.status, attempt.fault) for attempt in delivery.attempts.order_by("pk")]
    assert tries == [(None, "There was no answer in 15 seconds"), (200, "")]


def test_a_delivery_whose_sender_was_killed_is_made_again_and_counts(castermouth, told, begun) -> None:
    delivery = one_delivery(castermouth, begun)
    now = timezone.now()

    def killed(address: str, headers: dict[str, str], body: str) -> Sent:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_due(now, send=killed)
    receiver = Receiver()
    at_once = deliver_due(now + timedelta(seconds=30), send=receiver)
    afterwards = deliver_due(now + BEING_SENT + timedelta(seconds=1), send=receiver)
    delivery.refresh_from_db()

    assert (at_once.delivered, afterwards.delivered, delivery.tried) == (0, 1, 2)


def test_two_workers_do_not_send_the_same(castermouth, told, begun) -> None:
    one_delivery(castermouth, begun)
    second = Receiver()

    def meanwhile(address: str, headers: dict[str, str], body: str) -> Sent:
        deliver_due(send=second)  # another worker, while this one sends
        return Sent(204, "", 1)

    deliver_due(send=meanwhile)

    assert second.got == []
    assert Attempt.objects.count() == 1


def test_a_message_is_sent_again_by_hand_under_the_same_number(castermouth, told, begun) -> None:
    delivery = one_delivery(castermouth, begun)
    receiver = Receiver()
    deliver_due(send=receiver)

    changes.replay(delivery=delivery, by=castermouth.viewer("ada"))
    deliver_due(later(seconds=1), send=receiver)

    assert receiver.got[0][1]["webhook-id"] == receiver.got[1][1]["webhook-id"] == delivery.number
    assert receiver.got[0][2] == receiver.got[1][2]
    assert AuditEvent.objects.filter(kind="api.replayed").count() == 1


def test_after_it_is_ended_it_is_told_nothing_more(castermouth, told, begun) -> None:
    delivery = one_delivery(castermouth, begun)
    changes.unsubscribe(subscription=told, by=castermouth.viewer("cora"))
    receiver = Receiver()

    deliver_due(send=receiver)
    made.publish(castermouth, begun)
    deliver_due(later(minutes=1), send=receiver)

    assert receiver.got == []
    delivery.subscription.refresh_from_db()
    with pytest.raises(NotAllowed, match="no longer told"):
        changes.replay(delivery=delivery, by=castermouth.viewer("ada"))


def test_only_who_manages_connections_changes_them(castermouth, told, begun) -> None:
    delivery = one_delivery(castermouth, begun)
    for who in ("ana", "lea", "mo", "chris", "casey", "scott"):
        by = castermouth.viewer(who)
        with pytest.raises(NotAllowed):
            changes.subscribe(address="https://x.example.org/", news=[News.PUBLISHED], by=by)
        with pytest.raises(NotAllowed):
            changes.change_secret(subscription=told, by=by)
        with pytest.raises(NotAllowed):
            changes.unsubscribe(subscription=told, by=by)
        with pytest.raises(NotAllowed):
            changes.replay(delivery=delivery, by=by)


@pytest.mark.parametrize("address", ["http://hooks.example.org/", "https://10.0.0.1/", ADDRESS])
def test_an_address_inside_or_told_already_is_refused(castermouth, told, address) -> None:
    with pytest.raises(ValidationError):
        changes.subscribe(address=address, news=[News.PUBLISHED], by=castermouth.viewer("ada"))


def test_a_new_secret_signs_from_then_on(castermouth, told) -> None:
    before = signing.secret_of(told)

    after = changes.change_secret(subscription=told, by=castermouth.viewer("ada"))

    assert after == signing.secret_of(told) != before


def test_each_partnerships_messages_are_its_own(castermouth, told, begun) -> None:
    one_delivery(castermouth, begun)

    with scope(partnership=castermouth.partnerships["thorley"]):
        assert (Message.objects.count(), Delivery.objects.count()) == (0, 0)
    with scopes_disabled():
        assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)
