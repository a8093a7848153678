"""`frankpledge load`, `holdings` and `areas`, as typed: what they answer, and with which exit code."""

import csv
import gzip
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from frankpledge.cli.main import app
from tests.archive.files import month_file, row, street
from tests.assessment.archives import Town, archive


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("FRANKPLEDGE_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.chdir(tmp_path)

    def typed(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return typed


def held(run) -> list[dict[str, object]]:
    return json.loads(run("holdings", "--json").stdout)


def test_loading_a_month_exits_0_and_holdings_say_what_is_held(run, tmp_path):
    month_file(tmp_path / "data", "2025-01", 4)

    done = run("load", tmp_path / "data")

    assert done.exit_code == 0
    [month] = held(run)
    assert month["dataset"] == "police_uk_street"
    assert month["force"] == "Frankshire Police"
    assert month["month"] == "2025-01"
    assert month["rows"] == 4
    assert len(str(month["sha256"])) == 64
    assert str(month["loaded_at"]).startswith("20")


def test_a_dry_run_writes_nothing(run, tmp_path):
    month_file(tmp_path / "data", "2025-01", 4)

    assert run("load", tmp_path / "data", "--dry-run").exit_code == 0
    assert held(run) == []


def test_a_file_of_an_unknown_kind_is_passed_over_in_a_folder_and_refused_by_name(run, tmp_path):
    month_file(tmp_path / "data", "2025-01", 4)
    (tmp_path / "data" / "notes.txt").write_text("not evidence")

    in_folder = run("load", tmp_path / "data")
    by_name = run("load", tmp_path / "data" / "notes.txt")

    assert in_folder.exit_code == 0
    assert "notes.txt" in in_folder.output
    assert by_name.exit_code == 1
    assert "notes.txt" in by_name.output


def test_a_bad_row_comes_back_with_file_row_column_value_and_reason(run, tmp_path):
    street(tmp_path / "data" / "2025-01" / "2025-01-frankshire-street.csv", [row(1), row(2, Longitude="east"), row(3)])

    done = run("load", tmp_path / "data")

    assert done.exit_code == 1
    assert held(run)[0]["rows"] == 2
    [bad] = csv.DictReader((tmp_path / "rejected.csv").read_text().splitlines())
    assert bad["row"] == "3"
    assert bad["column"] == "Longitude"
    assert bad["value"] == "east"
    assert bad["reason"]
    assert bad["file"].endswith("2025-01-frankshire-street.csv")


def damaged_gzip(path: Path) -> Path:
    whole = gzip.compress(b"Crime ID,Month\n" * 1000)
    path.write_bytes(whole[: len(whole) // 2])
    return path


def damaged_zip(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("2025-01-frankshire-street.csv", b"0" * 200_000_000)
    return path


BROKEN = {
    "gzip": lambda folder: damaged_gzip(folder / "street.csv.gz"),
    "zip": lambda folder: damaged_zip(folder / "month.zip"),
    "bomb": lambda folder: bomb(folder / "bomb.zip"),
    "empty": lambda folder: (folder / "empty.csv").write_text("") or folder / "empty.csv",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_named_and_stops_no_other(run, tmp_path, kind):
    month_file(tmp_path / "data", "2025-01", 4)
    broken = BROKEN[kind](tmp_path / "data")

    done = run("load", tmp_path / "data" / "2025-01", broken)

    assert done.exit_code == 1
    assert broken.name in done.output
    assert [one["month"] for one in held(run)] == ["2025-01"]


def test_an_older_edition_is_refused_unless_forced(run, tmp_path):
    month_file(tmp_path / "new", "2025-01", 4)
    month_file(tmp_path / "old", "2025-01", 3)
    run("load", tmp_path / "new", "--edition", "2025-06")

    refused = run("load", tmp_path / "old", "--edition", "2025-03")
    assert (refused.exit_code, held(run)[0]["rows"]) == (1, 4)

    forced = run("load", tmp_path / "old", "--edition", "2025-03", "--force")
    assert (forced.exit_code, held(run)[0]["rows"]) == (0, 3)


def test_two_editions_of_a_month_in_one_call_are_both_named(run, tmp_path):
    one, two = month_file(tmp_path / "one", "2025-01", 4), month_file(tmp_path / "two", "2025-01", 3)

    done = run("load", tmp_path / "one", tmp_path / "two")

    assert done.exit_code == 1
    assert str(one.parent.parent.name) in done.output
    assert str(two.parent.parent.name) in done.output
    assert held(run) == []


@pytest.mark.parametrize("words", [("load",), ("load", "nowhere"), ("load", ".", "--edition", "soon"), ("fly",)])
def test_wrong_use_exits_2(run, words):
    assert run(*words).exit_code == 2


@pytest.fixture
def towns(tmp_path):
    """Two partnerships of 20 LSOAs with a year of burglary and two of anti-social behaviour."""
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    counts = [(month, at, "Burglary", 1 + at % 2) for month in months for at in range(40)]
    return archive(tmp_path / "archive", Town(district=20), counts, months=months)


def test_areas_lists_what_can_be_assessed(run, towns):
    found = run("areas", "district")

    assert found.exit_code == 0
    assert "E22000900" in found.stdout
    assert "District B" in found.stdout
    assert json.loads(run("areas", "District A", "--json").stdout)[0]["lsoa_count"] == 20


def test_areas_that_are_not_held_exit_1_and_an_unknown_kind_2(run, towns):
    assert run("areas", "Atlantis").exit_code == 1
    assert run("areas", "--kind", "planet").exit_code == 2


def test_one_area_goes_to_out_and_several_each_to_their_code(run, towns, tmp_path):
    one = run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "one")
    two = run("assess", "District A", "csp:District B", "--to", "2025-12", "--format", "json,csv", "--out", "two")
    every = run("assess", "--all-partnerships", "--format", "json", "--out", "every")

    assert (one.exit_code, two.exit_code, every.exit_code) == (0, 0, 0)
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["findings.json"]
    assert sorted(path.name for path in (tmp_path / "two").iterdir()) == ["E22000900", "E22000901"]
    assert sorted(path.name for path in (tmp_path / "two" / "E22000900").iterdir()) == ["findings.json", "tables"]
    assert sorted(path.name for path in (tmp_path / "every").iterdir()) == ["E22000900", "E22000901"]


def test_findings_keep_to_the_published_schema(run, towns, tmp_path):
    import jsonschema

    run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "one")

    schema = json.loads(run("schema", "findings").stdout)
    found = json.loads((tmp_path / "one" / "findings.json").read_text())
    jsonschema.validate(found, schema)
    assert found["area"]["code"] == "E22000900"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("assess",), 2),
        (("assess", "Atlantis"), 2),
        (("assess", "District A", "--to", "soon"), 2),
        (("assess", "District A", "--format", "papyrus"), 2),
        (("assess", "District A", "--peers", "Atlantis"), 2),
        (("assess", "District A", "--to", "2031-01"), 1),
    ],
)
def test_what_cannot_be_assessed_says_why(run, towns, words, code):
    done = run(*words)

    assert done.exit_code == code
    assert done.output.strip()
    assert "Traceback" not in done.output


def test_an_ambiguous_name_exits_2_with_the_candidates(run, tmp_path, towns):
    namesakes = "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM\n" + "".join(
        f"E0199900{number},Elm {number},E0599900{number},Elm,E0699900{number},Council {number}\n" for number in (1, 2)
    )
    (tmp_path / "wards.csv").write_text(namesakes)
    assert run("load", tmp_path / "wards.csv").exit_code == 0

    done = run("assess", "ward:Elm")

    assert done.exit_code == 2
    assert "E05999001" in done.output
    assert "E05999002" in done.output


def test_peers_are_stated_and_set_beside(run, towns, tmp_path):
    done = run("assess", "District A", "--peers", "District B", "--to", "2025-12", "--format", "json", "--out", "one")

    assert done.exit_code == 0
    found = json.loads((tmp_path / "one" / "findings.json").read_text())["findings"]
    assert any(finding["id"].startswith("comparison-peers") for finding in found)


def test_peers_without_the_same_months_are_not_left_out_in_silence(run, towns):
    done = run("assess", "District A", "--peers", "District A", "--to", "2025-12", "--format", "json", "--out", "one")

    assert done.exit_code == 1
    assert "cannot be set beside the stated peers" in done.output


def test_a_folder_that_is_no_assessment_is_not_replaced(run, towns, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("years of work")

    done = run("assess", "District A", "--to", "2025-12", "--format", "json", "--out", "mine")

    assert done.exit_code == 1
    assert (tmp_path / "mine" / "thesis.doc").exists()
