"""Pages for changing many actions at once: the whole way, as somebody at a desk goes it."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.plans.models import Action, BulkChange
from tests.web.plans.plans import a_chapter, a_plan, an_action, say
from tests.web.plans.workbooks import changed


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def cora(here):
    client = Client()
    client.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def plan(here):
    plan = a_plan(here)
    chapter = a_chapter(here, plan)
    say(here, an_action(here, chapter))
    an_action(here, chapter, text="Mark bicycles", lead=None)
    return plan


def at(plan, rest=""):
    return f"/p/castermouth/plans/{plan.pk}/actions/{rest}"


def brought_back(client, plan, data, name="actions.xlsx"):
    return client.post(at(plan, "workbook/back/"), {"file": SimpleUploadedFile(name, data)})


def test_all_that_are_shown_are_ticked_by_an_address_that_keeps_the_filter(here, cora, plan):
    shown = cora.get(at(plan, "?words=bicycles")).content.decode()
    assert "Tick all 1 on this page" in shown
    assert 'href="?words=bicycles&amp;page=1&amp;ticked=all#ticks"' in shown
    assert "checked" not in boxes(shown)

    ticked = cora.get(at(plan, "?words=bicycles&page=1&ticked=all")).content.decode()
    assert boxes(ticked).count("checked") == boxes(ticked).count('name="action"') == 1
    assert "All 1 are ticked." in ticked
    assert 'href="?words=bicycles&amp;page=1#ticks"' in ticked  # and none again


def test_the_keyboard_passes_the_filters_by(here, cora, plan):
    page = cora.get(at(plan)).content.decode()

    first = Action.objects.order_by("number").first()
    skip = page.index(f'href="#action-{first.pk}"')
    assert skip < page.index("Show only some") < page.index(f'id="action-{first.pk}"')


def test_who_does_not_write_the_plan_ticks_nothing(here, plan):
    client = Client()
    client.force_login(here.people["lea"], backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(at(plan)).content.decode()

    assert "Tick all" not in page


def boxes(page):
    """The checkboxes of the list."""
    return "".join(each.split(">")[0] for each in page.split("<input")[1:] if 'form="many"' in each.split(">")[0])


def test_take_away_change_bring_back_make_and_undo(here, cora, plan):
    data = cora.get(at(plan, "workbook/")).content
    back = brought_back(
        cora, plan, changed(data, {(2, "Due"): date(2026, 3, 31), (3, "Action"): "Mark <b>all</b> bicycles"})
    )
    page = cora.get(back.url).content.decode()
    assert "2 actions would change" in page
    assert "31 March 2026" in page
    assert "Mark &lt;b&gt;all&lt;/b&gt; bicycles" in page
    assert Action.objects.get(number=1).due_on is None

    assert cora.post(f"{back.url}make/").url == back.url
    assert Action.objects.get(number=1).due_on == date(2026, 3, 31)

    assert "Undo it all" in cora.get(back.url).content.decode()
    cora.post(f"{back.url}undo/")
    assert Action.objects.get(number=1).due_on is None
    assert Action.objects.get(number=2).text == "Mark bicycles"


def test_only_the_actions_that_the_filter_shows_are_taken_away(here, cora, plan):
    response = cora.get(at(plan, "workbook/"), {"words": "bicycles"})

    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Actions"]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == ["Mark bicycles"]
    assert response["Content-Disposition"] == 'attachment; filename="plan-2025-actions.xlsx"'
    assert AuditEvent.objects.get(kind="plans.workbook_taken").detail["actions"] == 1


def test_a_refused_row_is_named_and_the_others_are_made(here, cora, plan):
    data = changed(cora.get(at(plan, "workbook/")).content, {(2, "Update"): "Mine", (3, "Due"): date(2026, 3, 31)})
    say(here, Action.objects.get(number=1), text="Theirs")

    back = brought_back(cora, plan, data)
    page = cora.get(back.url).content.decode()
    assert page.index("Refused") < page.index("Action 1") < page.index("Before and after</h2>") < page.index("Action 2")
    cora.post(f"{back.url}make/")
    assert Action.objects.get(number=2).due_on == date(2026, 3, 31)
    assert Action.objects.get(number=1).updates.count() == 2


def test_what_changes_between_looking_and_pressing_is_named_and_nothing_is_saved(here, cora, plan):
    back = brought_back(cora, plan, changed(cora.get(at(plan, "workbook/")).content, {(2, "Update"): "Mine"}))
    say(here, Action.objects.get(number=1), text="Theirs")

    assert "action 1. Nothing of this can be saved" in cora.get(back.url).content.decode()
    response = cora.post(f"{back.url}make/")
    assert response.status_code == 409
    assert "action 1. Nothing was saved" in response.content.decode()
    assert BulkChange.objects.get().state == "prepared"


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"Action,Lead\nx,y\n", "actions.csv", "What is wanted here is an Excel workbook"),
        (b"PK\x03\x04 nothing", "actions.xlsx", "is damaged"),
        (b"PK\x03\x04 nothing", "actions.xlsm", "can hold macros"),
    ],
)
def test_another_file_is_refused_in_words(here, cora, plan, data, name, fault):
    response = brought_back(cora, plan, data, name)

    assert fault in response.content.decode()
    assert not BulkChange.objects.exists()


def test_every_fault_of_a_workbook_is_told_at_once(here, cora, plan):
    data = changed(cora.get(at(plan, "workbook/")).content, {(2, "Due"): "soon", (3, "Due"): "later"})

    page = brought_back(cora, plan, data).content.decode()
    assert "row 2: “Due” is “soon”" in page
    assert "row 3: “Due” is “later”" in page


def test_ticked_actions_are_changed_after_a_look(here, cora, plan):
    first, second = Action.objects.order_by("number")
    police = here.agencies["Frankshire Police"]
    page = cora.get(at(plan)).content.decode()
    assert f'id="many-{first.pk}"' in page
    assert 'form="many"' in page

    response = cora.post(
        at(plan, "many/"), {"action": [first.pk, second.pk], "lead": police.pk, "due_on": "2026-03-31"}
    )
    shown = cora.get(response.url).content.decode()
    assert "2 actions would change" in shown
    assert "Frankshire Police" in shown
    cora.post(f"{response.url}make/")
    assert {(each.lead, each.due_on) for each in Action.objects.all()} == {(police, date(2026, 3, 31))}

    cora.post(f"{response.url}undo/")
    assert [each.lead for each in Action.objects.order_by("number")] == [here.agencies["Frankshire Fire Service"], None]


def test_ticked_actions_get_a_named_person_and_lose_them_again_when_it_is_undone(here, cora, plan):
    lea = here.people["lea"]
    ticked = [action.pk for action in Action.objects.all()]

    response = cora.post(at(plan, "many/"), {"action": ticked, "lead_person": lea.pk})
    assert "Lea Example" in cora.get(response.url).content.decode()
    cora.post(f"{response.url}make/")
    assert {action.lead_person for action in Action.objects.all()} == {lea}

    cora.post(f"{response.url}undo/")
    assert {action.lead_person for action in Action.objects.all()} == {None}


def test_ticked_actions_are_dropped_with_a_reason_and_taken_up_again(here, cora, plan):
    first = Action.objects.get(number=1)
    response = cora.post(at(plan, "many/"), {"action": first.pk, "dropped_because": "No money"})
    cora.post(f"{response.url}make/")
    assert Action.objects.get(number=1).dropped_on == here.today

    response = cora.post(at(plan, "many/"), {"action": first.pk, "take_up": "on"})
    cora.post(f"{response.url}make/")
    assert Action.objects.get(number=1).dropped_on is None


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"due_on": "2026-03-31"}, "Tick at least one action"),
        ({"action": "1" * 30, "due_on": "2026-03-31"}, "Tick at least one action"),
        ({"action": "{first}"}, "Say what becomes of the ticked actions"),
        ({"action": "{first}", "dropped_because": "x", "take_up": "on"}, "one of the two"),
        ({"action": "{first}", "due_on": "2020-01-01"}, "Action 1: it would be due before it starts"),
    ],
)
def test_what_cannot_be_done_to_the_ticked_is_said(here, cora, plan, answers, fault):
    first = Action.objects.get(number=1)
    first.starts_on = date(2025, 6, 1)
    first.save()
    filled = {name: value.format(first=first.pk) for name, value in answers.items()}

    assert fault in cora.post(at(plan, "many/"), filled).content.decode()
    assert not BulkChange.objects.exists()


def test_who_only_reads_sees_no_ticks(here, plan):
    client = Client()
    client.force_login(here.people["lea"], backend="django.contrib.auth.backends.ModelBackend")

    assert 'id="many' not in client.get(at(plan)).content.decode()
