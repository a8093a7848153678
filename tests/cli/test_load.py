"""`frankpledge load` and `holdings`, as typed: what they answer, and with which exit code."""

import csv
import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.files import month_file, row, street


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
    assert "notes.txt: is a file of no kind that is known: docs/data.md lists those that are." in by_name.output


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


def changed(folder: Path, change: Callable[[str], bytes]) -> Path:
    path = month_file(folder / "other", "2025-02", 4)
    path.write_bytes(change(path.read_text()))
    return path


BROKEN = {
    "gzip": lambda folder: damaged_gzip(folder / "street.csv.gz"),
    "zip": lambda folder: damaged_zip(folder / "month.zip"),
    "bomb": lambda folder: bomb(folder / "bomb.zip"),
    "wrong encoding": lambda folder: changed(folder, lambda text: text.encode("utf-16")),
    "wrong header": lambda folder: changed(folder, lambda text: text.replace("LSOA code", "Area code").encode()),
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


def test_a_last_line_cut_short_is_a_bad_row_and_takes_no_whole_months_place(run, tmp_path):
    whole = month_file(tmp_path / "data", "2025-01", 6)
    cut = tmp_path / "cut.csv"
    cut.write_bytes(whole.read_bytes()[:-160])

    fresh = run("load", cut, "--archive", tmp_path / "fresh")
    run("load", whole)
    over = run("load", cut)

    assert (fresh.exit_code, over.exit_code) == (1, 1)
    assert "REFUSED: " in over.stderr
    assert "cut.csv" in over.stderr
    assert held(run)[0]["rows"] == 6
    assert json.loads(run("holdings", "--json", "--archive", tmp_path / "fresh").stdout)[0]["rows"] == 5


def test_what_goes_wrong_is_said_on_the_error_stream(run, tmp_path):
    street(tmp_path / "data" / "2025-01" / "2025-01-frankshire-street.csv", [row(1), row(2, Longitude="east")])

    done = run("load", tmp_path / "data", tmp_path / "data", "--rejects", "bad.csv")

    assert "1 row could not be taken: bad.csv" in done.stderr
    assert "Loaded 1 row from 1 file" in done.stdout


def test_holdings_name_the_months_that_are_missing(run, tmp_path):
    for month in ("2025-01", "2025-02", "2025-06"):
        month_file(tmp_path / "data", month, 4)
    run("load", tmp_path / "data")

    listed = run("holdings").stdout

    assert "Frankshire Police: 3 months, 2025-01 to 2025-06; missing: March to May 2025" in listed


def test_an_empty_archive_holds_nothing_and_is_told_how_to_begin(run):
    assert held(run) == []
    assert "frankpledge load" in run("holdings").stdout


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
