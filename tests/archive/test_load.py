"""Loading: whole months or nothing, once, with every bad file and row named."""

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile

import pytest
from deltalake import DeltaTable

from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive, ArchiveBusy
from frankpledge.archive.holdings import holdings
from frankpledge.archive.load import load
from frankpledge.month import Month
from tests.archive.files import HEADER, month_file, row, street


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def statuses(report):
    return sorted(file.status for file in report.files)


def count(archive, force="Frankshire Police", month="2025-01"):
    return int(crimes.force_counts(archive.snapshot(), force, [Month.parse(month)])["n"].sum())


def test_a_month_is_loaded_with_every_row(archive, data):
    month_file(data, "2025-01", 12)

    report = load(archive, [data])

    assert report.ok
    assert (report.rows, count(archive)) == (12, 12)


def test_the_same_file_again_changes_nothing_packed_or_not(archive, data):
    path = month_file(data, "2025-01")
    load(archive, [data])
    version = archive.snapshot().versions
    packed = data / "again.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    with zipfile.ZipFile(data / "again.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.write(path, "2025-01/2025-01-frankshire-street.csv")

    for again in (path, packed, data / "again.zip"):
        report = load(archive, [again])

        assert statuses(report) == ["unchanged"]
    assert archive.snapshot().versions == version


def test_another_edition_takes_the_place_and_says_what_moved(archive, data):
    month_file(data / "old", "2025-01", 10)
    load(archive, [data / "old"])
    month_file(data / "new", "2025-01", 11, Last_outcome_category="Suspect charged")

    report = load(archive, [data / "new"])

    [change] = report.changes
    assert (change.crimes, change.outcomes_moved, change.rows_added, change.rows_gone) == (10, 10, 1, 0)
    assert count(archive) == 11


def test_one_forces_new_edition_leaves_the_others_rows(archive, data):
    month_file(data / "a", "2025-01", 5)
    month_file(data / "a", "2025-01", 7, force="Otherland Police")
    load(archive, [data / "a"])
    month_file(data / "b", "2025-01", 6)

    load(archive, [data / "b"])

    assert count(archive) == 6
    assert count(archive, "Otherland Police") == 7


def test_an_older_edition_is_refused_and_can_be_forced(archive, data):
    month_file(data / "new", "2025-01", 10)
    load(archive, [data / "new"], edition="2025-06")
    month_file(data / "old", "2025-01", 9)

    refused = load(archive, [data / "old"], edition="2025-03")
    kept = count(archive)
    forced = load(archive, [data / "old"], edition="2025-03", force=True)

    assert (refused.ok, statuses(refused), kept) == (False, ["refused"], 10)
    assert (forced.ok, count(archive)) == (True, 9)


def test_two_editions_in_one_load_are_both_refused_and_named(archive, data):
    month_file(data / "a", "2025-01", 5)
    month_file(data / "b", "2025-01", 6)

    report = load(archive, [data])

    assert statuses(report) == ["refused", "refused"]
    assert all("data/" in file.reason for file in report.files)
    assert not archive.datasets()


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Month", "2025-13", "not a month"),
        ("Month", "2025-02", "another month"),
        ("Falls within", "Otherland Police", "another force"),
        ("Longitude", "east", "not a number"),
        ("LSOA code", "Castermouth", "not an LSOA code"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_load(archive, data, column, value, reason):
    rows = [row(n) for n in range(5)]
    rows[2][column] = value
    street(data / "2025-01-frankshire-street.csv", rows)

    report = load(archive, [data])

    [bad] = report.rejected
    assert (bad.row, bad.column, bad.value) == (4, column, value)
    assert reason in bad.reason
    assert (report.ok, count(archive)) == (False, 4)


def test_a_last_line_cut_short_is_a_bad_row(archive, data):
    path = month_file(data, "2025-01", 5)
    path.write_bytes(path.read_bytes()[:-60])

    report = load(archive, [data])

    assert [bad.row for bad in report.rejected] == [6]
    assert "cut short" in report.rejected[0].reason
    assert count(archive) == 4


def bad_files(data):
    good = month_file(data / "good", "2025-02", 3)
    yield "damaged gzip", data / "a.csv.gz", gzip.compress(good.read_bytes())[:-20]
    yield "damaged zip", data / "a.zip", b"PK\x03\x04 not a zip at all"
    yield (
        "wrong encoding",
        data / "2025-01-frankshire-street.csv",
        good.read_text().replace("High", "Höh").replace("2025-02", "2025-01").encode("cp1252"),
    )
    yield "empty", data / "2025-01-frankshire-street.csv", b""
    yield "wrong header", data / "2025-01-frankshire-street.csv", good.read_bytes().replace(b"Crime type", b"Type")
    yield "header alone", data / "2025-01-frankshire-street.csv", HEADER.encode() + b"\n"
    yield "bomb", data / "bomb.csv.gz", gzip.compress(HEADER.encode() + b"\n" + b"0" * 80_000_000)


@pytest.mark.parametrize("number", range(7))
def test_a_bad_file_is_named_and_stops_no_other(archive, data, number):
    _, path, content = list(bad_files(data))[number]
    path.write_bytes(content)

    report = load(archive, [path, data / "good"])

    [failed] = report.with_status("failed")
    assert failed.file == str(path)
    assert failed.reason
    assert not report.ok
    assert count(archive, month="2025-02") == 3


def test_an_unknown_file_is_passed_over_in_a_folder_and_an_error_by_name(archive, data):
    data.mkdir()
    (data / "notes.txt").write_text("Remember the meeting.")

    in_folder, by_name = load(archive, [data]), load(archive, [data / "notes.txt"])

    assert (in_folder.ok, statuses(in_folder)) == (True, ["passed over"])
    assert (by_name.ok, statuses(by_name)) == (False, ["failed"])


def test_a_dry_run_writes_nothing(archive, data):
    month_file(data, "2025-01")

    report = load(archive, [data], dry_run=True)

    assert report.rows == 10
    assert not archive.folder.exists()


def test_a_sample_is_held_and_never_counted(archive, data):
    street(data / "2025-01-frankshire-street-extract.csv", [row(1)])
    month_file(data, "2025-02")

    load(archive, [data])

    assert [held.sample for held in holdings(archive.snapshot())] == [True, False]
    assert crimes.months_held(archive.snapshot(), ["Frankshire Police"])["Frankshire Police"] == {
        Month.parse("2025-02")
    }
    assert count(archive) == 0


def test_the_folder_can_be_moved_and_an_old_version_asked(archive, data, tmp_path):
    month_file(data / "old", "2025-01", 10)
    load(archive, [data / "old"])
    before = archive.snapshot().versions
    month_file(data / "new", "2025-01", 12)
    load(archive, [data / "new"])

    shutil.copytree(archive.folder, tmp_path / "copy")
    shutil.rmtree(archive.folder)
    moved = Archive(tmp_path / "copy")

    assert count(moved) == 12
    month = [Month.parse("2025-01")]
    assert int(crimes.force_counts(moved.snapshot(before), "Frankshire Police", month)["n"].sum()) == 10


def test_one_load_at_a_time(archive, data):
    month_file(data, "2025-01")

    with archive.writing(), pytest.raises(ArchiveBusy, match="Another load"):
        load(archive, [data])


def test_progress_reaches_the_end(archive, data):
    month_file(data, "2025-01", 50)
    told = []

    load(archive, [data], progress=told.append)

    assert told[-1].done == told[-1].total > 0
    assert told[-1].rows == 50


@pytest.mark.parametrize("after", [0.5, 0.9, 1.3])
def test_killed_at_any_moment_it_leaves_whole_months_and_a_rerun_finishes(archive, data, after):
    months = [str(month) for month in Month.parse("2021-01").to(Month.parse("2024-12"))]
    for month in months:
        month_file(data, month, 400)
    command = [sys.executable, "-m", "frankpledge.cli", "load", str(data), "--archive", str(archive.folder)]

    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()

    held = {h.month: h.rows for h in holdings(archive.snapshot())} if archive.folder.exists() else {}
    assert set(held.values()) <= {400}
    assert load(archive, [data]).ok
    assert {h.month: h.rows for h in holdings(archive.snapshot())} == dict.fromkeys(months, 400)


def test_a_new_archive_is_for_its_owners_eyes_only(tmp_path):
    archive = Archive(tmp_path / "new")

    with archive.writing():
        assert archive.folder.stat().st_mode & 0o077 == 0


def test_the_newest_versions_are_those_that_the_tables_say(archive, data):
    for rows in (3, 4, 5):
        month_file(data, "2025-01", rows)
        load(archive, [data])
    DeltaTable(archive.folder / "police_uk_street").create_checkpoint()
    newest = {name: DeltaTable(archive.folder / name).version() for name in archive.datasets()}

    assert archive.versions() == archive.snapshot().versions == newest
    assert newest["police_uk_street"] >= 2
    (archive.folder / "police_uk_street" / "_delta_log" / f"{2:020}.json").unlink()  # cleaned up behind the checkpoint
    assert archive.versions() == newest
