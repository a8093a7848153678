"""What every page promises: who may ask, what is refused, and that nothing runs that is not ours."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from frankpledge.archive.archive import Archive
from frankpledge.archive.holdings import holdings
from frankpledge.archive.load import load
from frankpledge.web.accounts.alone import link_alone
from frankpledge.web.evidence import kept
from frankpledge.web.evidence.grid import grid
from tests.archive.files import month_file


@pytest.fixture
def archive(tmp_path, settings):
    settings.ARCHIVE = tmp_path / "archive"
    return Archive(settings.ARCHIVE)


@pytest.fixture
def client(db, settings):
    """The one person at this machine, let in by the link that is printed."""
    settings.ALONE = True
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(f"/open/{link_alone(localdate())}/")
    return client


@pytest.mark.parametrize("path", ["/", "/evidence/", "/evidence/load/", "/assessments/", "/evidence/rows/"])
def test_a_page_opens_on_an_empty_archive(archive, client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/evidence/", "/evidence/load/", "/assessments/", "/evidence/rows/"])
def test_nobody_sees_a_page_without_signing_in(archive, path):
    answer = Client(SERVER_NAME="127.0.0.1").get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_the_printed_link_lets_in_once(archive, client):
    secret = link_alone(localdate())
    first, second = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")

    assert first.get(f"/open/{secret}/?next=/evidence/")["Location"] == "/evidence/"
    assert second.get(f"/open/{secret}/").status_code == 404
    assert first.get(f"/open/{secret}/?next=https://elsewhere.example/")["Location"] == "/"


def test_the_printed_link_is_of_no_use_in_a_shared_workspace(archive, client, settings):
    secret = link_alone(localdate())
    settings.ALONE = False

    assert Client(SERVER_NAME="127.0.0.1").get(f"/open/{secret}/").status_code == 404
    assert client.get("/evidence/")["Location"] == "/second-factor/"


def test_in_a_shared_workspace_nobody_names_the_servers_own_files(archive, cast_today, settings, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast_today.people["ana"], backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post("/evidence/load/", {"path": "/etc/passwd", "edition": ""})

    assert b"Choose a file" in answer.content
    assert b"Or name a folder" not in answer.content


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


def test_a_form_from_elsewhere_is_refused(archive, client):
    client.handler.enforce_csrf_checks = True

    assert client.post("/evidence/load/", {"path": "/"}).status_code == 403


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


def test_a_page_shows_a_load_at_once_though_answers_are_kept(archive, client, tmp_path):
    load(archive, [month_file(tmp_path / "data", "2025-01", 4)])
    before = client.get("/evidence/").content

    load(archive, [month_file(tmp_path / "data", "2025-01", 7)])

    assert b"4 rows in the months held" in before
    assert b"7 rows in the months held" in client.get("/evidence/").content


def test_what_is_held_is_read_once_while_nothing_changes(archive, client, tmp_path, monkeypatch):
    load(archive, [month_file(tmp_path / "data", "2025-01", 4)])
    client.get("/evidence/")
    monkeypatch.setattr(kept, "holdings", lambda snapshot: pytest.fail("read again"))

    assert client.get("/evidence/").status_code == 200


def test_a_month_restated_in_the_newest_load_is_marked(archive, client, tmp_path):
    load(archive, [month_file(tmp_path / "data", month, 4) for month in ("2025-01", "2025-02")])
    before = client.get("/evidence/").content

    load(archive, [month_file(tmp_path / "data", "2025-02", 5)])

    assert b"restated" not in before
    assert client.get("/evidence/").content.count(b">restated<") == 1


def test_years_that_are_missing_whole_take_one_line(archive, tmp_path):
    load(archive, [month_file(tmp_path / "data", month, 4) for month in ("2018-06", "2024-01")])

    [source] = grid(holdings(archive.snapshot()))

    assert [type(line).__name__ for line in source.years] == ["Year", "EmptyYears", "Year"]
    assert (source.years[1].first, source.years[1].last) == (2019, 2023)
    assert len(source.missing) == 66
