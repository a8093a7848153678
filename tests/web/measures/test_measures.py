"""Measures: defined, filled from the evidence or by hand, and never changed behind a reader's back."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load
from frankpledge.web.accounts.models import Membership, PartnershipArea
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.measures import changes, filling, queries
from frankpledge.web.measures.models import Reading
from frankpledge.web.measures.warnings import warnings
from tests.archive.files import month_file
from tests.web.measures.measures import a_measure, enter
from tests.web.plans.plans import a_chapter, an_action


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def measured(cast, *measures):
    found = queries.measured(cast.viewer("cora"), measures, cast.today)
    return found[0] if len(measures) == 1 else found


def test_a_newer_figure_takes_the_place_of_an_older_and_both_are_kept(here):
    measure = a_measure(here)
    enter(here, measure, "2025-10", 12)
    enter(here, measure, "2025-10", 14)

    assert [(reading.value, reading.state) for reading in measured(here, measure).readings] == [(14, "revised")]
    assert measure.readings.count() == 2


def test_who_entered_a_figure_does_not_sign_it_off(here):
    measure = a_measure(here)
    reading = enter(here, measure, "2025-10", 12)

    with pytest.raises(ValidationError, match="Somebody else"):
        changes.sign(reading=reading, by=here.viewer("cora"))


def test_only_the_newest_figure_of_a_month_is_signed_off_and_once(here):
    measure = a_measure(here)
    old, new = enter(here, measure, "2025-10", 12), enter(here, measure, "2025-10", 99)
    role_of = Membership.objects.get(person=here.people["mo"])
    role_of.role = "coordinator"
    role_of.save()
    mo = here.viewer("mo")

    with pytest.raises(ValidationError, match="newer figure"):
        changes.sign(reading=old, by=mo)
    final = changes.sign(reading=new, by=mo)
    for signed in (new, final):
        with pytest.raises(ValidationError, match=r"newer figure|final already"):
            changes.sign(reading=signed, by=mo)

    assert [(reading.value, reading.state) for reading in measured(here, measure).readings] == [(99, "final")]


def test_a_month_that_has_not_come_has_no_figure(here):
    with pytest.raises(ValidationError, match="has not come yet"):
        enter(here, a_measure(here), "2099-01", 3)


def test_a_percentage_is_one(here):
    with pytest.raises(ValidationError, match="from 0 to 100"):
        enter(here, a_measure(here, unit="percent", denominator="people asked"), "2025-10", 140)


def test_defined_anew_the_old_figures_are_not_compared(here):
    measure = a_measure(here)
    enter(here, measure, "2025-09", 500)
    changes.redefine(
        measure=measure,
        because="Sheds count no longer",
        numerator="homes",
        from_month="2025-10",
        by=here.viewer("cora"),
    )
    enter(here, measure, "2025-10", 12)

    shown = measured(here, measure)
    assert len(shown.readings) == 2
    assert shown.judgement.state == "watched"  # the new definition has no target
    assert shown.judgement.now == 12
    with pytest.raises(ValidationError, match="Say why"):
        changes.redefine(measure=measure, because=" ", numerator="x", from_month="2025-10", by=here.viewer("cora"))


def test_only_who_writes_the_plan_touches_measures(here):
    measure = a_measure(here)
    with pytest.raises(NotAllowed):
        changes.retire(measure=measure, because="x", by=here.viewer("lea"), today=here.today)


@pytest.fixture
def archive(here, tmp_path, monkeypatch):
    archive = Archive(tmp_path / "archive")
    recent = [f"{here.today.year - 1}-{month:02}" for month in (1, 2, 4)]
    for month, rows in zip(recent, (5, 6, 7), strict=True):
        month_file(tmp_path / "data", month, rows)
    assert load(archive, [tmp_path / "data"]).ok
    PartnershipArea.objects.create(partnership=here.partnerships["castermouth"], code="E22999001", name="Castermouth")
    # The look-ups of a whole country are not needed to know what lies in one area.
    from frankpledge.archive.areas import Area

    monkeypatch.setattr(filling, "find_area", lambda snapshot, code: Area(code, "Castermouth", "csp", ("E01999001",)))
    monkeypatch.setattr(filling, "force_names_covering", lambda snapshot, area: ("Frankshire Police",))
    return archive


def fill(cast, measure, archive):
    return filling.fill(plan=measure.plan, archive=archive.folder, by=cast.viewer("cora"), today=cast.today)


def test_it_fills_itself_from_recorded_crime_and_a_missing_month_stays_missing(here, archive):
    measure = a_measure(here, crime_type="Burglary", from_month="2020-01")
    arson = a_measure(
        here, measure.chapter, title="Arson", crime_type="Criminal damage and arson", from_month="2020-01"
    )

    assert fill(here, measure, archive) == 6
    shown, none = measured(here, measure, arson)
    assert [reading.value for reading in shown.readings] == [5, 6, 7]
    assert [reading.value for reading in none.readings] == [0, 0, 0]
    assert f"{here.today.year - 1}-03" in [str(month) for month in shown.judgement.missing]
    assert shown.readings[0].versions == dict(archive.snapshot().versions)


def test_filling_again_changes_nothing_and_a_restated_month_is_revised(here, archive, tmp_path):
    measure = a_measure(here, crime_type="all", from_month="2020-01")
    fill(here, measure, archive)
    assert fill(here, measure, archive) == 0

    month_file(tmp_path / "newer", f"{here.today.year - 1}-02", 9)
    assert load(archive, [tmp_path / "newer"]).ok
    assert fill(here, measure, archive) == 1
    assert [(reading.value, reading.state) for reading in measured(here, measure).readings] == [
        (5, "provisional"), (9, "revised"), (7, "provisional"),
    ]  # fmt: skip


def test_measures_that_work_against_each_other_are_named(here):
    chapter = a_chapter(here)
    a_measure(here, chapter, title="Hate crimes", numerator="recorded hate crimes")
    more = a_measure(here, chapter, title="Hate crimes reported", polarity="up", numerator="reports", baseline=200.0)
    found = warnings(measured(here, *queries.measures(here.viewer("cora")).filter(plan=more.plan)))

    assert any("may undo the other" in each for each in found)
    assert any("wrong side of where it began" in each for each in found)


def test_what_is_not_measured_and_what_nobody_moves_is_listed(here):
    measure = a_measure(here)
    action = an_action(here, measure.chapter)
    cora = here.viewer("cora")
    assert list(queries.without_measure(cora, measure.plan)) == [action]
    assert list(queries.without_action(cora, measure.plan)) == [measure]

    changes.link(measure=measure, action=action, by=cora)
    assert not queries.without_measure(cora, measure.plan)
    assert not queries.without_action(cora, measure.plan)


def client(cast):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_measure_is_added_and_read_on_its_pages(here):
    chapter = a_chapter(here)
    browser = client(here)
    done = browser.post(
        f"/p/castermouth/measures/of/{chapter.plan_id}/add/",
        {
            "title": "Feel safe after dark", "chapter": chapter.pk, "polarity": "up", "unit": "percent",
            "numerator": "say that they feel safe", "denominator": "people asked", "target": "60", "tolerance": "5",
            "from_month": "April 2025",
        },
    )  # fmt: skip
    browser.post(done.headers["Location"] + "enter/", {"month": "October 2025", "value": "50", "base": "2000"})

    page = browser.get(done.headers["Location"]).content.decode()
    assert "Off target" in page
    assert "October 2025" in page
    assert Reading.objects.get().month == "2025-10"


def test_a_list_of_measures_asks_no_more_questions_for_ten_times_as_many(here, django_assert_max_num_queries):
    chapter = a_chapter(here)
    asked = []
    client(here).get(f"/p/castermouth/measures/of/{chapter.plan_id}/")  # what is asked once and remembered
    for count in (2, 18):
        for number in range(count):
            enter(here, a_measure(here, chapter, title=f"{count} {number}"), "2025-10", 4)
        with django_assert_max_num_queries(60) as questions:
            assert client(here).get(f"/p/castermouth/measures/of/{chapter.plan_id}/").status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[1]
