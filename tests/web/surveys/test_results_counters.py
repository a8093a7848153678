"""Measures that survey results fill: only with what everybody may read, with the base and the caveat beside it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from frankpledge.month import Month
from frankpledge.web.measures import counters, filling, queries
from frankpledge.web.surveys import publishing
from frankpledge.web.surveys.models import ResultsEdition, Survey
from frankpledge.web.surveys.results_counters import shares
from tests.web.measures.measures import a_measure
from tests.web.surveys.answered import answered, closed, many

NOISE = "surveys.problem/noise@1.1: top"


@pytest.fixture
def here(cast_today, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def survey(here) -> Survey:
    return closed(here, answered(here, *many(60)))


def made(here, survey, tmp_path):
    return publishing.make(survey=survey, archive=tmp_path, by=here.viewer("ana"), today=here.today)


def released(here, survey, tmp_path, *, public_from=None, ago=timedelta(hours=1)):
    edition = publishing.ask_for_release(
        edition=made(here, survey, tmp_path),
        public_from=public_from or timezone.now() - ago,
        by=here.viewer("cora"),
    )
    publishing.release(edition=edition, by=here.viewer("chris"), today=here.today)
    ResultsEdition.objects.filter(pk=edition.pk).update(released_at=timezone.now() - ago)
    edition.refresh_from_db()
    return edition


def a_share(here, survey):
    month = Month.parse(f"{survey.closes_on:%Y-%m}")
    return a_measure(
        here,
        title="Noise is a problem",
        unit="percent",
        numerator="people for whom noise is a problem",
        denominator="people who answered",
        target=40.0,
        counter=NOISE,
        from_month=str(month),
    )


def fill(here, measure, tmp_path):
    later = Month.parse(f"{here.today:%Y-%m}").plus(1)
    return filling.fill(
        plan=measure.plan, archive=tmp_path, by=here.viewer("cora"), today=date(later.year, later.number, 2)
    )


def measured(here, measure):
    return queries.measured(here.viewer("cora"), [measure], here.today)[0]


def test_a_measure_is_filled_with_the_share_its_base_and_its_caveat(here, survey, tmp_path):
    released(here, survey, tmp_path)
    measure = a_share(here, survey)

    assert fill(here, measure, tmp_path) == 1
    [reading] = measured(here, measure).readings
    assert (reading.value, reading.base) == (50, 60)
    assert reading.period == Month.parse(f"{survey.closes_on:%Y-%m}")
    assert "Of 60 people who chose to answer: not a sample" in reading.words
    assert fill(here, measure, tmp_path) == 0
    next_year = here.today + timedelta(days=365)
    assert not queries.measured(here.viewer("cora"), [measure], next_year)[0].judgement.missing


@pytest.mark.parametrize("state", ["made ready", "embargoed", "just released"])
def test_what_is_not_public_fills_nothing_and_cannot_be_chosen(here, survey, tmp_path, state):
    if state == "made ready":
        made(here, survey, tmp_path)
    elif state == "embargoed":
        released(here, survey, tmp_path, public_from=timezone.now() + timedelta(days=2))
    else:  # it can still be undone
        released(here, survey, tmp_path, ago=timedelta(0))

    assert counters.find(NOISE) is None
    assert not [code for code, _ in counters.choices() if code.startswith("surveys.")]
    with pytest.raises(ValidationError):
        a_share(here, survey)


def test_nothing_that_the_public_results_hide_is_given_out(here, survey, tmp_path):
    edition = released(here, survey, tmp_path)

    found = {each.name: each for each in shares(here.partnerships["castermouth"], timezone.now())}

    top = found["problem/noise@1.1: top"]
    assert (top.percent, top.base, top.comparable, top.sample) == (50, 60, True, False)
    shown = [line for page in edition.content["pages"] for line in page["lines"] if not line["hidden"]]
    assert len(found) <= len(shown)


def test_another_partnership_has_none_of_these_counters(here, survey, tmp_path):
    released(here, survey, tmp_path)
    assert counters.find(NOISE) is not None

    with scope(partnership=here.partnerships["thorley"]):
        assert counters.find(NOISE) is None


def test_a_survey_of_each_year_is_not_late_in_the_months_between():
    assert not counters.monthly(NOISE)
    assert counters.monthly("funding.spent")
    assert counters.monthly("")
