"""`frankpledge evaluate` as typed: what it says, what it writes, and with which exit code."""

import json

import pytest

from tests.assessment.archives import Town, archive

MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]


@pytest.fixture
def scheme(tmp_path):
    """Two LSOAs with 60 burglaries a month, and 30 in the first since 2025."""
    rows = [(month, at, "Burglary", 60 + at - 30 * (at == 0 and month > "2025")) for month in MONTHS for at in (0, 3)]
    archive(tmp_path / "archive", Town(2, 2, district=4, ward=2), rows, months=MONTHS, postcodes=False)
    path = tmp_path / "elm.toml"
    path.write_text(
        'name = "Elm"\nstart = "2025-01"\ntreated = ["E01900000"]\ncomparison = ["E01900003"]\n', encoding="utf-8"
    )
    return path


def test_the_verdict_is_said_and_written(run, scheme, tmp_path):
    import jsonschema

    said = run("evaluate", "elm.toml", "--format", "html,json,csv", "--out", "found")

    assert said.exit_code == 0
    assert "Elm: WORKED" in said.stdout
    assert "12 months before and 12 after" in said.stdout
    found = json.loads((tmp_path / "found" / "findings.json").read_text())
    jsonschema.validate(found, json.loads(run("schema", "findings").stdout))
    assert [finding["kind"] for finding in found["findings"]] == ["scheme"]
    page = (tmp_path / "found" / "index.html").read_text()
    assert "Did it work? Elm" in page
    assert "no change is given" not in page


def test_a_fault_in_the_file_ends_with_2_and_its_line(run, scheme):
    scheme.write_text(scheme.read_text().replace("2025-01", "last spring"))

    said = run("evaluate", "elm.toml")

    assert said.exit_code == 2
    assert "elm.toml, line 2: “last spring” is not a month" in said.stderr


@pytest.mark.parametrize(
    "words", [("evaluate",), ("evaluate", "nowhere.toml"), ("evaluate", "elm.toml", "--format", "odt")]
)
def test_what_cannot_be_done_ends_with_2(run, scheme, words):
    assert run(*words).exit_code == 2


def test_an_example_is_printed_to_begin_with(run):
    said = run("evaluate", "--example")

    assert said.exit_code == 0
    assert said.stdout.startswith('name = "')


def test_assess_takes_schemes_in(run, scheme, tmp_path):
    said = run("assess", "csp:District A", "--scheme", "elm.toml", "--format", "json", "--out", "whole")

    assert said.exit_code == 0
    found = json.loads((tmp_path / "whole" / "findings.json").read_text())
    assert "scheme-elm" in [finding["id"] for finding in found["findings"]]
