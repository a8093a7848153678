"""What every page promises: who may ask, what is refused, and that nothing runs that is not ours."""

import pytest
from django.test import Client

from frankpledge.archive.archive import Archive
from frankpledge.archive.holdings import holdings
from frankpledge.archive.load import load
from frankpledge.web.evidence.grid import grid
from tests.archive.files import month_file


@pytest.fixture
def archive(tmp_path, settings):
    settings.ARCHIVE = tmp_path / "archive"
    return Archive(settings.ARCHIVE)


@pytest.fixture
def client():
    return Client(SERVER_NAME="127.0.0.1")


@pytest.mark.parametrize("path", ["/", "/evidence/", "/evidence/load/", "/assessments/", "/evidence/rows/"])
def test_a_page_opens_on_an_empty_archive(archive, client, path):
    assert client.get(path).status_code == 200


def test_only_this_machines_names_are_answered(archive):
    assert Client(SERVER_NAME="frankpledge.example").get("/evidence/load/").status_code == 400


def test_pages_may_load_from_here_alone(archive, client):
    headers = client.get("/evidence/load/").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_form_from_elsewhere_is_refused(archive):
    answer = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True).post("/evidence/load/", {"path": "/"})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/evidence/load/nothing/",
        "/assessments/making/nothing/",
        "/assessments/E22999001/2025-01-to-2025-12/",
        "/assessments/E22999001/2025-01-to-2025-12/files/../../../secret",
        "/evidence/load/nothing/rejected.csv",
    ],
)
def test_what_is_not_there_is_not_found(archive, client, path):
    assert client.get(path).status_code == 404


def test_no_file_chosen_is_said(archive, client):
    answer = client.post("/evidence/load/", {"path": "", "edition": ""})

    assert b"Choose a file, or name a folder" in answer.content


def test_the_grid_shows_a_missing_month_as_missing(archive, client, tmp_path):
    for month in ("2025-01", "2025-03"):
        month_file(tmp_path / "data", month, 4)
    load(archive, [tmp_path / "data"])

    [source] = grid(holdings(archive.snapshot()))

    assert [cell.state for cell in source.years[0].cells][:4] == ["held", "missing", "held", "outside"]
    assert b">missing<" in client.get("/evidence/").content
