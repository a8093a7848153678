"""Publishing: made ready once with small numbers hidden, released by two, and read by anybody in two languages."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.citations import changes as citations
from frankpledge.web.citations import queries as cited
from frankpledge.web.priorities import changes as priorities
from frankpledge.web.priorities import restricting
from frankpledge.web.surveys import publishing, publishing_queries
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.results_things import RESULT, id_of
from tests.web.surveys.answered import answered, closed, many


@pytest.fixture
def here(cast_today, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def survey(here) -> Survey:
    return closed(here, answered(here, *many(60)))


def made(here, survey):
    from django.conf import settings

    return publishing.make(survey=survey, archive=settings.ARCHIVE, by=here.viewer("ana"), today=here.today)


def released(here, survey, *, public_from=None):
    edition = publishing.ask_for_release(
        edition=made(here, survey), public_from=public_from or timezone.now(), by=here.viewer("cora")
    )
    return publishing.release(edition=edition, by=here.viewer("chris"), today=here.today)


def page_of(survey, **asked):
    return Client(SERVER_NAME="127.0.0.1").get(reverse("published_survey", args=["castermouth", survey.slug]), asked)


def test_results_are_public_when_two_people_released_them(here, survey):
    assert page_of(survey).status_code == 404
    released(here, survey)

    page = page_of(survey)

    assert page.status_code == 200
    assert "60 people answered" in page.content.decode()
    assert "there is no margin of error" in page.content.decode()
    survey.refresh_from_db()
    assert survey.results_published_on == here.today


def test_nobody_releases_what_they_asked_for(here, survey):
    edition = publishing.ask_for_release(edition=made(here, survey), public_from=timezone.now(), by=here.viewer("cora"))

    with pytest.raises(NotAllowed, match="second person"):
        publishing.release(edition=edition, by=here.viewer("cora"), today=here.today)


def test_nothing_is_public_before_its_hour(here, survey):
    released(here, survey, public_from=timezone.now() + timedelta(hours=2))

    assert page_of(survey).status_code == 404


def test_a_release_is_taken_back_within_ten_minutes(here, survey):
    edition = released(here, survey)

    publishing.undo_release(edition=edition, by=here.viewer("cora"))

    assert page_of(survey).status_code == 404
    survey.refresh_from_db()
    assert survey.results_published_on is None


def test_results_of_an_open_survey_are_not_made_ready(here):
    with pytest.raises(NotAllowed, match="not closed"):
        made(here, answered(here, *many(20)))


def test_a_survey_that_nobody_answered_has_no_results(here):
    with pytest.raises(ValidationError, match="Nobody"):
        made(here, closed(here, answered(here)))


def test_small_numbers_are_nowhere_in_what_is_public(here, survey):
    edition = released(here, survey)

    [litter] = [page for page in edition.content["pages"] if page["page"] == "problem.litter"]
    hidden = [line["key"] for line in litter["lines"] if line["hidden"]]
    rows = list(csv.DictReader(io.StringIO(_data(survey, "results.csv"))))

    assert "dont_know" in hidden  # one person
    assert len(hidden) > 1
    assert all(row["people"] == "" for row in rows if row["hidden"] == "yes")
    assert not [row for row in rows if row["people"] in ("1", "2", "3", "4")]


def test_the_dictionary_names_every_column(here, survey):
    released(here, survey)

    figures = csv.DictReader(io.StringIO(_data(survey, "results.csv")))
    meanings = csv.DictReader(io.StringIO(_data(survey, "dictionary.csv")))

    assert [row["column"] for row in meanings] == figures.fieldnames


def test_results_are_read_in_welsh(here, survey):
    released(here, survey)

    page = page_of(survey, lang="cy").content.decode()

    assert 'lang="cy"' in page
    assert "Atebodd 60 o bobl" in page
    assert "Litter (cy)" in page
    assert "Ysgrifennodd 6 o bobl rywbeth." in page


def test_what_is_done_is_read_once_a_second_person_agrees_with_the_answers_that_moved_it(here, survey):
    edition = released(here, survey)
    cora = here.viewer("cora")
    priority = priorities.add(title="Cleaner streets", by=cora, today=here.today)
    result = id_of(survey.pk, "problem.litter")
    citations.cite(citing="priority", citing_id=str(priority.pk), cited=RESULT, cited_id=result, by=cora)
    said = publishing.say_because(
        survey=survey, priority=priority, text="We empty bins twice a week.", by=here.viewer("ana"), today=here.today
    )
    assert "bins" not in page_of(survey).content.decode()

    publishing.agree_to_because(said=said, by=here.viewer("chris"), today=here.today)
    page = page_of(survey).content.decode()

    assert "We empty bins twice a week." in page
    assert '<a class="govuk-link" href="#problem.litter">' in page
    assert [link.thing.title for link in cited.cited_by(cora, RESULT, [result])[result]] == ["Cleaner streets"]
    thing = cited.thing(cora, RESULT, result)
    assert thing.address.endswith(f"/surveys/{survey.pk}/results/#problem.litter")
    [litter] = [page for page in edition.content["pages"] if page["page"] == "problem.litter"]
    assert f"of {litter['base']} who answered" in thing.said


def test_new_words_wait_for_a_second_person_again(here, survey):
    released(here, survey)
    priority = priorities.add(title="Cleaner streets", by=here.viewer("cora"), today=here.today)
    asked = {"survey": survey, "priority": priority, "by": here.viewer("ana"), "today": here.today}
    publishing.agree_to_because(
        said=publishing.say_because(text="First words.", **asked), by=here.viewer("chris"), today=here.today
    )

    publishing.say_because(text="Other words.", **asked)

    assert "words." not in page_of(survey).content.decode()


def test_an_edition_does_not_change_when_answers_do(here, survey):
    edition = made(here, survey)
    survey.responses.update(left_out_because="Sent twice", left_out_by=here.people["ana"])
    edition.refresh_from_db()

    assert edition.content["n"] == 60


def _data(survey, name):
    address = reverse("published_survey_data", args=["castermouth", survey.slug, name])
    return Client(SERVER_NAME="127.0.0.1").get(address).content.decode()


def test_no_results_are_public_whose_difference_to_others_tells_what_a_few_answered(here, survey):
    released(here, survey)
    one = survey.responses.order_by("pk").first()
    survey.responses.filter(pk=one.pk).update(left_out_because="Sent twice", left_out_by=here.people["ana"])

    again = made(here, survey)
    with pytest.raises(ValidationError, match="fewer than 5 people more or less"):
        publishing.ask_for_release(edition=again, public_from=timezone.now(), by=here.viewer("cora"))

    asked = {"release_asked_by": here.people["cora"], "public_from": timezone.now()}
    type(again).objects.filter(pk=again.pk).update(**asked)  # asked for before the first was released
    again.refresh_from_db()
    with pytest.raises(NotAllowed, match="side by side"):
        publishing.release(edition=again, by=here.viewer("chris"), today=here.today)
    assert "60 people answered" in page_of(survey).content.decode()


def test_results_of_the_same_answers_or_of_many_others_are_public_anew(here, survey):
    released(here, survey)
    released(here, survey)
    some = survey.responses.order_by("pk").values("pk")[:10]
    survey.responses.filter(pk__in=some).update(left_out_because="Sent twice", left_out_by=here.people["ana"])

    released(here, survey)

    assert "50 people answered" in page_of(survey).content.decode()


def test_what_is_done_for_a_restricted_priority_is_told_to_nobody_outside_its_group(here, survey):
    released(here, survey)
    cora, ana = here.viewer("cora"), here.viewer("ana")
    priority = priorities.add(title="Operation Heron", by=cora, today=here.today)
    said = publishing.say_because(survey=survey, priority=priority, text="We watch.", by=ana, today=here.today)
    publishing.agree_to_because(said=said, by=here.viewer("chris"), today=here.today)
    restricting.restrict(
        kind=restricting.Kind.PRIORITY, number=priority.pk, because="Under way", people=[], agencies=[], by=cora
    )

    assert "Heron" not in page_of(survey).content.decode()
    assert list(publishing_queries.because(cora, survey)) == [said]
    assert list(publishing_queries.because(ana, survey)) == []


def test_a_comparison_does_not_tell_what_a_few_answered_in_the_earlier_survey(here, survey):
    released(here, survey)
    later = closed(here, answered(here, *many(50), title="Next year", slug="next-year"))
    Survey.objects.filter(pk=later.pk).update(compared_with=survey)
    later.refresh_from_db()
    assert made(here, later).content["compared"]["rows"]

    one = survey.responses.order_by("pk").first()
    survey.responses.filter(pk=one.pk).update(left_out_because="Sent twice", left_out_by=here.people["ana"])

    assert made(here, later).content["compared"] is None
