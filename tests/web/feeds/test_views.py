"""Partners' feeds in the browser: nothing guessed, nothing kept of the file, the same checks as on the command line."""

import tomllib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate
from django_scopes import scopes_disabled

from frankpledge.archive import feeds as remembered
from frankpledge.archive import feeds_log
from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load
from frankpledge.sources.partner_mapping_file import parse
from frankpledge.sources.partner_mapping_text import written
from frankpledge.web.accounts.alone import link_alone
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.jobs import job
from tests.archive.partner_files import KEY, PEOPLE, month_rows, put, remembering
from tests.sources.partners import feed_text
from tests.web.test_uploads import REFUSED

FILE = (
    b"Ref,Start,Type,Domestic,Surname,Notes\n"
    b"C1,03/04/2026 22:15,Burglary,Y,Bloggs,\n"
    b"C2,05/06/2026 01:00,Robbery,X,Smith,\n"
    b"C3,07/08/2026 13:00,Robbery,,Jones,\n"
)
TERMS = {
    "name": "Recorded crime", "sender": "Frankshire Police", "kind": "crimes", "owner": "Data manager",
    "purpose": "Strategic assessment", "licence": "As agreed", "sensitivity": "restricted",
    "data_sets": ["police-crimes"], "reference": "ISA-7", "first": "2026-04-01", "until": "31/03/2099",
    "retention_months": "36", "system": "Ledger", "system_from": "2015-01-01", "one_row_per": "event",
    "month_by": "from", "precision_metres": "0",
}  # fmt: skip
COLUMNS = {
    "c0-field": "reference", "c1-field": "from", "c1-format": "%d/%m/%Y %H:%M", "c2-field": "offence_group",
    "c3-field": "domestic_abuse", "c3-value0": "false", "c3-value1": "true", "c3-blank": "false", "c5-field": "drop",
}  # fmt: skip


@pytest.fixture
def archive(settings, tmp_path):
    settings.ARCHIVE = tmp_path / "archive"
    return Archive(settings.ARCHIVE)


@pytest.fixture
def client(db, settings, archive):
    settings.ALONE = True
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(f"/open/{link_alone(localdate())}/")
    return client


def look_at(client: Client, content: bytes = FILE, name: str = "crime.csv"):
    return client.post("/evidence/feeds/new/", {"file": SimpleUploadedFile(name, content)})


def answer(client: Client, seen: str, **changes):
    told = TERMS | COLUMNS | {"seen": seen} | changes
    return client.post("/evidence/feeds/new/describe/", told)


def test_what_is_seen_in_a_file_is_proposed_and_what_is_not_is_asked(client):
    page = look_at(client)

    columns = {one.draft.heading: one for one in page.context["columns"]}
    assert columns["Ref"].initial["field"] == "reference"
    assert columns["Start"].asks_format  # 03/04 could be March or April
    assert columns["Domestic"].values == ["X", "Y"]
    assert columns["Surname"].refused
    assert "Bloggs" not in page.content.decode()
    assert page.context["terms"].initial == {"month_by": "from", "licence": "As agreed with the sender"}


def test_nothing_of_the_file_is_kept(client, archive):
    look_at(client)

    assert [path for path in archive.folder.rglob("*") if path.is_file()] == []


def test_answers_become_the_description_that_the_command_line_reads(client, archive):
    went = answer(client, look_at(client).context["seen"])

    assert went["Location"] == "/evidence/feeds/frankshire-police/recorded-crime/"
    [feed] = remembered.feeds(archive)
    assert (feed.agreement.reference, feed.agreement.until, feed.data_sets) == (
        "ISA-7", date(2099, 3, 31), ("police-crimes",),
    )  # fmt: skip
    assert feed.drop == ("Surname", "Notes")
    started = feed.column("from")
    assert started
    assert started.formats == ("%d/%m/%Y %H:%M",)
    flag = feed.column("domestic_abuse")
    assert flag
    assert (flag.values, flag.blank) == ({"x": False, "y": True}, False)
    assert feeds_log.entries(archive)[0].event == "added"
    with scopes_disabled():
        assert AuditEvent.objects.filter(kind="feeds.described").count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"c1-format": ""}, "day or month first?"),
        ({"c3-value0": ""}, "say what “X” means"),
        ({"c2-field": ""}, "Say what this column means"),
        ({"c2-field": "drop"}, "maps nothing to offence_group"),
        ({"c5-field": "reference"}, "maps two columns to reference"),
        ({"kind": ""}, "This field is required"),
        ({"until": "2020-01-01"}, "is before the first"),
        ({"c1-format": "%d/%m %H:%M"}, "a date&#x27;s format is like"),
    ],
)
def test_what_is_left_open_is_asked_again_and_nothing_is_remembered(client, archive, changes, says):
    page = answer(client, look_at(client).context["seen"], **changes)

    assert says in page.content.decode()
    assert remembered.feeds(archive) == []


def test_a_column_that_is_never_taken_cannot_be_taken(client, archive):
    answer(client, look_at(client).context["seen"], **{"c4-field": "offence_code"})

    [feed] = remembered.feeds(archive)
    assert "Surname" in feed.drop


def test_what_was_seen_cannot_be_made_up(client, archive):
    assert answer(client, "made:up")["Location"] == "/evidence/feeds/new/"
    assert remembered.feeds(archive) == []


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_do_harm_is_refused_on_both_pages(client, archive, tmp_path, case):
    name, content, _ = REFUSED[case]
    remembering(tmp_path)

    for page in ("/evidence/feeds/new/", f"/evidence/feeds/{KEY}/load/"):
        answered = client.post(page, {"file": SimpleUploadedFile(name, content)})

        assert answered.status_code == 200
        assert answered.context["form"].errors["file"]
    assert job.recent(archive.folder) == []


def test_a_file_of_no_kind_that_a_partner_sends_is_named(client):
    page = look_at(client, b'{"type": "FeatureCollection"}', "shapes.csv")

    assert "is GeoJSON or other JSON. What is wanted here is a CSV file or an Excel workbook" in page.content.decode()


def test_the_list_says_owner_agreement_retention_last_received_and_what_is_late(client, archive, tmp_path):
    remembering(tmp_path)
    load(archive, [put(tmp_path, *month_rows("2026-01", 3))])

    page = client.get("/evidence/feeds/").content.decode()

    for words in ("The sender&#x27;s analyst", "ISA-7", "600 months", "3 rows of 1 month", "Late by law"):
        assert words in page


def test_a_lapsed_agreement_blocks_and_says_so(client, archive, tmp_path):
    yesterday = date.today() - timedelta(days=1)
    remembering(tmp_path, feed_text(PEOPLE, until=yesterday))

    page = client.get("/evidence/feeds/").content.decode()
    sent = client.post(
        f"/evidence/feeds/{KEY}/load/", {"file": SimpleUploadedFile("a.csv", b"Ref\nC1\n")}
    ).content.decode()

    assert "lapsed on" in page
    assert "lapsed on" in sent
    assert job.recent(archive.folder) == []


def test_an_extract_is_loaded_by_a_job_whose_progress_is_shown(client, archive, tmp_path, monkeypatch):
    monkeypatch.setattr("frankpledge.web.jobs.job.start", lambda archive, started: None)
    remembering(tmp_path)
    file = put(tmp_path, *month_rows("2026-01", 3))

    went = client.post(f"/evidence/feeds/{KEY}/load/", {"file": SimpleUploadedFile(file.name, file.read_bytes())})

    [started] = job.recent(archive.folder)
    assert went["Location"] == f"/evidence/load/{started.id}/"
    with scopes_disabled():
        assert AuditEvent.objects.get(kind="feeds.sent_in").detail["feed"] == KEY


def test_an_agreement_is_renewed_in_the_description(client, archive, tmp_path):
    remembering(tmp_path)
    text = feed_text(PEOPLE, reference='"ISA-8"')

    went = client.post(f"/evidence/feeds/{KEY}/description/", {"text": text.replace("\n", "\r\n")})

    assert went.status_code == 302
    assert remembered.feed_named(archive, KEY).agreement.reference == "ISA-8"


def test_a_description_with_faults_changes_nothing_and_names_them_all(client, archive, tmp_path):
    remembering(tmp_path)
    text = feed_text(PEOPLE, reference='"?"', retention_months=0)

    page = client.post(f"/evidence/feeds/{KEY}/description/", {"text": text}).content.decode()

    assert "agreement reference is still a question" in page
    assert "retention_months must be a whole number" in page
    assert remembered.feed_named(archive, KEY).agreement.reference == "ISA-7"


REQUEST = {
    "feed": KEY, "who": "Dr Bloggs, public health", "agency": "Frankshire Council", "purpose": "Assessment",
    "wanted": "burglary, counts by ward", "first": "2026-01", "last": "2026-03", "decision": "agreed",
}  # fmt: skip


def test_a_request_is_logged_and_read_in_the_log(client, archive, tmp_path):
    remembering(tmp_path)

    client.post("/evidence/feeds/log/request/", REQUEST)

    page = client.get("/evidence/feeds/log/").content.decode()
    assert "Dr Bloggs, public health" in page
    assert "burglary, counts by ward" in page
    assert "nothing was changed or taken out" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"wanted": "everything on Mr Bloggs"}, "into the log"),
        ({"last": "2025-12"}, "before the first"),
        ({"first": "January"}, "January"),
    ],
)
def test_a_request_that_cannot_be_logged_says_why(client, archive, tmp_path, changes, says):
    remembering(tmp_path)

    page = client.post("/evidence/feeds/log/request/", REQUEST | changes)

    assert page.status_code == 200
    assert says in page.content.decode()
    assert len(feeds_log.entries(archive)) == 1


def test_a_log_that_was_altered_says_so_on_top(client, archive, tmp_path):
    remembering(tmp_path)
    client.post("/evidence/feeds/log/request/", REQUEST)
    path = archive.folder / "feeds" / "log.jsonl"
    path.write_text(path.read_text().replace("ISA-7", "ISA-9"))

    assert "The log was altered" in client.get("/evidence/feeds/log/").content.decode()


def test_months_past_retention_are_removed_when_it_is_said_twice(client, archive, tmp_path):
    remembering(tmp_path)
    load(archive, [put(tmp_path, *month_rows("2024-01", 3))])
    remembering(tmp_path, feed_text(PEOPLE, retention_months=1))
    assert "3 rows of 1 month, January 2024" in client.get("/evidence/feeds/retention/").content.decode()

    client.post("/evidence/feeds/retention/", {})
    assert archive.table("partner_events").to_pyarrow_table().num_rows == 3

    client.post("/evidence/feeds/retention/", {"sure": "on"})
    assert archive.table("partner_events").to_pyarrow_table().num_rows == 0


def test_the_catalogue_names_each_data_set_with_its_quarters(client, archive):
    page = client.get("/evidence/feeds/catalogue/").content.decode()

    assert "Fire and rescue" in page
    assert "no feed brings it" in page


def test_a_written_description_is_read_back_as_it_was():
    told = tomllib.loads(feed_text(PEOPLE))
    odd = 'Odd "name"\t= \\ \u202e'
    told["file"]["columns"].append(odd)
    told["columns"][odd] = {"field": "outcome", "values": {"": "none", "é": 'x"'}}

    assert tomllib.loads(written(told)) == told
    assert parse(written(told)).column("outcome")
