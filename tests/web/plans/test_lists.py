"""Reading lists of actions as they are kept today: nothing lost, nothing guessed in silence."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from frankpledge.web.plans.lists import leads, reading, text, values, word
from frankpledge.web.plans.lists.columns import ACTIONS
from frankpledge.web.plans.lists.leads import Agencies
from frankpledge.web.plans.lists.preview import Held, preview
from frankpledge.web.plans.lists.table import UnreadableList

HEAD = "ACTION\tLEAD\tUPDATE\tLAST UPDATED\tRAG STATUS"
AGENCIES = Agencies({"Frankshire Police": 1, "FP": 1, "Castermouth Council": 2, "CC": 2, "FFRS": 3, "Panel": None})


def read(*lines):
    return reading.read(text.lines("\n".join(lines)))


def document(*parts, colour=None):
    """A Word document of headings (text) and tables (lists of rows); `colour` fills the last cell of each table."""
    made = Document()
    for part in parts:
        if isinstance(part, str):
            made.add_heading(part)
            continue
        table = made.add_table(rows=0, cols=len(part[0]))
        for row in part:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        if colour:
            table.rows[-1].cells[-1]._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{colour}"/>')
            )
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_columns_are_known_by_the_names_that_partnerships_give_them():
    found = ACTIONS.recognise(("Ref", "Key actions", "Lead agency", "By when", "Progress to date", "RAG rating"))

    assert found == {"number": 0, "text": 1, "lead": 2, "due": 3, "update": 4, "status": 5}


def test_a_table_of_other_things_is_not_a_list_of_actions():
    assert ACTIONS.recognise(("Name", "Telephone")) == {}


def test_a_row_says_what_its_columns_say():
    [action] = read("Burglary", "", HEAD, "Mark bicycles\tFP/ CC\tDone in May\t03/06/2025\tGreen")

    assert (action.text, action.lead, action.heading) == ("Mark bicycles", "FP/ CC", "Burglary")
    assert (action.update, action.updated, action.status) == ("Done in May", "2025-06-03", "on_track")
    assert action.remarks == ()


def test_a_blank_status_stays_not_rated():
    [action] = read(HEAD, "Mark bicycles\tFP\t\t\t")

    assert (action.status, action.update, action.updated) == ("", "", "")


def test_a_status_of_no_known_word_stays_not_rated_and_is_named():
    [action] = read(HEAD, "Mark bicycles\tFP\t\t\tpurple")

    assert action.status == ""
    assert any("“purple”" in remark for remark in action.remarks)


@pytest.mark.parametrize(
    "broken",
    [
        ("Support events in town,\tFP/ FFRS/ Castermouth", "The Winking Cat and the Club\tCouncil"),
        ("Find children who go missing and those at\tFP", "risk of harm.\t"),
        ("Support the working group\tFP/ CC", "\tCommunity team"),
    ],
)
def test_a_row_that_a_page_broke_is_joined_and_says_so(broken):
    first, second = (row + "\t\t\t" for row in broken)
    [action] = read(HEAD, first, "", second)

    assert action.text == " ".join(row.split("\t")[0] for row in broken).strip()
    assert action.lead == " ".join(row.split("\t")[1] for row in broken).strip()
    assert any("page broke" in remark for remark in action.remarks)


def test_two_whole_rows_are_never_joined():
    actions = read(HEAD, "Mark bicycles\tFP\t\t\t", "", "Light the alley\tCC\t\t\t")

    assert [action.text for action in actions] == ["Mark bicycles", "Light the alley"]


def test_a_cell_of_several_lines_pasted_from_word_stays_in_its_row():
    actions = read(
        HEAD,
        "Mark bicycles\tFP\tForty marked",
        "Ten more booked",
        "Stall at the fair\t03/06/2025\tGreen",
        "Light the alley\tCC\t\t\t",
    )

    assert [(action.text, action.update, action.updated, action.status) for action in actions] == [
        ("Mark bicycles", "Forty marked\nTen more booked\nStall at the fair", "2025-06-03", "on_track"),
        ("Light the alley", "", "", ""),
    ]


def test_short_rows_that_do_not_fill_the_head_stay_as_they_are():
    actions = read(HEAD, "Mark bicycles\tFP\tDone", "Light the alley\tCC\t\t\t")

    assert [action.text for action in actions] == ["Mark bicycles", "Light the alley"]


def test_a_head_in_two_rows_is_one_head():
    [action] = read("ACTION\tLEAD\tUPDATE\tLAST\tRAG", "\t\t\tUPDATED\tSTATUS", "Mark bicycles\tFP\tDone\t3/6/25\tG")

    assert (action.updated, action.status) == ("2025-06-03", "on_track")


def test_each_table_stands_below_its_own_heading():
    actions = read("Burglary", "", HEAD, "Mark bicycles\tFP\t\t\t", "", "Arson", "", HEAD, "Clear waste\tCC\t\t\t")

    assert [action.heading for action in actions] == ["Burglary", "Arson"]


def test_a_list_without_a_head_is_refused_with_what_to_do():
    with pytest.raises(UnreadableList, match="Its first row has to name its columns"):
        read("Mark bicycles\tFP", "Light the alley\tCC")


def test_tables_of_a_word_document_with_other_tables_between_them():
    rows = [HEAD.split("\t"), ["Mark bicycles", "FP", "Begun", "1 May 2025", ""]]
    data = document("Burglary", rows, "Contacts", [["Name", "Telephone"], ["Fire service", "01999 1"]])

    [action] = reading.read(word.lines(data))

    assert (action.text, action.heading, action.updated) == ("Mark bicycles", "Burglary", "2025-05-01")


@pytest.mark.parametrize(("colour", "status"), [("FF0000", "off_track"), ("FFC000", "at_risk"), ("92D050", "on_track")])
def test_a_coloured_cell_without_words_is_a_status_and_says_where_it_is_from(colour, status):
    data = document([HEAD.split("\t"), ["Mark bicycles", "FP", "", "", ""]], colour=colour)

    [action] = reading.read(word.lines(data))

    assert action.status == status
    assert any("colour" in remark for remark in action.remarks)


def test_a_grey_cell_is_no_status():
    data = document([HEAD.split("\t"), ["Mark bicycles", "FP", "", "", ""]], colour="D9D9D9")

    assert reading.read(word.lines(data))[0].status == ""


def test_what_is_no_word_document_is_refused_in_words():
    with pytest.raises(UnreadableList, match="Save it again"):
        list(word.lines(b"not a document"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3/6/2025", date(2025, 6, 3)),
        ("03.06.25", date(2025, 6, 3)),
        ("3rd June 2025", date(2025, 6, 3)),
        ("2025-06-03", date(2025, 6, 3)),
        ("", None),
        ("ongoing", None),
    ],
)
def test_days_come_before_months(written, day):
    assert values.day(written) == (day, "")


def test_a_month_alone_is_said_to_be_one():
    assert values.day("June 2025") == (date(2025, 6, 1), "“June 2025” has no day: taken for its first.")
    assert values.day("Dec 2025", last=True)[0] == date(2025, 12, 31)


def test_a_day_that_cannot_be_read_is_left_empty_and_named():
    day, remark = values.day("soon")

    assert day is None
    assert "“soon”" in remark


def test_short_names_become_agencies_and_the_first_leads():
    found = leads.read("FP/CC/ FFRS", AGENCIES)

    assert (found.lead, found.helping, found.unknown) == (1, (2, 3), ())


@pytest.mark.parametrize(
    "written", ["Panel – lead agency Castermouth Council", "FP/ Panel – CC to lead", "FP, led by CC"]
)
def test_who_is_said_to_lead_leads(written):
    assert leads.read(written, AGENCIES).lead == 2


def test_a_name_that_nothing_is_known_of_is_asked_for_once():
    asked = leads.unknown_names(["FP/ JAG", "JAG", "DAAT and ASBAG", "CC Community Team"], AGENCIES)

    assert asked == {"JAG": 2, "ASBAG": 1, "DAAT": 1}


def test_an_agency_with_and_in_its_name_is_one():
    agencies = Agencies({"Chalk and Down Council": 7})

    assert leads.read("Chalk & Down Council Safety Team/ FP", agencies).lead == 7


def row(words, **facts):
    return {
        "text": words, "lead": "", "helping": "", "update": "", "updated": "", "status": "", "due": "", "heading": "",
    } | facts  # fmt: skip


def test_an_action_that_the_plan_has_is_known_again_whatever_stands_between_its_words():
    held = Held(5, 1, "Mark bicycles, and locks.", 1, "", "", "", "")

    [found] = preview([row("Mark bicycles – and locks")], [held], AGENCIES)

    assert (found.what, found.held) == ("same", held)


def test_a_list_that_says_nothing_new_changes_nothing():
    held = Held(5, 1, "Mark bicycles", 1, "2026-03-31", "Done in May", "on_track", "2025-06-03")
    again = row(
        "Mark bicycles", lead="FP", due="2026-03-31", update="Done in May", status="on_track", updated="2025-06-03"
    )

    assert preview([again], [held], AGENCIES)[0].what == "same"


def test_what_would_change_is_named():
    held = Held(5, 1, "Mark bicycles", 1, "2026-03-31", "", "", "")

    [found] = preview([row("Mark bicycles", lead="CC", due="2026-06-30", status="off_track")], [held], AGENCIES)

    assert found.what == "changed"
    assert found.differences == (
        "due 2026-06-30 in place of 2026-03-31",
        "another agency leads",
        "a new word of how it goes",
    )


def test_a_real_action_plan_is_read_whole(real_data):
    """The seed of 46 actions, 13 of them with an update, and none with a status."""
    seed = next((real_data.parent / "seeds").glob("000_*.txt"), None)
    if seed is None:
        pytest.skip("the seed plans are not beside the real data")

    actions = reading.read(text.lines(seed.read_text(encoding="utf-8")))

    assert len(actions) == 46
    assert sum(bool(action.update) for action in actions) == 13
    assert not any(action.status for action in actions)
    assert len({action.heading for action in actions}) == 4


@pytest.mark.parametrize("between", ["\t", ","])
def test_a_cell_that_is_never_closed_is_refused_in_words(between):
    head = HEAD.replace("\t", between)
    with pytest.raises(UnreadableList, match="quotation mark"):
        read(head, f'Patrol{between}"FP{between}' + "x" * 200_000)


def test_control_signs_which_no_database_can_hold_are_left_out():
    [action] = read(HEAD, "Pa\x00trol\x07 at night\tFP\t\t\t")

    assert action.text == "Pa trol at night"
