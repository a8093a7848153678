"""Who asked for the results is written to once, and their address leaves the list."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.mail import sending
from frankpledge.web.mail.models import Message
from frankpledge.web.surveys import answering
from frankpledge.web.surveys.answer_letters import do_not_tell, tell_of_results
from frankpledge.web.surveys.models import ResultsWanted, Survey
from tests.web.cast import Cast
from tests.web.mail.post_office import PostOffice
from tests.web.surveys.surveys import an_open_survey


@pytest.fixture
def survey(cast_today: Cast) -> Iterator[Survey]:
    with scope(partnership=cast_today.partnerships["castermouth"]):
        survey = an_open_survey(cast_today)
        answering.want_results(survey, "eve@example.org", "en")
        answering.want_results(survey, "eleri@example.org", "cy")
        yield survey


def release(survey: Survey) -> int:
    survey.results_published_on = timezone.localdate()
    survey.save()
    with transaction.atomic():
        return tell_of_results(survey, timezone.now() - timedelta(minutes=1))


def test_everybody_is_told_in_their_language_and_taken_off_the_list(survey: Survey, office: PostOffice) -> None:
    assert release(survey) == 2
    assert not ResultsWanted.objects.exists()

    sending.deliver(timezone.now() + timedelta(minutes=5))

    by_address = {who: message.get_payload(decode=True).decode() for who, message in office.taken}
    assert set(by_address) == {"eve@example.org", "eleri@example.org"}
    assert all("/published/castermouth/surveys/safe/" in body for body in by_address.values())
    assert "Gofynasoch" in by_address["eleri@example.org"]
    assert "Gofynasoch" not in by_address["eve@example.org"]


def test_a_release_taken_back_tells_nobody_and_keeps_the_list(survey: Survey, office: PostOffice) -> None:
    release(survey)

    do_not_tell(survey)

    assert sorted(ResultsWanted.objects.values_list("email", "language")) == [
        ("eleri@example.org", "cy"),
        ("eve@example.org", "en"),
    ]
    assert set(Message.objects.values_list("state", "recipient")) == {("withdrawn", "")}


def test_without_a_mail_server_the_list_stays(survey: Survey) -> None:
    assert release(survey) == 0
    assert ResultsWanted.objects.count() == 2
