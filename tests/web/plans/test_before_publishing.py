"""What a plan lacks, what changed since it was agreed, and next year's plan out of it."""

from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.measures import changes as measures
from frankpledge.web.plans import changes, completeness, queries, rolling, since
from frankpledge.web.plans.models import Action, Plan
from frankpledge.web.priorities import changes as priorities
from tests.web.plans.plans import a_chapter, a_plan, an_action, say


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def lacks(cast, plan):
    return {(each.where, each.words) for each in completeness.remarks(cast.viewer("cora"), plan)}


def whole(cast):
    """A plan that lacks nothing."""
    cora = cast.viewer("cora")
    plan = a_plan(cast)
    changes.write_foreword(plan=plan, foreword="We work together.", by=cora)
    priority = priorities.add(
        title="Burglary", why="It gathers in four streets.", by=cora, today=cast.today,
        strategies=["crime", "substances", "reoffending", "serious_violence"],
    )  # fmt: skip
    chapter = changes.take_in(plan=plan, priority=priority, by=cora)
    changes.write_chapter(chapter=chapter, words={"Aims": "Fewer."}, by=cora)
    action = an_action(cast, chapter, public_sentence="We fit alarms.")
    measure = measures.add(
        chapter=chapter, title="Alarms", polarity="up", unit="count", numerator="alarms", from_month="2025-04", by=cora
    )
    measures.link(measure=measure, action=action, by=cora)
    return chapter, action


def test_a_whole_plan_lacks_nothing(here):
    chapter, _ = whole(here)

    assert lacks(here, chapter.plan) == set()


def test_what_is_missing_is_named_where_it_can_be_put_right(here):
    chapter, _ = whole(here)
    an_action(here, chapter, lead=None)
    found = lacks(here, chapter.plan)

    assert ("Action 2", "Nobody answers for it.") in found
    assert ("Action 2", "It has no sentence for residents, and no reason for none.") in found
    assert ("Action 2", "No measure would show whether it works.") in found


@pytest.mark.parametrize(
    "words", ["Outcome needed", "Add definition of arson", "Lead: TBC", "Dates to be confirmed", "[name]", "In ????"]
)
def test_placeholders_are_found(here, words):
    chapter, _ = whole(here)
    changes.write_chapter(chapter=chapter, words={"Aims": words}, by=here.viewer("cora"))

    assert any("stands where words should" in said for _, said in lacks(here, chapter.plan))


def test_an_empty_bullet_is_found(here):
    chapter, _ = whole(here)
    changes.write_chapter(chapter=chapter, words={"Aims": "- Fewer\n-\n- None"}, by=here.viewer("cora"))

    assert ("Burglary: Aims", "A bullet is empty.") in lacks(here, chapter.plan)


def test_short_forms_have_to_be_written_out_once():
    text = ["The Joint Action Group (JAG) and the ASBAG meet. JAGs are many. SAC (Serious Acquisitive Crime). NHS."]

    assert completeness.unexpanded(text) == ["ASBAG"]
    assert completeness.unexpanded(text, known=["ASBAG"]) == []


def client(cast, who):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_plan_with_grave_gaps_is_not_published_and_says_why(here):
    chapter, _ = whole(here)
    gap = an_action(here, chapter, lead=None)
    changes.move_on(plan=chapter.plan, stage="agreed", by=here.viewer("chris"), today=here.today)
    address = f"/p/castermouth/plans/{chapter.plan_id}/"

    answer = client(here, "cora").post(f"{address}move-on/", {"stage": "published"})
    assert answer.headers["Location"] == f"{address}check/"
    assert "Nobody answers for it." in client(here, "cora").get(answer.headers["Location"]).content.decode()
    assert Plan.objects.get().stage == "agreed"

    Action.objects.filter(pk=gap.pk).update(lead=here.agencies["Castermouth Council"])
    client(here, "cora").post(f"{address}move-on/", {"stage": "published"})
    assert Plan.objects.get().stage == "published"


def test_what_changed_since_the_plan_was_agreed(here):
    chapter, action = whole(here)
    yesterday = here.today.fromordinal(here.today.toordinal() - 1)
    changes.move_on(plan=chapter.plan, stage="agreed", by=here.viewer("chris"), today=yesterday)
    say(here, action)
    changes.drop_action(action=an_action(here, chapter), because="No money", by=here.viewer("cora"), today=here.today)

    found = [(each.words, each.reason) for each in since.since_agreed(here.viewer("cora"), chapter.plan)]
    assert ("was dropped", "No money") in found
    assert not any("said" in words for words, _ in found)


def test_next_years_plan_carries_what_is_not_finished_and_says_for_how_long(here):
    chapter, action = whole(here)
    say(here, an_action(here, chapter, text="Done already"), "complete")
    cora = here.viewer("cora")
    plan = chapter.plan
    for year in (2026, 2027):
        plan = rolling.roll_forward(
            plan=plan, title=f"Plan {year}", first_day=date(year, 4, 1), last_day=date(year + 1, 3, 31), by=cora,
            today=here.today,
        )  # fmt: skip

    [carried] = queries.actions(cora).filter(plan=plan)
    assert carried.text == action.text
    assert rolling.years_carried(carried) == 2
    assert carried.chapter.words == {"Aims": "Fewer."}
    assert plan.stage == "draft"


def test_a_day_that_lies_before_the_new_plan_is_not_carried(here):
    chapter = a_chapter(here)
    an_action(here, chapter, due_on=date(2025, 12, 1))
    new = rolling.roll_forward(
        plan=chapter.plan, title="Next", first_day=date(2026, 4, 1), last_day=date(2027, 3, 31),
        by=here.viewer("cora"), today=here.today,
    )  # fmt: skip

    assert Action.objects.get(plan=new).due_on is None
