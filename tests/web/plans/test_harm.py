"""Files and links made to do harm: refused in words, in no time, with nothing changed."""

import io
import time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from frankpledge.web.plans import asking, completeness, saying
from frankpledge.web.plans import changes as plans
from frankpledge.web.plans.lists import leads, reading, word
from frankpledge.web.plans.lists.table import UnreadableList
from frankpledge.web.plans.models import ProgressUpdate
from frankpledge.web.unlogged import WithoutSecrets
from tests.web.plans.plans import an_action

HEAD = ["Action", "Lead", "RAG"]
SOON = 2.0  # seconds, on a busy machine


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.mark.parametrize("cell", ["- " * 20_000, " " * 40_000, "a and " * 8_000, "/" * 40_000, "lead agency " * 4_000])
def test_a_cell_of_endless_signs_takes_no_time(cell):
    began = time.monotonic()
    leads.read(cell, leads.Agencies({"Frankshire Police": 1}))

    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("text", ["\n" * 20_000 + "x", "[" * 20_000, "-" + " " * 20_000 + "x", "_" * 20_000])
def test_words_of_endless_signs_take_no_time(text):
    began = time.monotonic()
    completeness.EMPTY_BULLET.search(text)
    completeness.PLACEHOLDER.search(text)
    completeness.unexpanded([text])

    assert time.monotonic() - began < SOON


def table(rows, change):
    document = Document()
    made = document.add_table(rows=0, cols=len(HEAD))
    for row in rows:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = words
    change(made)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def prop(cell, name, value):
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    cell._tc.get_or_add_tcPr().append(element)


def test_a_cell_that_claims_to_span_sixty_million_columns_is_refused():
    data = table(
        [HEAD, ["Mark bicycles", "FP", ""]], lambda made: prop(made.rows[1].cells[0], "w:gridSpan", "60000000")
    )

    with pytest.raises(UnreadableList, match="more than 64 columns"):
        list(word.lines(data))


def test_a_lead_that_is_merged_down_a_thousand_rows_leads_them_all():
    def merge(made):
        for at, row in enumerate(made._tbl.tr_lst[1:]):
            cell = row.tc_lst[1]
            merged = OxmlElement("w:vMerge")
            merged.set(qn("w:val"), "restart" if at == 0 else "continue")
            cell.get_or_add_tcPr().append(merged)

    rows = [HEAD, *([f"Action number {at}", "FP" if at == 0 else "", ""] for at in range(1000))]
    data = table(rows, merge)
    began = time.monotonic()
    actions = reading.read(word.lines(data))

    assert time.monotonic() - began < 5 * SOON
    assert [action.lead for action in actions] == ["FP"] * 1000


def test_an_action_that_is_merged_down_two_rows_is_one():
    def merge(made):
        for at, row in enumerate(made._tbl.tr_lst[1:]):
            merged = OxmlElement("w:vMerge")
            merged.set(qn("w:val"), "restart" if at == 0 else "continue")
            row.tc_lst[0].get_or_add_tcPr().append(merged)

    [action] = reading.read(word.lines(table([HEAD, ["Mark bicycles", "FP", ""], ["", "CC", "Green"]], merge)))

    assert (action.text, action.lead, action.status) == ("Mark bicycles", "FP CC", "on_track")


def link(cast, action):
    return asking.make_link(action=action, person=cast.people["lea"], by=cast.viewer("cora"), now=timezone.now())


def test_a_link_takes_no_endless_updates(here):
    address = f"/u/{link(here, an_action(here))}/"
    browser = Client(SERVER_NAME="127.0.0.1")
    answers = [browser.post(address, {"status": "on_track"}).status_code for _ in range(asking.MOST_UPDATES + 3)]

    assert answers[-3:] == [410] * 3
    assert ProgressUpdate.objects.count() == asking.MOST_UPDATES


def test_a_role_that_is_given_again_brings_no_old_link_to_life(here):
    address = f"/u/{link(here, an_action(here))}/"
    mine = here.people["lea"].memberships.filter(partnership=here.partnerships["castermouth"])
    mine.update(from_on=here.today.fromordinal(here.today.toordinal() + 1))

    assert Client(SERVER_NAME="127.0.0.1").post(address, {"status": "complete"}).status_code == 410


def test_nobody_who_left_is_written_to(here):
    an_action(here, lead=here.agencies["Castermouth Council"], lead_person=here.people["lea"])
    here.people["lea"].memberships.filter(partnership=here.partnerships["castermouth"]).update(until_on=here.today)

    [each] = asking.waiting(here.viewer("cora"), here.today)
    assert each.person != here.people["lea"]


def test_the_day_a_milestone_was_reached_stays(here):
    step = plans.add_milestone(action=an_action(here), text="First", due_on=here.today, by=here.viewer("cora"))
    before = here.today.fromordinal(here.today.toordinal() - 9)
    saying.reach(milestone=step, by=here.viewer("cora"), on=before)

    with pytest.raises(ValidationError, match="It was reached on"):
        saying.reach(milestone=step, by=here.viewer("lea"), on=here.today)
    step.refresh_from_db()
    assert step.reached_on == before


def test_numbers_in_addresses_may_be_anything(here):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    for kind in ("measure", "action", "priority", "finding"):
        for number in ("9" * 30, "9" * 5000, "²", "1.1", "9" * 30 + ".x"):
            assert browser.get(f"/p/castermouth/thread/{kind}/{number}/").status_code in (404, 414)
    assert browser.get("/p/castermouth/assessments/begin/?follows=²").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/u/secret/", "/account/password/reset/key/secret/", "%2Fjoin%2Fsecret", "/account/confirm-email/secret/"],
)
def test_no_secret_of_an_address_is_logged(address, caplog):
    import logging

    caplog.handler.addFilter(WithoutSecrets())
    logging.getLogger("django.request").warning("Gone: %s", address)

    assert "secret" not in caplog.text
