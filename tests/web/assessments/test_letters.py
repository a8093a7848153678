"""Who is written to about a release, and when."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.assessments import signing
from frankpledge.web.assessments.models import UNDO, Edition
from frankpledge.web.mail import sending
from frankpledge.web.mail.models import Message
from tests.web.assessments.drafts import an_edition
from tests.web.cast import PARTS, Cast
from tests.web.mail.post_office import PostOffice

EVERYBODY = {f"{name}@example.org" for name, slug, *_ in PARTS if slug == "castermouth"}


@pytest.fixture
def asked(cast_today: Cast, office: PostOffice):
    """An edition that the manager wants released, in the partnership's scope."""
    cast_today.today = timezone.localdate()
    with scope(partnership=cast_today.partnerships["castermouth"]):
        edition = an_edition(cast_today)
        signing.ask_for_release(edition=edition, public_from=timezone.now(), by=cast_today.viewer("cora"))
        yield edition


def told(kind: str, **facts: object) -> Counter[str]:
    return Counter(Message.objects.filter(kind=f"assessments.{kind}", **facts).values_list("recipient", flat=True))


def test_whoever_may_agree_is_asked_and_nobody_else(cast_today: Cast, asked: Edition, office: PostOffice) -> None:
    sending.deliver(timezone.now() + sending.HOLD)

    recipients = [recipient for recipient, _ in office.taken]
    assert recipients == ["chris@example.org"]
    assert "https://safer.example/p/castermouth/assessments/" in office.taken[0][1].get_payload()


def test_everybody_is_told_once_it_can_no_longer_be_taken_back(cast_today: Cast, asked: Edition) -> None:
    released = signing.release(edition=asked, by=cast_today.viewer("chris"))

    assert told("released") == Counter(EVERYBODY)
    assert set(Message.objects.filter(kind="assessments.released").values_list("due_at", flat=True)) == {
        released.released_at + UNDO
    }


def test_under_embargo_nobody_is_told_before_it_is_public(cast_today: Cast, asked: Edition) -> None:
    later = timezone.now() + timedelta(days=3)
    signing.ask_for_release(edition=asked, public_from=later, by=cast_today.viewer("chris"))

    signing.release(edition=asked, by=cast_today.viewer("cora"))

    assert set(Message.objects.filter(kind="assessments.released").values_list("due_at", flat=True)) == {later}


def test_of_a_release_taken_back_nobody_is_told_and_of_the_next_once(cast_today: Cast, asked: Edition) -> None:
    signing.release(edition=asked, by=cast_today.viewer("chris"))
    signing.undo_release(edition=asked, by=cast_today.viewer("chris"))
    asked.refresh_from_db()
    nobody = told("released", state=Message.State.WAITING)
    signing.ask_for_release(edition=asked, public_from=timezone.now(), by=cast_today.viewer("cora"))

    signing.release(edition=asked, by=cast_today.viewer("chris"))

    assert nobody == Counter()
    assert told("released", state=Message.State.WAITING) == Counter(EVERYBODY)


def test_what_was_released_meanwhile_needs_no_second_person(
    cast_today: Cast, asked: Edition, office: PostOffice
) -> None:
    signing.release(edition=asked, by=cast_today.viewer("chris"))

    ends = sending.deliver(timezone.now() + sending.HOLD)

    assert ends == {"withdrawn": 1}
