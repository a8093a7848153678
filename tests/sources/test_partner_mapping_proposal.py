"""A draft description: what can be seen is filled in, the rest is asked, and answered it reads the file."""

from datetime import datetime

import pytest

from frankpledge.sources.opened import Opened, UnreadableFile
from frankpledge.sources.partner_mapping import MappingFault
from frankpledge.sources.partner_mapping_file import parse
from frankpledge.sources.partner_mapping_proposal import propose
from tests.sources.partners import put, read_path
from tests.sources.workbooks import put_workbook

ANSWERS = {
    'kind = "?"': 'kind = "crimes"',
    'from = "?"            # a date': "from = 2024-01-01  # a date",
    'until = "?"': "until = 2099-12-31",
    'retention_months = "?"': "retention_months = 60",
    'name = "?"\nfrom = "?"': 'name = "Records"\nfrom = 2000-01-01',
    'one_row_per = "?"': 'one_row_per = "event"',
    '= "?"': '= "answered"',
}


def answered(draft):
    for asked, answer in ANSWERS.items():
        draft = draft.replace(asked, answer)
    return parse(draft)


LINES = ("Crime Ref,Offence Group,Start Date,Victim Surname", "C1,Theft,13/02/2026 10:00,Bloggs")


def test_a_draft_that_is_answered_reads_its_file(tmp_path):
    path = put(tmp_path, *LINES)

    feed = answered(propose(Opened(path)))

    assert feed.drop == ("Victim Surname",)
    assert read_path(path, feed).rows["from_at"].to_pylist() == [datetime(2026, 2, 13, 10)]


def test_a_draft_cannot_be_used_as_it_is(tmp_path):
    with pytest.raises(MappingFault, match="still a question"):
        parse(propose(Opened(put(tmp_path, *LINES))))


@pytest.mark.parametrize(
    ("lines", "encoding", "found"),
    [
        (("Extract for the partnership,,,", "", *LINES), "utf-8", "header_row = 3"),
        ([line.replace(",", ";") for line in LINES], "utf-8", 'delimiter = ";"'),
        ([LINES[0], LINES[1].replace("Theft", "Café theft")], "cp1252", 'encoding = "windows-1252"'),
        ([line + ",Theft" for line in (LINES[0].replace("Crime Ref", "Theft"), LINES[1])], "utf-8", '"Theft#2"'),
        ([LINES[0], LINES[1].replace("13/02", "12/02")], "utf-8", 'format = "?"'),
        ([LINES[0], LINES[1].replace("13/02/2026", "02/13/2026")], "utf-8", 'format = "%m/%d/%Y %H:%M"'),
        ([LINES[0], LINES[1].replace("13/02/2026 10:00", "13-Feb-2026")], "utf-8", 'format = "%d-%b-%Y"'),
        ([LINES[0], LINES[1].replace("13/02/2026 10:00", "2026-02-13 10:00")], "utf-8", '"Start Date" = "from"'),
    ],
)
def test_what_can_be_seen_is_filled_in(tmp_path, lines, encoding, found):
    assert found in propose(Opened(put(tmp_path, *lines, encoding=encoding)))


def test_the_fullest_sheet_of_a_workbook_is_proposed(tmp_path):
    rows = [["Crime Ref", "Type", "Start"], ["C1", "Theft", datetime(2026, 2, 13, 10)]]
    path = put_workbook(tmp_path, "a.xlsx", {"Notes": [["Read me"]], "Crimes": rows})

    feed = answered(propose(Opened(path)))

    assert feed.layout.sheet == "Crimes"
    assert len(read_path(path, feed).rows) == 1


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", b"\xff\xfe"])
def test_what_is_no_table_is_refused(tmp_path, data):
    path = tmp_path / "sent"
    path.write_bytes(data)

    with pytest.raises(UnreadableFile):
        propose(Opened(path))
