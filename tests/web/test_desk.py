"""A partnership's first page: what waits, how the plan stands, and the way round."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from frankpledge.web import waiting
from frankpledge.web.assessments import living, signing
from frankpledge.web.plans.models import Action, Plan
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import PARTS, Cast
from tests.web.plans.plans import a_whole_plan

EVERYBODY = [part[0] for part in PARTS if part[1] == "castermouth"]


@pytest.fixture(autouse=True)
def _in_castermouth(cast_today: Cast, monkeypatch: pytest.MonkeyPatch, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    cast_today.today = timezone.localdate()
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield


def client(cast: Cast, who: str) -> Client:
    signed_in = Client(SERVER_NAME="127.0.0.1")
    signed_in.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return signed_in


def words(cast: Cast, who: str) -> list[str]:
    return [each.words for each in waiting.gathered(cast.viewer(who), cast.today)]


@pytest.mark.parametrize("who", EVERYBODY)
def test_everything_that_the_desk_leads_to_opens(cast_today: Cast, who: str) -> None:
    a_whole_plan(cast_today)
    signed_in = client(cast_today, who)

    desk = signed_in.get("/p/castermouth/")

    assert desk.status_code == 200
    main = desk.content.decode().split("<main", 1)[1]
    leads = {each for each in re.findall(r'href="(/[^"#?]*)', main) if each.startswith(("/p/", "/evidence", "/assess"))}
    assert len(leads) > 20
    for address in leads:
        status = signed_in.get(address, follow=True).status_code
        assert status in (200, 403), (address, status)


def test_signing_in_leads_to_the_desk(cast_today: Cast) -> None:
    assert client(cast_today, "cora").get("/").headers["Location"] == "/p/castermouth/"


def test_passages_beside_moved_figures_wait_for_who_writes(cast_today: Cast) -> None:
    draft = a_draft(cast_today)
    compute(draft, finding("burglary", 271), finding("robbery", 40))
    living.write(assessment=draft, about="burglary", text="A hard winter.", based_on=0, by=cast_today.viewer("ana"))
    assert not any("to read again" in each for each in words(cast_today, "ana"))

    compute(draft, finding("burglary", 300), finding("robbery", 40))

    assert f"{draft}: 1 passage to read again: its figures moved" in words(cast_today, "ana")
    assert not any("to read again" in each for each in words(cast_today, "lea"))


def test_a_release_waits_for_the_second_person_alone(cast_today: Cast) -> None:
    draft = a_draft(cast_today)
    compute(draft, finding("burglary", 271))
    draft.refresh_from_db()
    edition = signing.sign(assessment=draft, by=cast_today.viewer("chris"))
    signing.ask_for_release(edition=edition, public_from=timezone.now(), by=cast_today.viewer("chris"))

    assert any("asks you to agree" in each for each in words(cast_today, "cora"))
    assert not any("asks you to agree" in each for each in words(cast_today, "chris"))


def test_actions_without_a_word_wait_for_who_leads_them_and_are_late_after_a_quarter(cast_today: Cast) -> None:
    made = a_whole_plan(cast_today)
    action = Action.objects.get(pk=made["action_id"])
    action.lead = cast_today.agencies["Frankshire Fire Service"]
    action.save()
    viewer = cast_today.viewer("lea")

    for days, late in ((60, False), (200, True)):
        on = cast_today.today + timedelta(days=days)
        [mine] = [each for each in waiting.gathered(viewer, on) if "of yours" in each.words]
        assert mine.late is late


def test_ten_times_the_actions_take_no_more_questions(cast_today: Cast, django_assert_max_num_queries) -> None:
    made = a_whole_plan(cast_today)
    signed_in = client(cast_today, "cora")

    def more(numbers: range) -> None:
        action = Action.objects.get(pk=made["action_id"])
        for number in numbers:
            action.pk, action.number = None, number
            action._state.adding = True
            action.save()

    more(range(100, 104))
    signed_in.get("/p/castermouth/")
    with django_assert_max_num_queries(200) as before:
        signed_in.get("/p/castermouth/")
    more(range(200, 240))

    with django_assert_max_num_queries(len(before.captured_queries)):
        signed_in.get("/p/castermouth/")


def test_what_is_public_is_listed_for_anybody_and_nothing_else(cast_today: Cast) -> None:
    anybody = Client(SERVER_NAME="127.0.0.1")
    assert anybody.get("/published/castermouth/").status_code == 404
    made = a_whole_plan(cast_today)
    assert anybody.get("/published/castermouth/").status_code == 404

    Plan.objects.filter(pk=made["plan_id"]).update(stage=Plan.Stage.PUBLISHED, published_on=cast_today.today)

    page = anybody.get("/published/castermouth/").content.decode()
    assert 'href="/published/castermouth/plan/"' in page
    assert anybody.get("/published/thorley/").status_code == 404
