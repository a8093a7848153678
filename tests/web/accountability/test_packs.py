"""The quarterly pack: there by itself, its gaps named, and unchanging once signed."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from docx import Document
from openpyxl import load_workbook

from frankpledge.documents import html
from frankpledge.web.accountability import changes, contents, tasks
from frankpledge.web.accountability.models import Pack, quarter_before
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.funding.models import Pot
from frankpledge.web.measures import changes as measures
from frankpledge.web.plans import achieving, saying
from frankpledge.web.plans import changes as plans
from frankpledge.web.risks import changes as risks
from frankpledge.web.surveys import publishing
from frankpledge.web.surveys.models import ResultsEdition
from tests.web.evaluations.evaluated import a_place, judged
from tests.web.measures.measures import a_measure, enter
from tests.web.plans.plans import a_chapter, a_plan, an_action, say
from tests.web.risks.risks import a_risk, score
from tests.web.surveys.answered import answered, closed, many


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def running(cast):
    """A plan of this year that was agreed, with one chapter."""
    plan = a_plan(cast, first_day=cast.today - timedelta(days=200), last_day=cast.today + timedelta(days=160))
    chapter = a_chapter(cast, plan)
    plans.move_on(plan=plan, stage="agreed", by=cast.viewer("chris"), today=cast.today)
    return chapter


def a_pack(cast):
    [pack] = changes.prepare(partnership=cast.partnerships["castermouth"], today=cast.today)
    return pack


def printed(cast, pack):
    return html.body(contents.document(contents.gather(cast.viewer("cora"), pack, cast.today)))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 10, 1), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 12, 31), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2027, 1, 1), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_the_quarter_that_ended_last(day, quarter):
    assert quarter_before(day) == quarter


def test_a_draft_is_there_by_itself_once_and_for_plans_that_run_only(here):
    running(here)
    a_plan(here, title="A draft plan")
    with scope(partnership=None):
        assert [tasks.prepare_packs(), tasks.prepare_packs()] == [1, 0]

    assert Pack.objects.get().first_day == quarter_before(here.today)[0]


def test_what_is_missing_is_said_first_by_agency(here):
    chapter = running(here)
    an_action(here, chapter)  # nobody has said anything for 200 days
    an_action(here, chapter, lead=None)
    a_measure(here, chapter)
    pack = a_pack(here)

    missing = dict(contents.gaps(contents.gather(here.viewer("cora"), pack, here.today)))
    assert missing["Frankshire Fire Service"] == ["Action 1: no word yet."]
    assert missing["Measures"] == ["“Burglaries” has no figure."]
    assert len(missing["Nobody leads these"]) == 2
    assert "What is missing" in printed(here, pack).split("Summary")[0]


def test_it_says_how_the_actions_stand_and_what_is_in_the_way(here):
    chapter = running(here)
    say(here, an_action(here, chapter), "off_track", text="The fitter is ill")
    say(here, an_action(here, chapter), "complete", text="Eleven schools")
    page = printed(here, a_pack(here))

    assert "The plan has 2 actions: 1 off track, 1 complete." in page
    assert "The fitter is ill" in page
    assert "Eleven schools" in page


def test_a_measure_comes_with_its_chart_and_what_it_is_judged_by(here):
    chapter = running(here)
    measure = a_measure(here, chapter)
    for month in ("2025-09", "2025-10"):
        enter(here, measure, month, 12)
    page = printed(here, a_pack(here))

    assert "Burglaries, month by month" in page
    assert "provisional" in page


def test_a_signed_pack_no_longer_changes(here):
    chapter = running(here)
    action = an_action(here, chapter)
    pack = changes.write(pack=a_pack(here), summary="A good quarter.", ask="", version=0, by=here.viewer("cora"))
    signed = changes.sign(pack=pack, by=here.viewer("chris"), today=here.today)
    before = (signed.html, bytes(signed.pdf), signed.digest)

    say(here, action, "complete", text="All of them")
    signed.refresh_from_db()

    assert (signed.html, bytes(signed.pdf), signed.digest) == before
    assert "A good quarter." in signed.html
    assert signed.signed_as == "Chair"
    assert "A good quarter." in " ".join(each.text for each in Document(io.BytesIO(bytes(signed.word))).paragraphs)
    with pytest.raises(NotAllowed, match="signed"):
        changes.write(pack=signed, summary="x", ask="", version=1, by=here.viewer("cora"))


def test_what_is_signed_is_what_was_shown(here):
    chapter = running(here)
    action = an_action(here, chapter)
    pack = a_pack(here)
    chair = Client()
    chair.force_login(here.people["chris"])
    shown = chair.get(pack.get_absolute_url()).context["state"]

    say(here, action, "off_track", text="The fitter left")
    refused = chair.post(pack.get_absolute_url() + "sign/", {"seen": shown})
    pack.refresh_from_db()
    assert (refused.status_code, pack.signed_at) == (409, None)
    assert "Nothing was signed" in refused.content.decode()

    shown = chair.get(pack.get_absolute_url()).context["state"]
    chair.post(pack.get_absolute_url() + "sign/", {"seen": shown})
    pack.refresh_from_db()
    assert "The fitter left" in pack.html


@pytest.mark.parametrize("who", ["cora", "ana", "lea"])
def test_only_the_chair_signs(here, who):
    running(here)
    with pytest.raises(NotAllowed):
        changes.sign(pack=a_pack(here), by=here.viewer(who), today=here.today)


def _a_link_of_a_measure(cast, chapter, action, measure, risk):
    measures.link(measure=measure, action=action, by=cast.viewer("cora"))


def _a_link_of_a_risk(cast, chapter, action, measure, risk):
    risks.link(risk=risk, action=action, by=cast.viewer("cora"))


def _a_measure_that_ended(cast, chapter, action, measure, risk):
    measures.retire(measure=measure, because="Not counted any more", by=cast.viewer("cora"), today=cast.today)


def _a_figure(cast, chapter, action, measure, risk):
    enter(cast, measure, "2025-10", 12)


def _a_score(cast, chapter, action, measure, risk):
    score(cast, risk, 3, 3)


@pytest.mark.parametrize(
    ("moved", "named"),
    [
        (_a_link_of_a_measure, ["What hangs together"]),
        (_a_link_of_a_risk, ["What hangs together"]),
        (_a_measure_that_ended, ["Summary and gaps", "What is missing, by agency", "2 parts that are no longer there"]),
        (_a_figure, ["Measures"]),
        (_a_score, ["Risks"]),
    ],
)
def test_a_link_measure_or_risk_that_moved_is_refused_and_named(here, moved, named):
    chapter = running(here)
    action, measure, risk = an_action(here, chapter), a_measure(here, chapter), a_risk(here)
    pack = a_pack(here)
    chair = Client()
    chair.force_login(here.people["chris"])
    shown = chair.get(pack.get_absolute_url()).context["state"]

    moved(here, chapter, action, measure, risk)
    refused = chair.post(pack.get_absolute_url() + "sign/", {"seen": shown})
    pack.refresh_from_db()
    assert (refused.status_code, pack.signed_at) == (409, None)
    assert set(named) <= set(refused.context["parts"])
    assert "Nothing was signed" in refused.content.decode()

    shown = chair.get(pack.get_absolute_url()).context["state"]
    chair.post(pack.get_absolute_url() + "sign/", {"seen": shown})
    pack.refresh_from_db()
    assert pack.signed_by == here.people["chris"]


def test_a_pack_says_which_action_moves_which_measure_and_what_risks_bear_on(here):
    chapter = running(here)
    action, measure, risk = an_action(here, chapter), a_measure(here, chapter), a_risk(here)
    measures.link(measure=measure, action=action, by=here.viewer("cora"))
    risks.link(risk=risk, measure=measure, by=here.viewer("cora"))
    page = printed(here, a_pack(here))

    assert "Burglaries: action 1" in page
    assert "R1. Key staff leave – bears on “Burglaries”" in page


@pytest.fixture
def surveyed(here, settings, tmp_path):
    """A pack and a survey of 60 people whose results two people released; when they are public is the test's."""
    settings.ARCHIVE = tmp_path
    running(here)
    survey = closed(here, answered(here, *many(60)))
    pack = a_pack(here)

    def release(on):
        edition = publishing.make(survey=survey, archive=tmp_path, by=here.viewer("ana"), today=here.today)
        at = timezone.make_aware(datetime.combine(on, time(12)))
        edition = publishing.ask_for_release(edition=edition, public_from=at, by=here.viewer("cora"))
        publishing.release(edition=edition, by=here.viewer("chris"), today=here.today)
        ResultsEdition.objects.update(released_at=timezone.now() - timedelta(hours=1))
        return pack

    return release


def test_what_residents_said_is_in_the_pack_with_its_base_and_what_it_is_not(here, surveyed):
    page = printed(here, surveyed(quarter_before(here.today)[1]))

    assert "What residents said" in page
    assert "60 people answered" in page
    assert "This is not a sample." in page
    assert "they are not a fair sample of everybody who lives here" in page
    assert "60 who answered this" in page


def test_results_that_are_of_another_quarter_or_not_public_yet_are_in_no_pack(here, surveyed):
    assert "What residents said" not in printed(here, surveyed(here.today + timedelta(days=1)))


def test_results_that_nobody_released_are_in_no_pack(here, surveyed):
    pack = surveyed(quarter_before(here.today)[1])
    ResultsEdition.objects.update(released_at=None, released_by=None)

    assert "What residents said" not in printed(here, pack)


def client(cast, who):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_two_who_write_at_once_lose_no_word(here):
    running(here)
    address = a_pack(here).get_absolute_url()
    client(here, "cora").post(f"{address}write/", {"summary": "Mine, first.", "ask": "", "version": 0})
    second = client(here, "cora").post(f"{address}write/", {"summary": "Mine, second.", "ask": "", "version": 0})

    assert second.status_code == 409
    assert "Mine, second." in second.content.decode()
    assert Pack.objects.get().summary == "Mine, first."


@pytest.mark.parametrize(("format", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_it_can_be_taken_away(here, format, begins):
    chapter = running(here)
    an_action(here, chapter)
    answer = client(here, "lea").get(f"{a_pack(here).get_absolute_url()}pack.{format}")

    assert answer.content.startswith(begins)
    assert "draft" in answer.headers["Content-Disposition"]


def test_it_says_which_risks_moved_since_the_quarter_began(here):
    running(here)
    pack = a_pack(here)
    before, within = pack.first_day - timedelta(days=40), pack.first_day + timedelta(days=10)
    risen, still = (a_risk(here, description=words, today=before) for words in ("Staff leave", "Flood"))
    for risk in (risen, still):
        score(here, risk, 1, 2, on=before)
    score(here, risen, 3, 3, on=within, because="Two posts are vacant")

    page = printed(here, pack)

    assert "Risks that moved in these months" in page
    assert "Two posts are vacant" in page
    assert "R2. Flood" not in page


def test_it_says_that_no_risk_moved(here):
    running(here)
    a_risk(here, today=here.today - timedelta(days=300))

    assert "None of the 1 risks in the register moved" in printed(here, a_pack(here))


def test_the_pots_of_the_year_and_returns_due_are_in_it(here):
    running(here)
    pack = a_pack(here)
    year = pack.last_day.year if pack.last_day.month >= 4 else pack.last_day.year - 1
    whole = {"partnership": here.partnerships["castermouth"], "funder": "PCC", "method": "bid"}
    Pot.objects.create(name="Community fund", year=year, pence=1_234_500, **whole)
    Pot.objects.create(name="Old fund", year=year - 2, pence=1, **whole)

    page = printed(here, pack)

    assert "£12,345" in page
    assert "Old fund" not in page


def test_whether_actions_worked_is_in_it(here):
    judged(a_place(here, an_action(here, running(here))), said="It worked: burglary fell by 20%.")

    assert "burglary fell by 20%" in printed(here, a_pack(here))


def test_the_annual_report_says_what_was_achieved_by_priority(here):
    chapter = running(here)
    done, going, quiet = (an_action(here, chapter, text=text) for text in ("Fit locks", "Walk streets", "Nothing"))
    an_action(here, a_chapter(here, chapter.plan, title="Arson"), text="Talk with schools")
    say(here, done, "complete", text="All 120 homes")
    say(here, going, "off_track", text="No marshals")
    picked = say(here, going, "on_track", text="40 nights")
    say(here, going, "off_track", text="No marshals again")
    achieving.pick(plan=chapter.plan, update=picked, by=here.viewer("cora"))
    step = plans.add_milestone(action=quiet, text="Signed by both", due_on=here.today, by=here.viewer("cora"))
    saying.reach(milestone=step, by=here.viewer("cora"), on=here.today)
    year = changes.prepare_year(plan=chapter.plan, by=here.viewer("cora"), today=here.today)

    page = printed(here, year)
    part = page.partition('id="achieved"')[2].partition('id="trouble"')[0]

    assert "Completed: Fit locks – All 120 homes" in part
    assert "40 nights" in part
    assert "Signed by both" in part
    assert "Nothing was completed here" in part  # of arson
    for words in ("No marshals", "Off track", "Walk streets"):
        assert words not in part
    assert 'id="achieved"' not in printed(here, a_pack(here))


def test_the_workbook_holds_its_tables_and_a_signed_one_stays(here):
    chapter = running(here)
    an_action(here, chapter, text="=1+1")
    pack = changes.sign(pack=a_pack(here), by=here.viewer("chris"), today=here.today)
    client = Client()
    client.force_login(here.people["cora"])
    an_action(here, chapter, text="Added later")

    answer = client.get(f"{pack.get_absolute_url()}pack.xlsx")

    book = load_workbook(io.BytesIO(answer.content))
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    texts = {cell.value: cell.data_type for sheet in book for row in sheet for cell in row}
    assert texts["1. =1+1"] == "s"
    assert "2. Added later" not in texts


def test_the_draft_is_there_on_the_first_day_of_the_quarter(cast, monkeypatch):
    with scope(partnership=cast.partnerships["castermouth"]):
        plan = a_plan(cast)
        plans.move_on(plan=plan, stage="agreed", by=cast.viewer("chris"), today=cast.today)
    for day, made in ((date(2025, 12, 31), 1), (date(2026, 1, 1), 1), (date(2026, 1, 2), 0)):
        monkeypatch.setattr(tasks, "localdate", lambda day=day: day)
        assert tasks.prepare_packs() == made
    with scope(partnership=cast.partnerships["castermouth"]):
        assert [pack.first_day for pack in Pack.objects.all()] == [date(2025, 10, 1), date(2025, 7, 1)]
