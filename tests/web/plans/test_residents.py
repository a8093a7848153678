"""What residents read of a published plan, on its page and to take away: what was chosen for them, and nothing else."""

import io
import subprocess
import zipfile
from contextlib import contextmanager

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from pikepdf import Name

from frankpledge.documents import pdf
from frankpledge.month import Month
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.measures import changes as measures
from frankpledge.web.plans import changes, residents, residents_print
from frankpledge.web.plans.models import Achievement, GlossaryTerm, Plan, PublicFile
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.priorities import restricting
from tests.web.plans.plans import a_chapter, a_plan, an_action, say

ADDRESS = "/published/castermouth/plan/"
FORMATS = ("pdf", "docx", "html")


@pytest.fixture
def here(cast_today):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def publish(cast, plan):
    for stage, who in (("agreed", "chris"), ("published", "cora")):
        changes.move_on(plan=plan, stage=stage, by=cast.viewer(who), today=cast.today)


def published(cast, **facts):
    """A published plan of one priority with one action for residents."""
    plan = a_plan(cast, **facts)
    chapter = a_chapter(cast, plan)
    changes.write_chapter(chapter=chapter, words={"Background": "Most come at dusk."}, by=cast.viewer("cora"))
    action = an_action(cast, chapter, public_sentence="We fit smoke alarms.", text="Visit the list of FFRS")
    say(cast, action, text="Mr Marbled Newt had his fitted")
    publish(cast, plan)
    return plan


def a_measure(cast, plan, **facts):
    measure = measures.add(
        chapter=plan.chapters.first(), title="Alarms", polarity="up", unit="count", numerator="alarms fitted",
        from_month="2025-04", by=cast.viewer("cora"),
    )  # fmt: skip
    measures.enter(
        measure=measure, month=Month.parse("2025-10"), value=31, base=None, words="Ask Mr Marbled Newt",
        by=cast.viewer("cora"), today=cast.today, **facts,
    )  # fmt: skip
    return measure


def got(format=None):
    """The answer to anybody; of a file its readable text."""
    answer = Client(SERVER_NAME="127.0.0.1").get(ADDRESS + (f"plan.{format}" if format else ""))
    assert answer.status_code == 200
    return text_of(answer.content, format)


def text_of(data, format):
    if format == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return "\n".join(opened.read(name).decode() for name in opened.namelist() if name.endswith(".xml"))
    if format == "pdf":
        read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
        return " ".join(read.stdout.decode().split())
    return data.decode()


@pytest.mark.parametrize("format", [None, *FORMATS])
def test_anybody_reads_the_public_sentences_and_how_they_stand_and_who_leads(here, format):
    published(here)

    text = got(format)

    for words in ("We fit smoke alarms.", "On track", "Frankshire Fire Service"):
        assert words in text


@pytest.mark.parametrize("format", [None, *FORMATS])
def test_no_word_that_was_said_no_inner_text_and_nobodys_name_is_in_it(here, format):
    plan = published(here)
    a_measure(here, plan)
    lead = here.people["lea"]
    plan.actions.update(lead_person=lead)

    text = got(format)

    for words in ("Marbled Newt", "list of FFRS", "Most come at dusk", "Alarms", lead.name, here.people["chris"].name):
        assert words not in text


@pytest.mark.parametrize("format", [None, *FORMATS])
def test_an_attacker_finds_nothing_of_a_restricted_action_or_priority_in_any_public_file(here, format):
    plan = published(here)
    residents.choose(plan=plan, parts=Plan.Part.values, measures=[], by=here.viewer("cora"))
    secret = a_chapter(here, plan, title="Hidden vipers")
    changes.write_chapter(chapter=secret, words={"Aims": "The vipers of Lane End"}, by=here.viewer("cora"))
    changes.add_objective(chapter=secret, text="Fewer vipers", by=here.viewer("cora"))
    an_action(here, secret, public_sentence="We watch vipers.")
    quiet = an_action(here, plan.chapters.first(), public_sentence="We watch adders.")
    update = say(here, quiet, text="Adders seen")
    here_by = here.viewer("cora")
    for register, thing in (
        ("achievements", Achievement(plan=plan, text="Adders counted", update=update)),
        ("words", GlossaryTerm(short="VIP", long="Viper in a park", meaning="Operation Adder")),
    ):
        keeping.add(register=REGISTERS[register], thing=thing, by=here_by)
    got(format)  # printed and kept while all of it was open
    for kind, number in (("priority", secret.priority_id), ("action", quiet.pk)):
        restricting.restrict(kind=kind, number=number, because="x", people=[], agencies=[], by=here_by)

    text = got(format).lower()

    assert "viper" not in text
    assert "adder" not in text
    assert "we fit smoke alarms." in text


def test_a_restricted_priority_takes_its_chosen_measures_with_it(here):
    plan = published(here)
    measure = a_measure(here, plan)
    residents.choose(plan=plan, parts=[], measures=[measure.pk], by=here.viewer("cora"))
    assert "alarms fitted" in got("html")

    restricting.restrict(
        kind="priority", number=measure.chapter.priority_id, because="x", people=[], agencies=[], by=here.viewer("cora")
    )

    assert "alarms fitted" not in got("html")


def test_what_was_chosen_is_shown_with_figures_and_what_to_know_of_them(here):
    plan = published(here)
    measure = a_measure(here, plan)

    residents.choose(plan=plan, parts=["words"], measures=[measure.pk], by=here.viewer("cora"))

    for format in (None, "html"):
        text = got(format)
        for words in (
            "Background",
            "Most come at dusk.",
            "31 in the plan’s year, up to October 2025",
            "alarms fitted",
            "provisional",
        ):
            assert words in text
        assert "Marbled Newt" not in text  # said beside a figure that nobody signed


def test_a_figure_that_a_second_person_signed_brings_its_words(here):
    plan = published(here)
    measure = a_measure(here, plan)
    measure.readings.update(state="final")

    residents.choose(plan=plan, parts=[], measures=[measure.pk], by=here.viewer("cora"))

    assert "Ask Mr Marbled Newt" in got("html")
    assert "provisional" not in got("html")


def test_once_it_is_published_choosing_takes_the_right_to_release(here):
    plan = published(here)

    with pytest.raises(NotAllowed):
        residents.choose(plan=plan, parts=["words"], measures=[], by=here.viewer("lea"))
    assert Plan.objects.get(pk=plan.pk).public_parts == []


def test_a_measure_of_another_plan_is_not_chosen(here):
    plan = published(here)

    with pytest.raises(ValidationError):
        residents.choose(plan=plan, parts=[], measures=[123456], by=here.viewer("cora"))


@pytest.mark.parametrize("format", FORMATS)
def test_a_second_download_is_not_printed_again_and_a_move_is(here, format, monkeypatch):
    plan = published(here)
    printings = []
    printed = residents_print._printed
    monkeypatch.setattr(residents_print, "_printed", lambda *given: printings.append(1) or printed(*given))

    browser = Client(SERVER_NAME="127.0.0.1")
    first, second = browser.get(f"{ADDRESS}plan.{format}"), browser.get(f"{ADDRESS}plan.{format}")
    assert first.content == second.content
    assert len(printings) == 1

    say(here, plan.actions.get(), status="off_track")
    third = browser.get(f"{ADDRESS}plan.{format}")
    assert third.content != first.content
    assert len(printings) == 2
    assert PublicFile.objects.count() == 1


def test_who_asks_while_it_is_being_printed_waits_and_gets_that_print(here, monkeypatch):
    plan = published(here)
    shown = residents_print.document(residents.open_plan(plan, here.today))
    now = residents_print.fingerprint(shown)

    @contextmanager
    def another_is_at_it():
        PublicFile.objects.create(
            partnership=plan.partnership, plan=plan, format="pdf", fingerprint=now, data=b"the other's print"
        )
        yield

    monkeypatch.setattr(residents_print, "PRINTING", another_is_at_it())

    assert residents_print.file(plan, shown, PublicFile.Format.PDF) == b"the other's print"


def test_who_has_the_file_already_is_told_so_and_it_is_not_read_from_the_database(here):
    published(here)
    browser = Client(SERVER_NAME="127.0.0.1")
    first = browser.get(f"{ADDRESS}plan.html")

    again = browser.get(f"{ADDRESS}plan.html", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""


def test_no_file_of_a_plan_that_is_not_published_or_no_longer_or_in_no_format(here):
    browser = Client(SERVER_NAME="127.0.0.1")
    plan = a_plan(here)
    a_chapter(here, plan)
    assert browser.get(f"{ADDRESS}plan.pdf").status_code == 404

    publish(here, plan)
    assert browser.get(f"{ADDRESS}plan.pdf").status_code == 200
    assert browser.get(f"{ADDRESS}plan.exe").status_code == 404

    Plan.objects.filter(pk=plan.pk).update(stage="superseded")
    assert browser.get(f"{ADDRESS}plan.pdf").status_code == 404


@pytest.mark.parametrize("layout", Plan.Layout.values)
def test_the_pdf_is_tagged_in_every_layout_and_no_heading_is_skipped(here, layout):
    plan = published(here, layout=layout)

    made = pdf.render(residents_print.document(residents.open_plan(plan, here.today)))

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.Lang == "en-GB"
        assert Name.StructTreeRoot in opened.Root


def test_it_is_in_the_list_of_what_is_published(here):
    published(here)

    page = Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/").content.decode()

    assert ADDRESS in page
    assert f"{ADDRESS}plan.pdf" in page


def test_the_questions_do_not_grow_with_the_plan(here):
    plan = published(here)
    residents.choose(plan=plan, parts=Plan.Part.values, measures=[a_measure(here, plan).pk], by=here.viewer("cora"))

    def asked():
        with CaptureQueriesContext(connection) as captured:
            residents.open_plan(plan, here.today)
        return len(captured)

    few = asked()
    for number in range(10):
        say(here, an_action(here, a_chapter(here, plan, title=f"Priority {number}"), public_sentence="We do."))

    assert asked() == few


def test_choosing_by_the_page_keeps_what_was_ticked(here, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    plan = published(here)
    measure = a_measure(here, plan)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    address = f"/p/castermouth/plans/{plan.pk}/residents/"

    assert "Alarms" in browser.get(address).content.decode()
    browser.post(address, {"parts": ["words"], "measures": [measure.pk]})
    chosen = Plan.objects.get(pk=plan.pk)
    assert (chosen.public_parts, chosen.public_measures) == (["words"], [measure.pk])

    browser.post(address, {})
    chosen = Plan.objects.get(pk=plan.pk)
    assert (chosen.public_parts, chosen.public_measures) == ([], [])
