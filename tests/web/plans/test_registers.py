"""What stands beside the plans: words, strategies, standards, tactics, themes, adoption, achievements, districts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.plans import achieving, changes, completeness, county, queries, sorting, tactics
from frankpledge.web.plans.models import (
    Achievement,
    Adoption,
    Approval,
    Category,
    GlossaryTerm,
    Lens,
    LinkedStrategy,
    Plan,
    Standard,
    Tactic,
)
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.priorities import restricting
from tests.web.plans.plans import a_chapter, a_plan, an_action, say


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client(cast, who="cora"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def keep(cast, register, thing, who="cora"):
    return keeping.add(register=REGISTERS[register], thing=thing, by=cast.viewer(who))


@pytest.mark.parametrize("register", sorted(REGISTERS))
def test_every_register_has_a_list_and_a_form(here, register):
    browser = client(here)

    assert browser.get(f"/p/castermouth/plans/beside/{register}/").status_code == 200
    assert browser.get(f"/p/castermouth/plans/beside/{register}/add/").status_code == 200
    refused = browser.post(f"/p/castermouth/plans/beside/{register}/add/", {})
    assert "There is a problem" in refused.content.decode()


def test_what_is_added_on_the_page_is_changed_and_retired_there(here):
    browser, below = client(here), "/p/castermouth/plans/beside/strategies/"

    browser.post(f"{below}add/", {"title": "Alcohol strategy", "owner": "County", "review_on": "2024-01-31"})
    held = LinkedStrategy.objects.get()
    assert "Overdue" in browser.get(below).content.decode()
    browser.post(f"{below}{held.pk}/change/", {"title": "Alcohol strategy", "owner": "County", "review_on": ""})
    assert "Overdue" not in browser.get(below).content.decode()
    browser.post(f"{below}{held.pk}/retire/")
    assert "No longer used" in browser.get(below).content.decode()


def test_who_may_not_write_plans_changes_nothing(here):
    with pytest.raises(NotAllowed):
        keep(here, "words", GlossaryTerm(long="Word"), who="lea")


def test_nothing_of_another_partnership_can_be_pointed_at(here):
    with scope(partnership=here.partnerships["thorley"]):
        nina = here.viewer("nina", "thorley")
        other = keeping.add(register=REGISTERS["lenses"], thing=Lens(title="Theirs"), by=nina)

    with pytest.raises(ValidationError, match=r"no such thing|not a valid choice"):
        keep(here, "categories", Category(lens=other, title="Ours"))


def test_a_short_form_that_the_glossary_explains_is_no_longer_unexplained(here):
    plan = a_plan(here)
    changes.write_foreword(plan=plan, foreword="The CRB sails, and the MARAC meets.", by=here.viewer("cora"))

    def remarks():
        return " ".join(each.words for each in completeness.remarks(here.viewer("cora"), plan))

    assert "nothing explains: CRB." in remarks()
    assert "only the glossary at its end explains: MARAC." in remarks()
    keep(here, "words", GlossaryTerm(short="CRB", long="Castermouth rescue boat"))
    assert "nothing explains" not in remarks()


def test_an_overdue_strategy_is_remarked_on_before_publication(here):
    plan = a_plan(here)
    keep(here, "strategies", LinkedStrategy(title="Old", owner="County", review_on=date(2024, 1, 1)))

    assert "1 January 2024" in client(here).get(f"/p/castermouth/plans/{plan.pk}/check/").content.decode()


def test_an_adoption_needs_what_shows_it(here):
    standard = keep(here, "standards", Standard(title="Minimum standard", owner="A board"))
    agency = here.agencies["Frankshire Police"]

    with pytest.raises(ValidationError, match="what shows"):
        keep(here, "adoptions", Adoption(standard=standard, agency=agency, adopted_on=here.today))
    keep(here, "adoptions", Adoption(standard=standard, agency=agency, adopted_on=here.today, evidence="Order 7"))
    assert "Order 7" in client(here).get("/p/castermouth/plans/beside/adoptions/").content.decode()


def test_a_body_decides_with_day_minute_and_section_17(here):
    plan = a_plan(here)

    for lacking in ({"effects": ""}, {"minute": ""}, {"decided_on": None}):
        facts = {"outcome": "adopted", "decided_on": here.today, "minute": "7", "effects": "None found"} | lacking
        with pytest.raises(ValidationError):
            keep(here, "approvals", Approval(plan=plan, body="Cabinet", **facts))


def test_a_plan_is_not_published_before_every_needed_body_has_adopted_it(here):
    plan = a_plan(here)
    waiting = keep(here, "approvals", Approval(plan=plan, body="Cabinet"))
    changes.move_on(plan=plan, stage="agreed", by=here.viewer("chris"), today=here.today, considering="Fewer thefts")

    assert "waits for Cabinet" in changes.reason_not_to_move_on(here.viewer("cora"), plan, "published")
    waiting.outcome, waiting.decided_on, waiting.minute, waiting.effects = "adopted", here.today, "7", "None"
    keeping.change(register=REGISTERS["approvals"], thing=waiting, by=here.viewer("cora"))
    assert changes.reason_not_to_move_on(here.viewer("cora"), plan, "published") == ""
    assert Plan.objects.get().agreed_considering == "Fewer thefts"


def test_an_achievement_is_picked_from_what_was_said_last_year_and_rests_on_it(here):
    last = a_plan(here)
    said = say(here, an_action(here, a_chapter(here, last)), "complete", text="All 40 homes done")
    new = a_plan(here, title="Next", first_day=date(2026, 4, 1), last_day=date(2027, 3, 31), follows=last)
    browser = client(here)

    page = browser.get(f"/p/castermouth/plans/{new.pk}/achievements/").content.decode()
    browser.post(f"/p/castermouth/plans/{new.pk}/achievements/{said.pk}/")

    assert "All 40 homes done" in page
    held = Achievement.objects.get()
    assert (held.update, held.under) == (said, "Burglary")
    assert not achieving.to_pick_from(here.viewer("cora"), new).exists()


def test_no_achievement_is_picked_from_what_is_restricted(here):
    plan = a_plan(here)
    action = an_action(here, a_chapter(here, plan))
    say(here, action)
    restricting.restrict(kind="action", number=action.pk, because="x", people=[], agencies=[], by=here.viewer("cora"))

    assert not achieving.to_pick_from(here.viewer("cora"), plan).exists()


def test_the_list_shows_what_belongs_to_a_theme_by_itself_or_by_its_priority(here):
    plan = a_plan(here)
    by_itself = an_action(here, a_chapter(here, plan), text="Talk to schools")
    by_priority = an_action(here, a_chapter(here, plan, title="Parks"), text="Light the parks")
    an_action(here, by_itself.chapter, text="Fit locks")
    category = keep(here, "categories", Category(lens=keep(here, "lenses", Lens(title="In focus")), title="Community"))
    browser = client(here)
    ticked = {f"lens_{category.lens_id}": [category.pk]}
    browser.post(f"/p/castermouth/plans/actions/{by_itself.pk}/themes/", ticked)
    browser.post(f"/p/castermouth/plans/{plan.pk}/chapters/{by_priority.chapter_id}/themes/", ticked)

    page = browser.get(f"/p/castermouth/plans/{plan.pk}/actions/?category={category.pk}").content.decode()

    assert "Talk to schools" in page
    assert "Light the parks" in page
    assert "Fit locks" not in page
    browser.post(f"/p/castermouth/plans/actions/{by_itself.pk}/themes/", {})
    assert sorting.sorting(here.viewer("cora"), plan).of(by_itself) == []


def test_the_library_names_a_source_for_every_tactic_and_says_which_were_read(here):
    page = client(here).get("/p/castermouth/plans/beside/tactics/library/").content.decode()

    for each in tactics.library():
        assert each.source
        assert each.checked in ("text", "named")
        assert Tactic.Evidence(each.evidence).label in page.replace("&#x27;", "'")
    assert "read it before you rely on it" in page


def test_an_action_says_which_tactics_it_uses(here):
    action = an_action(here)
    own = keep(here, "tactics", Tactic(title="Bells on gates", what_for="Gates."))
    chosen = {"codes": ["alley-gates", f"own-{own.pk}"]}
    client(here).post(f"/p/castermouth/plans/actions/{action.pk}/tactics/", chosen)

    page = client(here).get(f"/p/castermouth/plans/actions/{action.pk}/").content.decode()

    assert "Bells on gates" in page
    assert "Gates on alleys behind homes" in page
    with pytest.raises(ValidationError):
        tactics.choose(action=action, codes=["no-such"], by=here.viewer("cora"))


def test_a_tactic_of_our_own_that_works_names_its_source(here):
    with pytest.raises(ValidationError, match="where it is said"):
        keep(here, "tactics", Tactic(title="Bells", what_for="Gates.", evidence="strong"))


def under_a_county(cast):
    """Castermouth below Thorley, with a plan that runs."""
    partnership = cast.partnerships["castermouth"]
    partnership.parent = cast.partnerships["thorley"]
    partnership.save()
    plan = a_plan(cast, first_day=cast.today - timedelta(days=100), last_day=cast.today + timedelta(days=100))
    say(cast, an_action(cast, a_chapter(cast, plan), text="Secret words", public_sentence="Words for all"))
    return plan


def seen(cast):
    with scope(partnership=cast.partnerships["thorley"]):
        [found] = county.district_plans(cast.viewer("nina", "thorley"), cast.today)
        return found


def test_a_county_sees_of_a_district_what_it_published(here):
    plan = under_a_county(here)
    assert seen(here).plan is None

    Plan.objects.filter(pk=plan.pk).update(stage="published", published_on=here.today)

    found = seen(here)
    assert [(chapter.priority.title, count) for chapter, count, _ in found.priorities] == [("Burglary", 1)]
    page = client(here, "nina").get("/p/thorley/plans/districts/").content.decode()
    assert "Burglary" in page
    assert "Secret words" not in page


def test_a_county_sees_a_draft_for_as_long_as_the_district_shares_it(here):
    plan = under_a_county(here)
    browser = client(here)

    browser.post(f"/p/castermouth/plans/{plan.pk}/share/")
    assert seen(here).plan == plan
    browser.post(f"/p/castermouth/plans/{plan.pk}/share/")
    assert seen(here).plan is None


def test_a_county_sees_nothing_of_what_a_district_restricts(here):
    plan = under_a_county(here)
    Plan.objects.filter(pk=plan.pk).update(stage="published", published_on=here.today)
    priority = plan.chapters.get().priority_id
    restricting.restrict(kind="priority", number=priority, because="x", people=[], agencies=[], by=here.viewer("cora"))

    assert seen(here).priorities == []
    assert "Burglary" not in client(here, "nina").get("/p/thorley/plans/districts/").content.decode()


def test_a_restricted_plan_is_not_shared_upwards(here):
    plan = under_a_county(here)
    changes.restrict_plan(plan=plan, because="x", people=[], agencies=[], by=here.viewer("cora"))

    assert client(here).post(f"/p/castermouth/plans/{plan.pk}/share/").status_code == 403
    assert seen(here).plan is None


def test_the_pages_ask_no_more_of_many_actions(here):
    plan = a_plan(here)
    chapter = a_chapter(here, plan)
    say(here, an_action(here, chapter))
    browser = client(here)

    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    pages = [f"/p/castermouth/plans/{plan.pk}/{below}" for below in ("", "actions/", "check/", "achievements/")]
    [asked(each) for each in pages]
    few = [asked(each) for each in pages]
    for number in range(10):
        say(here, an_action(here, a_chapter(here, plan, title=f"Priority {number}")))

    assert [asked(each) for each in pages] == few
    assert queries.actions(here.viewer("cora")).count() == 11
