"""Responses that are perhaps somebody's second: looked at, left out or kept with a reason, and taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.surveys import doubles, doubles_changes, publishing, results_queries, tasks
from frankpledge.web.surveys.models import Response, ResultsEdition, SavedAnswers, Survey, SurveyVersion
from tests.web.surveys.answered import answered, closed, many


@pytest.fixture
def here(cast_today, settings, tmp_path, monkeypatch):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def survey(here) -> Survey:
    """60 answers; the last two came from one browser, and the last of all was marked."""
    made = answered(here, *many(60))
    last = list(made.responses.order_by("reference"))[-2:]
    Response.objects.filter(pk__in=[each.pk for each in last]).update(mark="a" * 64)
    Response.objects.filter(pk=last[1].pk).update(perhaps_again=True)
    return made


def marked(survey: Survey) -> Response:
    return Response.objects.get(survey=survey, perhaps_again=True)


def client(here, name: str = "ana") -> Client:
    made = Client(SERVER_NAME="127.0.0.1")
    made.force_login(here.people[name], backend="django.contrib.auth.backends.ModelBackend")
    return made


def address(name: str, survey: Survey, *more: object) -> str:
    return reverse(name, args=["castermouth", survey.pk, *more])


def test_the_page_says_what_was_alike_and_neither_answers_nor_who(here, survey):
    response = marked(survey)

    page = client(here).get(address("survey_doubles", survey)).content.decode()

    assert "1 waits to be looked at" in page
    assert "answers had been sent from the same browser before" in page
    assert "questions that both answered have the same answer" in page
    for hidden in (response.reference, response.lsoa, response.ward_name, response.mark, "very big"):
        assert hidden not in page


def test_that_browsers_are_forgotten_is_said_only_once_the_survey_is_closed(here, survey):
    Response.objects.filter(survey=survey).update(mark="")
    forgotten = "was forgotten when the survey closed"

    assert forgotten not in client(here).get(address("survey_doubles", survey)).content.decode()
    closed(here, survey)
    assert forgotten in client(here).get(address("survey_doubles", survey)).content.decode()


def test_one_is_left_out_with_a_reason_and_counted_again_as_easily(here, survey):
    response, ana = marked(survey), client(here)
    judge = address("judge_double", survey, response.pk)

    assert "Write why" in ana.post(judge, {"sort": "twice", "because": " "}).content.decode()
    ana.post(judge, {"sort": "twice", "because": "Same words, two minutes apart"})

    assert results_queries.answers(here.viewer("ana"), survey).n == 59
    page = ana.get(address("survey_results", survey)).content.decode()
    assert "59 people have answered" in page
    assert "1: the same person had answered before" in page
    assert doubles.waiting(here.viewer("ana"), survey) == 0

    ana.post(address("undo_double", survey, response.pk))

    assert results_queries.answers(here.viewer("ana"), survey).n == 60
    assert doubles.waiting(here.viewer("ana"), survey) == 1
    kinds = AuditEvent.objects.filter(kind__in=["surveys.left_out", "surveys.judged_anew"]).order_by("pk")
    assert [each.kind for each in kinds] == ["surveys.left_out", "surveys.judged_anew"]


def test_one_that_is_kept_counts_and_no_longer_waits(here, survey):
    response = marked(survey)

    doubles_changes.keep(response=response, because="The library’s computer", by=here.viewer("ana"))

    assert results_queries.answers(here.viewer("ana"), survey).n == 60
    assert doubles.waiting(here.viewer("ana"), survey) == 0
    assert "Kept by" in client(here).get(address("survey_doubles", survey)).content.decode()


def test_nobody_is_left_out_without_a_known_reason_or_by_somebody_who_may_not(here, survey):
    response = marked(survey)

    with pytest.raises(ValidationError):
        doubles_changes.leave_out(response=response, sort="rude", because="No", by=here.viewer("ana"))
    with pytest.raises(NotAllowed):
        doubles_changes.leave_out(response=response, sort="twice", because="No", by=here.viewer("lea"))

    assert marked(survey).left_out_because == ""


def test_results_made_ready_before_do_not_change_and_later_ones_say_how_many_and_why(here, survey):
    survey = closed(here, survey)
    before = publishing.make(survey=survey, archive=here_archive(), by=here.viewer("ana"), today=here.today)

    doubles_changes.leave_out(response=marked(survey), sort="test", because="Ours", by=here.viewer("ana"))
    after = publishing.make(survey=survey, archive=here_archive(), by=here.viewer("ana"), today=here.today)

    held = ResultsEdition.objects.get(pk=before.pk)
    assert (held.content["n"], held.digest) == (60, before.digest)
    assert held.content["left_out_as"] == []
    assert (after.content["n"], after.content["left_out"]) == (59, 1)
    assert after.content["left_out_as"][0]["text"]["en"] == "it was a test, and nobody’s answer"


def test_many_doubles_ask_no_more_questions_than_few(here, survey):
    ana, counts = client(here), []
    ana.get(address("survey_doubles", survey))
    for much in (1, 40):
        ids = survey.responses.order_by("reference").values_list("pk", flat=True)[:much]
        Response.objects.filter(pk__in=list(ids)).update(perhaps_again=True)
        with CaptureQueriesContext(connection) as asked:
            ana.get(address("survey_doubles", survey))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_sealed_answers_past_their_day_are_deleted_by_the_worker_and_others_kept(here):
    survey = answered(here, *many(1))
    version = SurveyVersion.objects.get(survey=survey)
    for name, hours in (("old", -1), ("new", 1)):
        SavedAnswers.objects.create(
            partnership=survey.partnership,
            survey=survey,
            version=version,
            code_hash=name,
            sealed=b"sealed",
            kept_until=timezone.now() + timedelta(hours=hours),
        )

    assert tasks.purge_saved_answers() == 1

    assert list(SavedAnswers.objects.values_list("code_hash", flat=True)) == ["new"]


def here_archive():
    from django.conf import settings

    return settings.ARCHIVE


def test_a_flood_from_one_browser_does_not_have_all_its_answers_read(here, survey, monkeypatch):
    Response.objects.filter(survey=survey).update(mark="b" * 64, perhaps_again=True)
    monkeypatch.setattr(doubles, "MOST_BESIDE", 5)
    compared = []
    alike = doubles._alike
    monkeypatch.setattr(doubles, "_alike", lambda one, other: compared.append(1) or alike(one, other))

    shown = list(doubles.flagged(here.viewer("ana"), survey)[:10])
    assert len(doubles.described(here.viewer("ana"), survey, shown)) == 10
    assert 0 < len(compared) <= 10 * 5
