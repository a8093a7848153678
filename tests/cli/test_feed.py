"""`frankpledge feed`, as typed."""

import pytest
from typer.testing import CliRunner

from frankpledge.cli.main import app
from tests.archive.partner_files import HEADER, PEOPLE, month_rows, put, row
from tests.sources.partners import feed_text


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("FRANKPLEDGE_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.chdir(tmp_path)

    def typed(*words):
        return CliRunner().invoke(app, [str(word) for word in words])

    return typed


@pytest.fixture
def described(tmp_path):
    path = tmp_path / "crime.toml"
    path.write_text(feed_text(PEOPLE), encoding="utf-8")
    return path


def test_from_a_file_to_a_feed_to_its_rows(run, described, tmp_path):
    extract = put(tmp_path, *month_rows("2026-01", 3))

    draft = run("feed", "propose", extract, "--out", "draft.toml")
    refused = run("feed", "add", "draft.toml")
    added = run("feed", "add", described)
    loaded = run("load", extract)
    listed = run("feed", "list")

    assert "questions to answer" in draft.output
    assert refused.exit_code == 1
    assert "feed owner is still a question" in refused.output
    assert added.exit_code == loaded.exit_code == 0, loaded.output
    assert "Frankshire Police: Recorded crime: 1 month, 2026-01" in loaded.output
    assert "Held: 3 rows, 1 month, 2026-01 to 2026-01" in listed.output
    assert "Agreement ISA-7, 2024-01-01 to 2099-12-31; kept 600 months" in listed.output


def test_a_lapsed_agreement_blocks(run, tmp_path):
    path = tmp_path / "crime.toml"
    path.write_text(feed_text(PEOPLE, until="2025-03-31"), encoding="utf-8")

    added = run("feed", "add", path)
    loaded = run("load", put(tmp_path, row(1)))

    assert "Note: the agreement ISA-7 lapsed" in added.output
    assert loaded.exit_code == 1
    assert "lapsed on 31 March 2025" in loaded.output


def test_no_identifier_reaches_screen_or_rejects(run, described, tmp_path):
    run("feed", "add", described)
    named = put(tmp_path, row(1, kind="Theft by Mr Bloggs"), name="named.csv")
    odd = put(tmp_path, row(1), row(2).replace("03/01/2026", "Bloggs"), name="odd.csv")

    results = [run("load", named), run("load", odd)]

    assert [result.exit_code for result in results] == [1, 1]
    told = "".join(result.output for result in results) + (tmp_path / "rejected.csv").read_text()
    assert "“Type” has what looks like a name (1 cell)" in told
    assert "Aaaaaa 99:99" in told
    assert "Bloggs" not in told


def test_requests_are_logged_and_tampering_shows(run, described, tmp_path):
    run("feed", "add", described)
    words = ["--feed", "recorded crime", "--who", "A. Analyst", "--agency", "Council", "--purpose", "Plan"]

    asked = run("feed", "request", *words, "--from", "2026-01", "--to", "2026-03", "--filter", "burglary by ward")
    log = run("feed", "log")
    path = tmp_path / "archive" / "feeds" / "log.jsonl"
    path.write_bytes(path.read_bytes().replace(b"ISA-7", b"ISA-8"))
    altered = run("feed", "log")

    assert asked.output == "Logged as number 2.\n"
    assert "requested  A. Analyst: agency Council; decision agreed; feed frankshire-police/recorded-crime" in log.output
    assert log.exit_code == 0
    assert altered.exit_code == 1
    assert "ALTERED" in altered.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--feed", "none", "--from", "2026-01", "--to", "2026-03"], "There is no feed “none”"),
        (["--feed", "recorded crime", "--from", "2026-03", "--to", "2026-01"], "needs months"),
        (["--feed", "recorded crime", "--from", "March", "--to", "2026-03"], "is not a month"),
    ],
)
def test_a_wrong_request_is_said(run, described, words, said):
    run("feed", "add", described)

    result = run("feed", "request", "--who", "A", "--agency", "B", "--purpose", "C", *words)

    assert result.exit_code == 1
    assert said in result.output


def test_purging_says_first_and_removes_only_when_told(run, described, tmp_path):
    run("feed", "add", described)
    run("load", put(tmp_path, *month_rows("2020-01", 2), *month_rows("2026-01", 2)))
    described.write_text(feed_text(PEOPLE, retention_months=36), encoding="utf-8")
    run("feed", "add", described)

    first = run("feed", "purge")
    done = run("feed", "purge", "--yes")
    again = run("feed", "purge")

    assert "2 rows of 2020-01 would be removed" in first.output
    assert "2 rows of 2020-01 removed" in done.output
    assert again.output == "Nothing is past its retention.\n"


def test_the_catalogue_says_what_is_late(run):
    result = run("feed", "catalogue", "--quarters", "4")

    assert result.exit_code == 0
    assert "SI 2007/1831" in result.output
    assert result.output.count("period not over") == 11
    assert result.output.count(" late, ") == 22


def test_an_unknown_layout_is_passed_on_in_words(run, described, tmp_path):
    run("feed", "add", described)

    result = run("load", put(tmp_path, row(1), header=HEADER.replace("Area", "Zone")))

    assert result.exit_code == 1
    assert "gone: “Area”; new: “Zone”" in result.output
