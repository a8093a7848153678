"""Pages about plans: what they show, what a press does, and how many questions they ask."""

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.plans import asking, changes, queries
from frankpledge.web.plans.models import Action, ActionList, Plan, ProgressUpdate
from tests.web.plans.plans import a_chapter, a_plan, an_action, say

LIST = "ACTION\tLEAD\tRAG\nMark bicycles\tCastermouth Council\tGreen\nLight the alley\tJAG\t"


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client(cast, who):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_the_list_shows_what_was_said_what_the_rule_says_and_how_old_the_word_is(here):
    action = an_action(here, due_on=here.today.replace(year=here.today.year - 1))
    say(here, action)

    page = client(here, "cora").get(f"/p/castermouth/plans/{action.plan_id}/actions/").content.decode()

    assert "Off track" in page
    assert "on track" in page
    assert "It was due on" in page


def test_an_update_in_the_list_comes_back_to_the_list_with_its_filters(here):
    action = an_action(here)
    back = f"/p/castermouth/plans/{action.plan_id}/actions/?status=not_rated"

    done = client(here, "lea").post(
        f"/p/castermouth/plans/actions/{action.pk}/update/", {"status": "on_track", "text": "40 fitted", "back": back}
    )

    assert done.headers["Location"] == f"{back}#action-{action.pk}"
    assert ProgressUpdate.objects.get().status == "on_track"


def test_it_leads_to_no_other_site(here):
    action = an_action(here)
    done = client(here, "lea").post(
        f"/p/castermouth/plans/actions/{action.pk}/update/", {"status": "on_track", "back": "//elsewhere.example/"}
    )

    assert done.headers["Location"].startswith("/p/castermouth/")


def test_an_update_without_a_choice_is_asked_for_again_with_the_words_kept(here):
    action = an_action(here)
    page = client(here, "lea").post(f"/p/castermouth/plans/actions/{action.pk}/update/", {"text": "40 fitted"})

    assert "Choose how it is going." in page.content.decode()
    assert "40 fitted" in page.content.decode()
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("status=on_track", ["one"]),
        ("words=tw", ["two"]),
        ("old=on", []),
        ("vacant=on", ["two"]),
        ("dropped=on", ["one", "two", "three"]),
    ],
)
def test_filters_live_in_the_address(here, asked, found):
    chapter = a_chapter(here, a_plan(here, first_day=here.today, last_day=here.today.replace(year=here.today.year + 1)))
    nobody = {"lead": None}
    actions = {
        word: an_action(here, chapter, text=f"{word} streets", **(nobody if word == "two" else {}))
        for word in ("one", "two", "three")
    }
    say(here, actions["one"])
    changes.drop_action(action=actions["three"], because="No money", by=here.viewer("cora"), today=here.today)

    page = client(here, "cora").get(f"/p/castermouth/plans/{chapter.plan_id}/actions/?{asked}").content.decode()

    assert [word for word in actions if f"{word} streets" in page] == found


@pytest.mark.parametrize("below", ["", "actions/"])
def test_ten_times_the_actions_ask_no_more_questions(here, below, django_assert_max_num_queries):
    chapter = a_chapter(here)
    asked = []
    for count in (3, 27):
        for _ in range(count):
            say(here, an_action(here, chapter, helping=[here.agencies["Castermouth Council"]]))
        browser = client(here, "cora")
        with django_assert_max_num_queries(60) as questions:
            assert browser.get(f"/p/castermouth/plans/{chapter.plan_id}/{below}").status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[1]


def test_a_pasted_list_is_read_looked_through_and_taken_in(here):
    plan = a_plan(here)
    browser = client(here, "cora")

    read = browser.post("/p/castermouth/plans/import/", {"plan": plan.pk, "pasted": LIST})
    looked = browser.get(read.headers["Location"]).content.decode()
    assert "2 rows read: 2 new" in looked
    assert "JAG" in looked
    assert not Action.objects.exists()

    browser.post(read.headers["Location"] + "take-in/")
    assert Action.objects.count() == 2
    assert ActionList.objects.get().state == "taken_in"


def test_names_answered_on_the_page_count_when_the_list_is_taken_in_straight_away(here):
    browser = client(here, "cora")
    read = browser.post("/p/castermouth/plans/import/", {"plan": a_plan(here).pk, "pasted": LIST})
    council = here.agencies["Castermouth Council"]

    browser.post(read.headers["Location"] + "take-in/", {"name_0": council.pk})

    assert ActionList.objects.get().answers == {"JAG": str(council.pk)}
    assert Action.objects.filter(lead_words="JAG").get().lead == council


def test_a_file_that_is_no_list_is_refused_in_words(here):
    plan = a_plan(here)
    page = client(here, "cora").post("/p/castermouth/plans/import/", {"plan": plan.pk, "pasted": "Mark bicycles\tFP"})

    assert "has to name its columns" in page.content.decode()


def the_link(cast, action, who="lea"):
    from django.utils import timezone

    return asking.make_link(action=action, person=cast.people[who], by=cast.viewer("cora"), now=timezone.now())


def test_a_link_takes_an_update_without_signing_in(here):
    action = an_action(here)
    address = f"/u/{the_link(here, action)}/"
    stranger = Client(SERVER_NAME="127.0.0.1")

    assert "Fit smoke alarms" in stranger.get(address).content.decode()
    thanked = stranger.post(address, {"status": "complete", "text": ""}).content.decode()

    said = ProgressUpdate.objects.get()
    assert "Thank you" in thanked
    assert (said.status, said.by, said.way) == ("complete", here.people["lea"], "link")


def test_a_liaison_who_is_only_a_member_answers_by_the_link_that_they_were_sent(here):
    police = here.agencies["Frankshire Police"]
    action = an_action(here, lead=police)
    address = f"/u/{the_link(here, action, 'mo')}/"

    Client(SERVER_NAME="127.0.0.1").post(address, {"status": "on_track", "text": ""})

    assert ProgressUpdate.objects.get().by == here.people["mo"]


def test_a_link_that_went_astray_is_ended_on_the_actions_page(here):
    action = an_action(here)
    address = f"/u/{the_link(here, action)}/"
    browser = client(here, "cora")
    assert "1 link can be used: for Lea Example" in browser.get(action.get_absolute_url()).content.decode()

    browser.post(f"/p/castermouth/plans/actions/{action.pk}/link/end/")

    assert Client(SERVER_NAME="127.0.0.1").post(address, {"status": "complete"}).status_code == 410
    assert not ProgressUpdate.objects.exists()
    assert "can be used" not in browser.get(action.get_absolute_url()).content.decode()


def test_each_press_is_a_new_word(here):
    action = an_action(here)
    address = f"/u/{the_link(here, action)}/"
    for status in ("on_track", "complete"):
        Client(SERVER_NAME="127.0.0.1").post(address, {"status": status})

    assert queries.row(here.viewer("cora"), action, here.today).standing.said == "complete"
    assert ProgressUpdate.objects.count() == 2


def test_a_scanner_that_opens_and_sends_everything_twenty_times_changes_nothing(here):
    address = f"/u/{the_link(here, an_action(here))}/"
    scanner = Client(SERVER_NAME="127.0.0.1")
    for _ in range(20):
        scanner.head(address)
        scanner.get(address)
        scanner.options(address)
        scanner.post(address, {})  # the form as it stands: nothing is chosen in it
        scanner.post(address, {"text": ""})

    assert not ProgressUpdate.objects.exists()


def test_a_link_that_ended_or_belongs_to_somebody_who_left_says_so(here, caplog):
    action = an_action(here)
    secret = the_link(here, action)
    from django.utils import timezone

    from frankpledge.web.plans.models import UpdateLink

    asking.end_links(links=UpdateLink.objects.all(), by=here.viewer("cora"), now=timezone.now())
    stranger = Client(SERVER_NAME="127.0.0.1")
    assert stranger.get(f"/u/{secret}/").status_code == 410
    assert stranger.post(f"/u/{secret}/", {"status": "complete"}).status_code == 410

    left = the_link(here, action)
    here.people["lea"].memberships.filter(partnership__slug="castermouth").update(until_on=here.today)
    assert stranger.post(f"/u/{left}/", {"status": "complete"}).status_code == 410
    assert not ProgressUpdate.objects.exists()


def test_the_secret_is_in_no_log_and_no_referrer(here, caplog):
    from frankpledge.web.unlogged import WithoutSecrets

    secret = the_link(here, an_action(here))
    answer = Client(SERVER_NAME="127.0.0.1").get(f"/u/{secret}/")
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"

    caplog.handler.addFilter(WithoutSecrets())
    Client(SERVER_NAME="127.0.0.1").get("/u/not-a-secret-that-works/")
    assert "Gone: /u/…" in caplog.text
    assert "not-a-secret" not in caplog.text


def test_residents_read_a_published_plan_and_only_what_is_for_them(here):
    plan = a_plan(here)
    chapter = a_chapter(here, plan)
    an_action(here, chapter, public_sentence="We fit smoke alarms for older people.", text="Visit list held by FFRS")
    an_action(here, chapter, text="Not for residents")
    anybody = Client(SERVER_NAME="127.0.0.1")
    assert anybody.get("/published/castermouth/plan/").status_code == 404

    for stage, who in (("agreed", "chris"), ("published", "cora")):
        changes.move_on(plan=plan, stage=stage, by=here.viewer(who), today=here.today)
    page = anybody.get("/published/castermouth/plan/").content.decode()

    assert "We fit smoke alarms for older people." in page
    assert "Not for residents" not in page
    assert "Visit list" not in page
    assert Plan.objects.get().published_on == here.today
