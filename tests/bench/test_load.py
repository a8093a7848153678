"""The bench itself: what it makes is clean and of the size it says, and it stops before it fills a disk."""

from collections import namedtuple
from pathlib import Path

import pytest

from bench import load as bench_load
from bench import national
from bench.bars import Bar, show
from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load
from frankpledge.month import Month

DiskUsage = namedtuple("DiskUsage", "total used free")
FORCES, MONTHS = 2, Month.parse("2025-11").to(Month.parse("2025-12"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    national.write(folder / "csv", forces=FORCES, months=MONTHS, workers=1)
    national.write_look_up(folder / bench_load.LOOK_UP)
    return folder


def test_made_files_load_without_a_bad_row_and_lie_in_their_force(made: Path, tmp_path: Path) -> None:
    done = load(Archive(tmp_path), [made / bench_load.LOOK_UP, made / "csv"])

    assert done.ok
    assert not done.rejected
    assert [(month.outside_force, month.outside_country) for month in done.quality] == [(0, 0)] * FORCES * len(MONTHS)


def test_as_many_rows_are_made_as_the_disk_is_checked_for(made: Path) -> None:
    rows = sum(len(path.read_text().splitlines()) - 1 for path in (made / "csv").rglob("*.csv"))
    size = sum(path.stat().st_size for path in (made / "csv").rglob("*.csv"))

    assert rows == pytest.approx(national.rows_expected(FORCES, len(MONTHS)), rel=0.02)
    assert size / rows < bench_load.BYTES_OF_CSV


def test_a_full_country_is_eighty_million_rows() -> None:
    size = bench_load.SIZES["national"]

    assert national.rows_expected(size.forces, size.months) == pytest.approx(80e6, rel=0.02)


def test_too_small_a_disk_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_load.shutil, "disk_usage", lambda where: DiskUsage(100 * 2**30, 80 * 2**30, 20 * 2**30))

    code = bench_load.main(["--national", "--folder", str(tmp_path)])

    assert code == 1
    assert "20 GiB free; this needs" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_missed_bar_ends_non_zero(capsys: pytest.CaptureFixture[str]) -> None:
    met, missed, said = Bar("a", 1.0, 1.0), Bar("b", 1.1, 1.0), Bar("c", 99.0)

    assert show("all met", [met, said]) == 0
    assert show("one missed", [met, missed, said]) == 1
    assert "MISSED" in capsys.readouterr().out
