"""A plan's actions as a workbook and back: nothing is lost, nothing is guessed, and what others changed stays."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.sources.spreadsheets import Workbook
from frankpledge.web.plans import changes
from frankpledge.web.plans.models import Action, ProgressUpdate
from frankpledge.web.plans.workbook import reading
from frankpledge.web.plans.workbook.cells import COLUMNS, escaped, plain, unescaped
from frankpledge.web.plans.workbook.reading import UnreadableWorkbook
from tests.web.plans.plans import a_chapter, a_plan, an_action, say
from tests.web.plans.workbooks import changed, compared, taken_away

AWKWARD = (
    '=HYPERLINK("http://example.org")',
    "+44 1632 960000",
    "-1 beat",
    "@home",
    "'quoted",
    "two\nlines  and  spaces ",
    "_x0041_ is no letter",
    "a\x0bb\x07",
    "31/03/2026",
    "007",
    "crème ☕ 🚒",
)


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


@pytest.fixture
def plan(here):
    return a_plan(here)


def test_a_workbook_that_nobody_changed_changes_nothing(here, plan):
    chapter = a_chapter(here, plan)
    for words in AWKWARD:
        say(here, an_action(here, chapter, text=words, due_on=date(2026, 3, 31)), text=words)
    data = taken_away(here, plan)

    assert compared(here, plan, data) == []
    assert compared(here, plan, changed(data, {})) == []  # opened and saved by another program


def test_no_cell_is_a_formula_and_nothing_is_hidden(here, plan):
    chapter = a_chapter(here, plan)
    for words in AWKWARD:
        an_action(here, chapter, text=words, public_sentence=words.strip())
    data = taken_away(here, plan)

    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist() if "worksheets/" in name)
    assert b"<f>" not in xml
    assert b'hidden="1"' not in xml


def test_the_header_row_names_the_columns_and_each_row_its_action_and_version(here, plan):
    action = an_action(here, a_chapter(here, plan))

    head, row = Workbook(taken_away(here, plan)).rows("Actions")
    assert tuple(head.values) == COLUMNS
    assert row.values[0] == action.pk
    assert str(row.values[1]).startswith("1.0.")


def test_only_changed_cells_are_told(here, plan):
    chapter = a_chapter(here, plan)
    say(here, an_action(here, chapter, text="Mark bicycles"))
    an_action(here, chapter, text="Light the alley")
    data = changed(
        taken_away(here, plan),
        {(2, "Due"): date(2026, 3, 1), (2, "Lead agency"): "frankshire police", (2, "How it is going"): "At risk"},
    )

    (row,) = compared(here, plan, data)
    police = str(here.agencies["Frankshire Police"].pk)
    assert row["number"] == 1
    assert row["after"] == {"lead": police, "due_on": "2026-03-01", "status": "at_risk"}
    assert row["before"]["status"] == "on_track"


@pytest.mark.parametrize("typed", ["1/3/2026", "2026-03-01", "1 March 2026"])
def test_a_day_that_was_typed_as_words_is_a_day(here, plan, typed):
    an_action(here, a_chapter(here, plan))

    (row,) = compared(here, plan, changed(taken_away(here, plan), {(2, "Due"): typed}))
    assert row["after"] == {"due_on": "2026-03-01"}


@pytest.mark.parametrize("meanwhile", ["changed", "said"])
def test_a_changed_row_of_an_action_that_was_changed_meanwhile_is_refused(here, plan, meanwhile):
    chapter = a_chapter(here, plan)
    action, other = an_action(here, chapter, text="Mark bicycles"), an_action(here, chapter, text="Light the alley")
    data = changed(taken_away(here, plan), {(2, "Update"): "Mine", (3, "Update"): "Also mine"})
    if meanwhile == "said":
        say(here, action)
    else:
        changes.drop_action(action=action, because="No money", by=here.viewer("cora"), today=here.today)

    refused, taken = compared(here, plan, data)
    assert (refused["number"], bool(refused["refused"])) == (action.number, True)
    assert (taken["number"], taken["refused"]) == (other.number, "")


def test_a_row_that_nobody_changed_in_excel_says_nothing_of_an_action_that_was_changed_here(here, plan):
    action = an_action(here, a_chapter(here, plan))
    data = taken_away(here, plan)
    say(here, action)

    assert compared(here, plan, data) == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({(2, "Due"): "soon"}, "“Due” is “soon”, which is no day"),
        ({(2, "Due"): "March 2026"}, "which is no day"),
        ({(2, "Due"): 46000}, "which is no day"),
        ({(2, "Due"): "=TODAY()"}, "“Due” is a formula"),
        ({(2, "Lead agency"): "Nobody Knows"}, "which is no agency here"),
        ({(2, "How it is going"): "Purple"}, "“Purple” is no status"),
        ({(2, "Starts"): date(2026, 3, 2), (2, "Due"): date(2026, 3, 1)}, "due before it starts"),
        ({(2, "How it is going"): "Off track", (2, "Update"): None}, "say what is in the way"),
        ({(2, "How it is going"): None, (2, "Update"): None}, "is not taken away"),
        ({(2, "Action"): None}, "its words are gone"),
        ({(2, "In one sentence for residents"): "x" * 301}, "more than 300 letters"),
        ({(2, "Dropped because"): "No money", (2, "Update"): "More"}, "it was dropped"),
        ({(2, "Action id"): None}, "has no action id"),
        ({(2, "Action id"): 999}, "no action with the id 999"),
        ({(2, "Version"): "new"}, "its version was changed"),
        ({(1, "Due"): "When"}, "no column “Due”"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_row(here, plan, cells, fault):
    say(here, an_action(here, a_chapter(here, plan)))
    data = changed(taken_away(here, plan), cells)

    with pytest.raises(UnreadableWorkbook) as refused:
        compared(here, plan, data)
    assert fault in str(refused.value)
    assert "row" in str(refused.value)


def test_an_action_has_one_row(here, plan):
    chapter = a_chapter(here, plan)
    first = an_action(here, chapter)
    an_action(here, chapter, text="Another")
    data = changed(taken_away(here, plan), {(3, "Action id"): first.pk})

    with pytest.raises(UnreadableWorkbook, match=r"row 2.*another row too"):
        compared(here, plan, data)


def test_another_plans_action_is_not_changed(here, plan):
    an_action(here, a_chapter(here, plan))
    other = a_plan(here, title="Other")
    chapter = changes.take_in(plan=other, priority=Action.objects.get().chapter.priority, by=here.viewer("cora"))
    an_action(here, chapter)

    with pytest.raises(UnreadableWorkbook, match="no action with the id"):
        compared(here, plan, taken_away(here, other))


def test_a_workbook_of_something_else_is_refused():
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(UnreadableWorkbook, match="no sheet “Actions”"):
        reading.read(out.getvalue())


@given(st.text())
def test_any_text_is_the_same_after_the_way_through_a_cell(text):
    once = plain(text)

    assert plain(unescaped(escaped(once))) == once


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    words=st.lists(
        st.text(min_size=1, max_size=40).filter(lambda text: plain(text) and "\x00" not in text), min_size=1, max_size=5
    )
)
def test_any_words_come_back_as_they_went(here, plan, words):
    chapter = plan.chapters.first() or a_chapter(here, plan)
    ProgressUpdate.objects.all().delete()
    Action.objects.all().delete()
    for each in words:
        Action.objects.create(
            partnership=plan.partnership, plan=plan, chapter=chapter, number=Action.objects.count() + 1, text=each
        )

    assert compared(here, plan, taken_away(here, plan)) == []


def test_a_workbook_of_endless_rows_is_refused(here, plan, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    chapter = a_chapter(here, plan)
    an_action(here, chapter)
    assert compared(here, plan, taken_away(here, plan)) == []
    an_action(here, chapter, text="Another")

    with pytest.raises(UnreadableWorkbook, match="more than 1"):
        compared(here, plan, taken_away(here, plan))
