"""Bad files and bad rows: each is named, none stops another, and no month is half changed."""

import csv
from pathlib import Path

import pytest

from frankpledge.archive.load_report import LoadReport
from frankpledge.archive.rejects import write_rejected
from frankpledge.sources.rejected import Rejected
from tests.archive.loading import contents, loaded, statuses
from tests.sources.files import (
    STREET_HEADER,
    crimes,
    places,
    put,
    put_gzip,
    put_street,
    put_zip,
    street,
    street_row,
)

NAME = "2024-04-frankshire-street.csv"
GOOD = street(*crimes(3))


def _cut_gzip(folder: Path) -> Path:
    path = put_gzip(folder, f"{NAME}.gz", street(*crimes(200)))
    path.write_bytes(path.read_bytes()[:-40])
    return path


def _bomb(folder: Path) -> Path:
    return put_gzip(folder, f"{NAME}.gz", GOOD + b"\n" * 80_000_000)


BAD_FILES = {
    "empty": lambda folder: put(folder, NAME, b""),
    "a header and no rows": lambda folder: put(folder, NAME, f"{STREET_HEADER}\n".encode()),
    "damaged gzip": lambda folder: put(folder, f"{NAME}.gz", b"\x1f\x8b\x08 nonsense"),
    "a gzip cut short": _cut_gzip,
    "a gzip bomb": _bomb,
    "damaged zip": lambda folder: put(folder, "a.zip", b"PK\x03\x04 nonsense"),
    "a zip member outside": lambda folder: put_zip(folder, "a.zip", {f"../{NAME}": GOOD}),
    "UTF-16": lambda folder: put(folder, NAME, GOOD.decode().encode("utf-16")),
    "Windows-1252": lambda folder: put(folder, NAME, GOOD.replace(b"Tallow", "Caf\xe9".encode("cp1252"))),
    "a missing column": lambda folder: put(folder, NAME, GOOD.replace(b",Context", b"")),
    "a wrong column": lambda folder: put(folder, NAME, GOOD.replace(b"Crime type", b"Crime")),
    "no good row": lambda folder: put(folder, NAME, street(street_row(lon="x"), street_row(lat="y"))),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_named_and_its_month_and_all_others_are_safe(tmp_path: Path, kind: str) -> None:
    archive, _ = loaded(tmp_path, put_street(tmp_path / "before", *crimes(5)))
    before = contents(archive)
    bad = BAD_FILES[kind](tmp_path / "in" / "bad")
    put_street(tmp_path / "in" / "good", *crimes(2, month="2024-05"), month="2024-05")

    _, report = loaded(tmp_path, tmp_path / "in")

    assert not report.ok
    (failed,) = report.with_status("failed")
    assert str(bad) in failed.file
    assert failed.reason
    assert statuses(report)["2024-05-frankshire-street.csv"] == "loaded"
    after = contents(archive)["police_uk_street"]
    assert sum((after - before["police_uk_street"]).values()) == 2
    assert not before["police_uk_street"] - after


def test_a_file_that_cannot_be_read_does_not_stop_another_of_the_same_month(tmp_path: Path) -> None:
    put(tmp_path / "in" / "good", NAME, GOOD)
    put(tmp_path / "in" / "bad", NAME, GOOD.replace(b"Tallow", "Caf\xe9".encode("cp1252")))

    archive, report = loaded(tmp_path, tmp_path / "in")

    assert sorted(file.status for file in report.files) == ["failed", "loaded"]
    assert sum(contents(archive)["police_uk_street"].values()) == 3


def test_a_zip_bomb_of_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frankpledge.sources.opened_folder.SUSPECT_FROM", 1_000_000)
    put_zip(tmp_path / "in", "a.zip", {f"2024-0{n}-frankshire-street.csv": b"\n" * 4_000_000 for n in (1, 2, 3)})

    _, report = loaded(tmp_path, tmp_path / "in")

    (failed,) = report.with_status("failed")
    assert "more than 200 times its size" in failed.reason


def test_good_rows_are_loaded_and_bad_ones_told(tmp_path: Path) -> None:
    path = put(tmp_path / "in", NAME, street(*crimes(3), street_row(9, lon="west"), "too,few", *crimes(2, first=20)))

    archive, report = loaded(tmp_path, path)

    assert not report.ok
    assert sum(contents(archive)["police_uk_street"].values()) == 5
    assert [(bad.file, bad.row, bad.column, bad.value) for bad in report.rejected] == [
        (str(path), 5, "Longitude", "west"),
        (str(path), 6, "", "too,few"),
    ]
    assert (report.files[0].status, report.files[0].rows, report.files[0].rejected) == ("loaded", 5, 2)


def test_a_last_line_cut_short_is_one_bad_row(tmp_path: Path) -> None:
    path = put(tmp_path / "in", NAME, GOOD[:-30])

    archive, report = loaded(tmp_path, path)

    assert sum(contents(archive)["police_uk_street"].values()) == 2
    assert [(bad.row, bad.reason) for bad in report.rejected] == [
        (4, "the last line is cut short: 10 values where there should be 12")
    ]


def test_loading_a_file_with_bad_rows_again_changes_nothing_and_tells_of_them_again(tmp_path: Path) -> None:
    path = put(tmp_path / "in", NAME, street(*crimes(3), "too,few"))
    archive, first = loaded(tmp_path, path)
    before = contents(archive, without=())

    _, again = loaded(tmp_path, path)

    assert contents(archive, without=()) == before
    assert not again.ok
    assert again.rejected == first.rejected
    assert statuses(again) == {NAME: "unchanged"}


def test_bad_rows_of_a_look_up_are_told_too(tmp_path: Path) -> None:
    path = put(tmp_path / "in", "places.csv", places("E01999001", "E0199", "E01999002"))

    archive, first = loaded(tmp_path, path)
    _, again = loaded(tmp_path, path)

    assert sum(contents(archive)["lsoa21_places"].values()) == 2
    assert [bad.row for bad in first.rejected] == [3]
    assert again.rejected == first.rejected


def test_rejected_rows_are_written_as_a_table(tmp_path: Path) -> None:
    path = put(
        tmp_path / "in", NAME, street(*crimes(1), street_row(lon="=1+1"), street_row(lat="a,b".replace(",", ";")))
    )
    _, report = loaded(tmp_path, path)

    write_rejected(report, tmp_path / "rejected.csv")

    assert (tmp_path / "rejected.csv").read_text().splitlines() == [
        "file,row,column,value,reason",
        f"{path},3,Longitude,'=1+1,not a number of degrees",
        f"{path},4,Latitude,a;b,not a number of degrees",
    ]


def test_nothing_in_the_table_of_rejected_rows_is_a_formula(tmp_path: Path) -> None:
    bad = Rejected("=1.csv", 3, "+column", "\r=cmd()", "@reason")

    write_rejected(LoadReport("1", "archive", "2025-01-01", rejected=[bad]), tmp_path / "rejected.csv")

    with open(tmp_path / "rejected.csv", newline="", encoding="utf-8") as table:
        assert list(csv.reader(table))[1] == ["'=1.csv", "3", "'+column", "'\r=cmd()", "'@reason"]


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    put_street(tmp_path / "in", *crimes(1))

    _, report = loaded(tmp_path, tmp_path / "nowhere", tmp_path / "in")

    assert [(file.status, file.reason) for file in report.with_status("failed")] == [("failed", "does not exist")]
    assert report.rows == 1
