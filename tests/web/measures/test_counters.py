"""Measures that apps' counters fill, two targets, profiles, milestones and judgements in words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from frankpledge.month import Month
from frankpledge.web.funding.models import Line, Pot
from frankpledge.web.measures import changes, counters, filling, of_plans, queries, tasks
from frankpledge.web.measures.counters import Counted, Counter
from frankpledge.web.measures.forms import MeasureForm, ReadingForm
from frankpledge.web.measures.judging import Read, judge
from frankpledge.web.measures.models import Reading
from frankpledge.web.measures.warnings import warnings
from frankpledge.web.plans import changes as plans
from frankpledge.web.plans import saying
from tests.web.measures.measures import a_measure, enter
from tests.web.plans.plans import a_chapter, a_plan, an_action, say

DECEMBER, JANUARY = Month.parse("2025-12"), Month.parse("2026-01")


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


@pytest.fixture
def counter(monkeypatch):
    """A counter of people, whose answers a test gives."""
    monkeypatch.setattr(counters, "_known", dict(counters._known))
    given = {}

    def count(partnership, months):
        return {month: given[str(month)] for month in months if str(month) in given}

    def register(answers, **facts):
        given.clear()
        given.update(answers)
        whole = {"unit": "count", "about_people": True} | facts
        counters.register(Counter("tests.people", "Tests: people", "people", count, **whole))
        return given

    return register


def measured(cast, measure):
    return queries.measured(cast.viewer("cora"), [measure], cast.today)[0]


def fill(cast, measure, tmp_path):
    return filling.fill(plan=measure.plan, archive=tmp_path, by=cast.viewer("cora"), today=cast.today)


def test_a_counter_fills_a_measure_and_filling_again_changes_nothing(here, counter, tmp_path):
    given = counter({"2025-11": Counted(12), "2025-12": Counted(9), "2026-01": Counted(50)})
    measure = a_measure(here, counter="tests.people", from_month="2025-11")

    assert fill(here, measure, tmp_path) == 2  # January is not over on 15 January
    assert fill(here, measure, tmp_path) == 0
    given["2025-12"] = Counted(10)
    assert fill(here, measure, tmp_path) == 1

    shown = measured(here, measure)
    assert [(each.value, each.state) for each in shown.readings] == [(12, "provisional"), (10, "revised")]
    assert shown.readings[0].words == "Counted by Frankpledge: Tests: people."


def test_small_numbers_of_people_never_become_a_figure(here, counter, tmp_path):
    counter({"2025-10": Counted(4), "2025-11": Counted(0), "2025-12": Counted(5)})
    measure = a_measure(here, counter="tests.people", from_month="2025-10")

    fill(here, measure, tmp_path)

    assert [each.month for each in measured(here, measure).readings] == ["2025-11", "2025-12"]


def test_a_share_has_its_base_and_hides_a_small_rest(here, counter, tmp_path):
    counter({"2025-11": Counted(30, 33), "2025-12": Counted(30, 40)}, unit="percent")
    measure = a_measure(
        here, unit="percent", denominator="people", counter="tests.people", from_month="2025-11", target=60.0,
        polarity="up",
    )  # fmt: skip

    fill(here, measure, tmp_path)

    assert [(each.month, each.value, each.base) for each in measured(here, measure).readings] == [("2025-12", 75, 40)]


def test_a_counter_of_another_unit_is_refused(here, counter):
    counter({})
    chapter = a_chapter(here)
    for words, facts in (
        ("does not count", {"unit": "number", "counter": "tests.people"}),
        ("does not count", {"counter": "tests.gone"}),
        ("not both", {"counter": "tests.people", "crime_type": "Burglary"}),
    ):
        with pytest.raises(ValidationError, match=words):
            a_measure(here, chapter, **facts)


def test_plans_are_counted_by_what_was_said(here):
    chapter = a_chapter(here, a_plan(here, last_day=date(2027, 3, 31)))
    done, quiet = an_action(here, chapter), an_action(here, chapter)
    plans.move_on(plan=chapter.plan, stage="agreed", by=here.viewer("chris"), today=here.today)
    first = say(here, done, "complete", on=date(2025, 12, 3))
    say(here, done, "complete", on=date(2026, 1, 3))
    step = plans.add_milestone(action=quiet, text="Signed", due_on=date(2026, 3, 1), by=here.viewer("cora"))
    saying.reach(milestone=step, by=here.viewer("cora"), on=date(2026, 1, 9))
    place, months = first.partnership, [DECEMBER, JANUARY]

    assert of_plans.completed(place, months) == {DECEMBER: Counted(1), JANUARY: Counted(0)}
    assert of_plans.updates(place, months) == {DECEMBER: Counted(1), JANUARY: Counted(1)}
    assert of_plans.milestones(place, months) == {DECEMBER: Counted(0), JANUARY: Counted(1)}
    assert of_plans.heard_of(place, months) == {DECEMBER: Counted(1, 2), JANUARY: Counted(1, 2)}


def test_money_is_counted_in_pounds_by_the_lines_that_count(here):
    place = here.partnerships["castermouth"]
    pot = Pot.objects.create(partnership=place, name="Fund", funder="PCC", year=2025, pence=10**6, method="bid")
    whole = {"partnership": place, "pot": pot, "kind": "spent", "by": here.people["cora"], "words": "Locks"}
    wrong = Line.objects.create(pence=99_900, on=date(2026, 1, 2), **whole)
    Line.objects.create(pence=50_050, on=date(2026, 1, 2), corrects=wrong, **whole)

    found = counters.find("funding.spent").count(place, [DECEMBER, JANUARY])

    assert found == {DECEMBER: Counted(0), JANUARY: Counted(500)}


def test_measures_of_plans_that_run_are_filled_on_schedule(here, counter, settings, tmp_path, monkeypatch):
    settings.ARCHIVE = tmp_path
    counter({"2025-12": Counted(9)})
    measure = a_measure(here, counter="tests.people", from_month="2025-12")
    monkeypatch.setattr(tasks, "localdate", lambda: here.today)
    with scope(partnership=None):
        assert tasks.fill_measures() == 0  # a draft
    plans.move_on(plan=measure.plan, stage="agreed", by=here.viewer("chris"), today=here.today)
    with scope(partnership=None):
        assert tasks.fill_measures() == 1
    assert Reading.objects.get().by is None


def months(first, values):
    month = Month.parse(first)
    return [Read(month.plus(at), value, 1_000) for at, value in enumerate(values)]


def asked(**facts):
    whole = {
        "polarity": "up", "unit": "percent", "tolerance": 0, "first": Month.parse("2025-04"), "last_due": DECEMBER,
    }  # fmt: skip
    return whole | facts


@pytest.mark.parametrize(
    ("value", "state", "parts", "opening"),
    [
        (80, "on_target", ["on_target", "on_target"], "Both targets are met."),
        (65, "red", ["on_target", "red"], "One of its two targets is met."),
        (40, "red", ["red", "red"], "Neither of its two targets is met."),
    ],
)
def test_two_targets_are_judged_apart_and_together(value, state, parts, opening):
    found = judge(months("2025-10", [value] * 3), target=60, second_target=70, **asked())

    assert found.state == state
    assert [part.state for part in found.parts] == parts
    assert found.words.startswith(opening)


def test_a_target_spreads_over_the_year_by_its_profile():
    readings = [Read(Month.parse("2025-04"), 30), Read(Month.parse("2025-05"), 30)]
    summer = [30, 30, *[4] * 10]

    even = judge(readings, target=120, **asked(polarity="up", unit="count"))
    heavy = judge(readings, target=120, **asked(polarity="up", unit="count"), profile=summer)

    assert even.expected == pytest.approx(20)
    assert heavy.expected == pytest.approx(72)


def test_a_milestone_is_awaited_then_late_then_reached(here):
    soon = a_measure(here, unit="milestone", target=None, reach_by=here.today + timedelta(days=5))
    late = a_measure(
        here, soon.chapter, title="B", unit="milestone", target=None, reach_by=here.today - timedelta(days=1)
    )

    assert measured(here, soon).judgement.state == "watched"
    assert measured(here, late).judgement.state == "red"
    enter(here, late, "2026-01", 1)
    assert measured(here, late).judgement.words == "Reached by January 2026."
    with pytest.raises(ValidationError, match="one of the answers"):
        enter(here, late, "2026-01", 7)


def test_a_judgement_in_words_needs_words(here):
    measure = a_measure(here, unit="words", target=None)
    with pytest.raises(ValidationError, match="Say in words"):
        enter(here, measure, "2026-01", 2)

    enter(here, measure, "2026-01", 1, words="Two of five gangs are gone.")

    assert measured(here, measure).judgement.state == "amber"
    assert measured(here, measure).judgement.words == "Partly, as judged in January 2026. Two of five gangs are gone."


def test_the_form_asks_for_what_the_unit_needs():
    assert "base" not in ReadingForm(unit="milestone").fields
    assert ReadingForm({"month": "2026-01", "value": "1"}, unit="milestone").is_valid()
    assert not ReadingForm({"month": "2026-01", "value": "2"}, unit="words").is_valid()


@pytest.mark.parametrize("written", ["1 2 3", "a b c", " ".join(["0"] * 12), " ".join(["-1", *["1"] * 11])])
def test_a_profile_that_is_none_is_refused(here, written):
    form = MeasureForm({"profile": written}, chapters=type(a_chapter(here)).objects.all())

    assert "profile" in form.errors


def test_a_fall_in_recorded_violence_beside_more_reported_abuse_is_named_across_priorities(here):
    chapter = a_chapter(here)
    other = a_chapter(here, chapter.plan, title="Abuse")
    a_measure(here, chapter, title="Violence", crime_type="Violence and sexual offences")
    a_measure(here, other, title="Domestic abuse reports", polarity="up", numerator="reports", target=90.0)
    milestone = a_measure(here, other, title="Opened", unit="milestone", target=None, polarity="up")
    every = queries.measures(here.viewer("cora")).filter(plan=chapter.plan)

    found = warnings(queries.measured(here.viewer("cora"), every, here.today))

    assert any("reported of the first is recorded in the second" in each for each in found)
    assert [each for each in found if str(milestone) in each] == [
        "“Opened” is a milestone without a day: nobody can tell whether it is late."
    ]


def test_signing_keeps_the_state_visible(here):
    measure = a_measure(here, unit="milestone", target=None)
    reading = enter(here, measure, "2026-01", 0)
    with pytest.raises(ValidationError, match="Somebody else"):
        changes.sign(reading=reading, by=here.viewer("cora"))
