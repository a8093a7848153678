"""The surveys of the demonstration: labelled, quick to make, and with something in them to find."""

import time

import pytest
from django_scopes import scope

from frankpledge.web.accounts.models import PartnershipArea
from frankpledge.web.surveys import answering, invented
from frankpledge.web.surveys.faults import faults
from frankpledge.web.surveys.invented_people import NAMING, Home
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion
from frankpledge.web.surveys.routing import clear_unreached
from tests.web.cast import assemble

HOMES = [
    Home(f"E010000{number:02}", f"E050000{number % 4:02}", f"Ward {number % 4}", number % 10 + 1)
    for number in range(20)
]


@pytest.fixture(scope="module")
def filled(lasting, tmp_path_factory):
    cast = assemble()
    here = cast.partnerships["castermouth"]
    with pytest.MonkeyPatch.context() as patch, scope(partnership=here):
        patch.setattr(invented, "_homes", lambda partnership, archive: (HOMES, "an index"))
        PartnershipArea.objects.create(partnership=here, code="E07000999", name="Castermouth")
        archive = tmp_path_factory.mktemp("surveys")
        invented.invent_surveys(here, archive, {"analyst": cast.viewer("ana")}, cast.today)
    return here, cast


@pytest.fixture
def made(filled, db):
    with scope(partnership=filled[0]):
        yield filled


def share(survey: Survey, page: str, keys: tuple[str, ...], **facts) -> float:
    """Of those who answered the page, how many gave one of these."""
    held = [each.answers.get(page) for each in Response.objects.filter(survey=survey, **facts)]
    given = [each for each in held if each is not None]
    return sum(bool(set(keys) & set(each if isinstance(each, list) else [each])) for each in given) / len(given)


def of_everybody():
    return Survey.objects.filter(sampling="open").order_by("-opens_on")


def test_there_are_last_years_closed_and_this_years_open_and_both_say_they_are_invented(made) -> None:
    _, cast = made
    now, last = of_everybody()

    assert (last.state, now.state, now.compared_with) == ("closed", "open", last)
    assert now.takes_answers(cast.today)
    assert all("(invented)" in each.title and "dychmygol" in each.asks.title.cy for each in (now, last))
    assert all(not faults(each.asks) for each in SurveyVersion.objects.all())
    assert Response.objects.filter(survey=now).count() == invented.SO_FAR


def test_a_random_sample_answered_the_short_form_and_is_weighted_to_who_lives_there(made) -> None:
    sample = Survey.objects.get(sampling="random")

    assert sample.state == "closed"
    assert "(invented)" in sample.title
    assert len(sample.asks.pages) <= 12
    assert sample.weighting.margins == ["age", "sex", "deprivation"]
    assert Response.objects.filter(survey=sample).count() == invented.SAMPLED


def test_the_promise_at_the_start_is_the_time_within_which_three_of_four_finished(made) -> None:
    sample, now = Survey.objects.get(sampling="random"), of_everybody().first()
    took = sorted(Response.objects.filter(survey=now, minutes__isnull=False).values_list("minutes", flat=True))

    assert took[int(len(took) * 0.75)] - 1 <= answering.minutes(now) <= took[int(len(took) * 0.75)]
    assert answering.minutes(sample) <= 5
    Response.objects.filter(survey=sample).update(minutes=None)
    assert answering.minutes(sample) is None


def test_every_answer_could_have_been_given(made) -> None:
    for response in Response.objects.select_related("version"):
        response.clean_fields()
        assert clear_unreached(response.version.asks, response.answers) == response.answers


def test_what_is_planted_can_be_found(made) -> None:
    now, last = of_everybody()
    big, unsafe = ("very", "fairly"), ("fairly_unsafe", "very_unsafe")

    assert share(now, "problem.drugs", big, decile__lte=3) > share(now, "problem.drugs", big, decile__gt=3) + 0.1
    assert share(now, "safe-dark", unsafe, decile__lte=3) > share(now, "safe-dark", unsafe, decile__gt=3) + 0.1
    assert share(now, "problem.online", big) > share(last, "problem.online", big)
    assert share(now, "problem.burglary", big) < share(last, "problem.burglary", big)
    assert share(now, "age", ("16_24",)) < 0.08
    assert not now.asks.question("dealing").same_as(last.asks.question("dealing"))
    assert set(NAMING) <= {each.answers.get("one-thing") for each in Response.objects.filter(survey=now)}


def test_it_is_made_once(made) -> None:
    here, cast = made
    before = Response.objects.count()
    invented.invent_surveys(here, None, {"analyst": cast.viewer("ana")}, cast.today)
    assert Response.objects.count() == before


def test_the_invented_people_are_the_same_each_time_and_quick(made) -> None:
    survey = Survey.objects.get(state="open")
    version, by = SurveyVersion.objects.get(survey=survey), made[1].viewer("ana")

    begun = time.process_time()
    invented._answer(survey, 380, made[1].today, by, HOMES, "an index", before=False)

    assert time.process_time() - begun < 2
    answers = [str(each) for each in Response.objects.filter(version=version).values_list("answers", flat=True)]
    assert sorted(answers)[0::2] == sorted(answers)[1::2]
