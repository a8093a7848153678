"""From a figure to its rows: the page that shows them, and which findings lead there."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import find_area
from frankpledge.assessment.assess import assess
from frankpledge.documents.data import findings_json
from frankpledge.month import Month
from frankpledge.web.accounts.alone import link_alone
from frankpledge.web.assessments import shelf
from frankpledge.web.evidence import queries, row_types
from tests.assessment.archives import Town, archive

MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
TYPES = {"Burglary": 1, "Robbery": 2, "Drugs": 1, "Anti-social behaviour": 3}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A partnership of 20 LSOAs, each with the same few rows every month, and another beside it."""
    counts = [(month, at, kind, n) for month in MONTHS for at in range(40) for kind, n in TYPES.items()]
    return archive(tmp_path_factory.mktemp("rows") / "archive", Town(district=20), counts, months=MONTHS)


@pytest.fixture(scope="module")
def made(town):
    snapshot = town.snapshot()
    return assess(snapshot, find_area(snapshot, "District A"), Month.parse("2025-12"))


@pytest.fixture
def client(db, settings, town):
    settings.ARCHIVE = town.folder
    settings.ALONE = True
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(f"/open/{link_alone(localdate())}/")
    return client


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 7 * 20),
        ("crime", 4 * 20),
        ("Burglary", 20),
        ("serious-acquisitive", 3 * 20),
        ("Witchcraft", 0),
    ],
)
def test_the_rows_of_a_month_are_shown_with_their_count(client, asked, count):
    page = client.get(f"/evidence/rows/?area=District+A&crime_type={asked}&first=2025-12&last=2025-12").content.decode()

    assert (f"<strong>{count} rows</strong> of District A" in page) is (count > 0)
    assert page.count("invented.csv, line") == count


def test_more_rows_than_fit_are_counted_and_all_can_be_taken_away(client):
    asked = "area=District+A&crime_type=crime&first=2025-01&last=2025-12"

    page = client.get(f"/evidence/rows/?{asked}").content.decode()
    table = client.get(f"/evidence/rows/rows.csv?{asked}")

    assert "<strong>960 rows</strong>" in page
    assert "of which the first 500 are shown" in page
    assert len(list(csv.DictReader(io.StringIO(table.content.decode())))) == 960
    assert table["Content-Disposition"] == 'attachment; filename="rows-E22000900-2025-01-to-2025-12.csv"'


def test_a_forces_rows_are_those_of_its_files(client):
    page = client.get("/evidence/rows/?area=force:Elmshire&crime_type=Drugs&first=2025-12&last=2025-12").content

    assert b"<strong>40 rows</strong> of Elmshire" in page


def test_an_unknown_area_is_said_and_has_no_table(client):
    asked = "area=Atlantis&crime_type=&first=2025-12&last=2025-12"

    assert "No area held is called “Atlantis”" in client.get(f"/evidence/rows/?{asked}").content.decode()
    assert client.get(f"/evidence/rows/rows.csv?{asked}").status_code == 404


def test_the_rows_of_every_type_and_group_are_as_many_as_its_figure_says(client, made):
    checked = 0
    for entry in findings_json(made)["findings"]:
        where = row_types.address(made.area_code, "2025-01", "2025-12", entry)
        if entry["kind"] != "offence_table" or not where:
            continue
        checked += 1
        found = list(
            csv.DictReader(io.StringIO(client.get(where.replace("rows/?", "rows/rows.csv?")).content.decode()))
        )
        figures = {figure["name"]: figure["value"] for figure in entry["figures"]}
        assert len(found) == figures["count"], entry["id"]

    assert checked >= 6


def test_findings_that_are_not_plain_counts_lead_nowhere(made):
    entries = {entry["id"]: entry for entry in findings_json(made)["findings"]}
    asked = {id: row_types.address(made.area_code, "2025-01", "2025-12", entry) for id, entry in entries.items()}

    assert asked["summary"] == asked["comparison-all-crime"] == ""
    assert all(not where for id, where in asked.items() if "squares" in id or "density" in id)
    assert parse_qs(urlsplit(asked["change-burglary"]).query)["crime_type"] == ["Burglary"]


def test_the_assessments_page_leads_to_the_rows_and_files_to_take_away_do_not(client, made, town):
    put = shelf.put(town.folder, made)

    page = client.get(reverse("assessment", args=[put.code, put.period])).content.decode()
    whole = b"".join(client.get(reverse("download", args=[put.code, put.period, "index.html"])).streaming_content)

    assert reverse("rows") == row_types.PAGE
    assert f'href="{row_types.PAGE}?area=E22000900&amp;crime_type=Burglary&amp;first=2025-01&amp;last=2025-12"' in page
    assert row_types.PAGE.encode() not in whole
    assert "tables (CSV)" in page


def test_files_that_were_just_written_are_put_on_the_shelf_as_they_are(made, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "index.html").write_text("as it was written")

    put = shelf.put(tmp_path / "archive", made, written=tmp_path / "out")

    [file] = (tmp_path / "archive" / ".assessments" / put.code / put.period / "files").iterdir()
    assert (file.name, file.read_text()) == ("index.html", "as it was written")


def test_nothing_in_the_rows_taken_away_is_a_formula(client, monkeypatch):
    row = dict.fromkeys(queries.ROW_COLUMNS, '=HYPERLINK("http://evil","x")') | {"source_row": 3, "outcome": None}
    area = find_area(Archive(settings.ARCHIVE).snapshot(), "District A")
    monkeypatch.setattr(queries, "rows", lambda *args, **asked: queries.Rows(area, [row], 1))

    table = client.get("/evidence/rows/rows.csv?area=District+A&crime_type=crime&first=2025-01&last=2025-12")

    [found] = csv.DictReader(io.StringIO(table.content.decode()))
    assert found["location"] == '\'=HYPERLINK("http://evil","x")'
    assert (found["source_row"], found["outcome"]) == ("3", "")
