"""`frankpledge fetch`, as typed."""

import pytest
from typer.testing import CliRunner

from frankpledge.cli.main import app
from tests.sources.publisher_server import serving


@pytest.fixture
def publisher():
    with serving() as publisher:
        yield publisher


def run(*words: str):
    return CliRunner().invoke(app, ["fetch", *words])


def test_without_names_it_lists_what_there_is():
    result = run()

    assert result.exit_code == 0
    assert "police-uk" in result.output
    assert "lsoa-boundaries" in result.output


def test_an_archive_is_fetched_by_its_month(publisher, tmp_path):
    publisher.publish("/data/archive/2025-12.zip", b"PK\x03\x04 and so on")

    result = run("police-uk", "--month", "2025-12", "--to", str(tmp_path), "--from", publisher.url)

    assert result.exit_code == 0, result.output
    assert (tmp_path / "2025-12.zip").read_bytes() == b"PK\x03\x04 and so on"
    assert f"frankpledge load {tmp_path}" in result.output.replace("\n", "")


def test_one_file_that_is_missing_does_not_stop_the_others(publisher, tmp_path):
    publisher.publish("/output/census/2021/census2021-ts041.zip", b"PK\x03\x04")

    result = run("population", "--to", str(tmp_path), "--from", publisher.url)

    assert result.exit_code == 1
    assert "FAILED: census-residents: the publisher has no such file (404)" in result.output
    assert (tmp_path / "census2021-ts041.zip").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["londn"], "Nothing is called londn"),
        (["police-uk"], "needs --month"),
        (["police-uk", "--month", "March"], "is not a month"),
        (["lsoa-changes", "--month", "2025-01"], "goes with police-uk only"),
        (["population", "--checksum", "0" * 64], "is of one file"),
        (["lsoa-changes", "--from", "here"], "an address that begins with"),
    ],
)
def test_wrong_use_is_said(words, said, tmp_path):
    result = run(*words, "--to", str(tmp_path))

    assert result.exit_code == 2
    assert said in " ".join(result.output.replace("│", " ").split())
