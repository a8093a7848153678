"""The open data of a published plan: what its page shows, as a table, and nothing else."""

import csv
import html
import io
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.plans import changes, residents_data
from frankpledge.web.plans.models import Plan
from frankpledge.web.priorities import restricting
from tests.web.plans.plans import LAST_DAY, a_chapter, a_plan, an_action, say

ADDRESS = "/published/castermouth/plan/"


@pytest.fixture
def here(cast_today):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def published(cast):
    """A published plan of two priorities: an action with a word and a day, one without, one not for residents."""
    plan = a_plan(cast)
    first, second = a_chapter(cast, plan), a_chapter(cast, plan, title="Fire & smoke")
    said = an_action(cast, first, public_sentence="We mark bicycles, free.", text="Inner", due_on=LAST_DAY)
    say(cast, said, text="Mr Marbled Newt had his marked")
    an_action(cast, second, public_sentence="We fit smoke alarms.", text="Inner")
    an_action(cast, second, text="Watch the newts", not_public_because="Newts would hide")
    plan.actions.update(lead_person=cast.people["lea"])
    for stage, who in (("agreed", "chris"), ("published", "cora")):
        changes.move_on(plan=plan, stage=stage, by=cast.viewer(who), today=cast.today)
    return plan


def got(name=""):
    answer = Client(SERVER_NAME="127.0.0.1").get(ADDRESS + name)
    assert answer.status_code == 200
    return answer.content.decode("utf-8-sig")


def table(name="actions.csv"):
    return list(csv.DictReader(io.StringIO(got(name))))


def test_the_table_says_what_the_page_says(here):
    published(here)

    rows, page = table(), html.unescape(got())

    assert [(row["priority"], row["action"]) for row in rows] == [
        ("Burglary", "We mark bicycles, free."),
        ("Fire & smoke", "We fit smoke alarms."),
    ]
    assert page.count('class="fp-action"') == len(rows)
    for row in rows:
        said = row["said_on"] and date.fromisoformat(row["said_on"])
        due = row["due_on"] and date.fromisoformat(row["due_on"])
        shown = page[page.index(row["action"]) :].split("</li>")[0]
        assert row["lead"] in shown
        assert row["status"] in shown
        assert (f"Said on {said.day} {said:%B %Y}" if said else "Nothing said yet") in shown
        assert (f"by {due.day} {due:%B %Y}" in shown) if due else ("by " not in shown)
        assert row["as_on"] == here.today.isoformat()
    assert [bool(row["said_on"]) for row in rows] == [True, False]
    assert [bool(row["due_on"]) for row in rows] == [True, False]


def test_no_word_that_was_said_no_reason_to_keep_back_and_nobodys_name_is_in_either(here):
    published(here)

    text = got("actions.csv") + got("dictionary.csv")

    assert "We fit smoke alarms." in text
    for words in ("Newt", "newts", "Inner", here.people["lea"].name, here.people["chris"].name):
        assert words not in text


def test_what_is_restricted_is_neither_on_the_page_nor_in_the_table(here):
    plan = published(here)
    quiet = an_action(here, plan.chapters.first(), public_sentence="We watch adders.")
    secret = a_chapter(here, plan, title="Hidden vipers")
    an_action(here, secret, public_sentence="We watch vipers.")
    assert "adders" in got("actions.csv")
    for kind, number in (("action", quiet.pk), ("priority", secret.priority_id)):
        restricting.restrict(kind=kind, number=number, because="x", people=[], agencies=[], by=here.viewer("cora"))

    for name in ("", "actions.csv", "dictionary.csv"):
        text = got(name).lower()
        assert "adders" not in text
        assert "vipers" not in text
    assert len(table()) == 2


def test_no_cell_is_a_formula(here):
    plan = published(here)
    plan.actions.filter(public_sentence="We fit smoke alarms.").update(public_sentence="=HYPERLINK(A1)")
    plan.chapters.first().priority.__class__.objects.filter(title="Burglary").update(title="@SUM(A1)")

    cells = [cell for row in table() for cell in row.values()]

    assert any("=HYPERLINK" in cell for cell in cells)
    assert any("@SUM" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_the_dictionary_explains_every_column_and_every_word_with_licence_and_day(here):
    published(here)

    said = {(row["of"], row["name"]): row["meaning"] for row in table("dictionary.csv")}

    rows = table()
    assert all(said["column", name] for name in rows[0])
    assert all(said["status", row["status"]] for row in rows)
    assert "Open Government Licence v3.0" in said["made", "licence"]
    assert "Castermouth" in said["made", "licence"]
    assert said["made", "date"] == here.today.isoformat()


def test_what_is_invented_says_so_instead_of_a_licence(here):
    plan = published(here)
    plan.partnership.demonstration = True

    assert residents_data.licence(plan) == residents_data.INVENTED


def test_page_and_list_of_what_is_published_lead_to_it_and_a_plan_that_is_not_has_none(here):
    plan = published(here)

    assert f"{ADDRESS}actions.csv" in got()
    assert f"{ADDRESS}dictionary.csv" in got()
    listed = Client(SERVER_NAME="127.0.0.1").get("/published/castermouth/").content.decode()
    assert f"{ADDRESS}actions.csv" in listed

    Plan.objects.filter(pk=plan.pk).update(stage="superseded")
    for name in ("actions.csv", "dictionary.csv"):
        assert Client(SERVER_NAME="127.0.0.1").get(ADDRESS + name).status_code == 404
