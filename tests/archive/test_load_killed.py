"""A load that is killed leaves whole months; loading again brings the archive to where it would have been."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frankpledge.archive.archive import Archive
from frankpledge.archive.holdings import holdings
from frankpledge.archive.load import load
from tests.archive.loading import contents
from tests.sources.files import crimes, places, put, put_street

ROWS = 400
MONTHS = [f"20{year}-{month:02d}" for year in (23, 24) for month in range(1, 13)]
FORCES = {"frankshire": "Frankshire Police", "otherland": "Otherland Police"}

# Begins a load again and again, and kills it: each time it is given how many of its reports to wait for, and how long
# after. The loads are forked, so that what is imported is imported once.
KILLER = """
import os, signal, sys, time
from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load

for line in sys.stdin:
    reports, seconds = line.split()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        load(Archive(sys.argv[1]), [sys.argv[2]], progress=lambda progress: os.write(writing, b"."))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as told:
        while int(reports) > 0 and told.read(1):
            reports = int(reports) - 1
    time.sleep(float(seconds))
    os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    print("killed" if os.WIFSIGNALED(how) else "finished", flush=True)
"""


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    for month in MONTHS:
        for slug, force in FORCES.items():
            put_street(folder, *crimes(ROWS, month=month, force=force), month=month, force=slug)
    put(folder, "places.csv", places("E01999001", "E01999002"))
    return folder


@pytest.fixture(scope="module")
def clean(evidence: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("clean") / "archive")
    assert load(archive, [evidence]).ok
    return archive


@pytest.fixture
def killer(tmp_path: Path, evidence: Path) -> Iterator[Callable[[int, float], str]]:
    """Load into the archive of this test, and kill the load after so many reports and seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLER, str(tmp_path / "archive"), str(evidence)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def kill(reports: int, seconds: float) -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{reports} {seconds}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    yield kill
    process.communicate()


def test_a_load_killed_at_any_moment_leaves_whole_months_and_a_rerun_finishes(
    tmp_path: Path, evidence: Path, clean: Archive, killer: Callable[[int, float], str]
) -> None:
    chance = random.Random(7)
    moments = [(30, 0.0), *((chance.randrange(1, 70), chance.uniform(0, 0.02)) for _ in range(7))]
    archive = Archive(tmp_path / "archive")
    ends, months_held = [], []
    for moment in moments:
        ends.append(killer(*moment))
        held = [one for one in holdings(archive.snapshot()) if one.month]
        assert all(one.rows == ROWS for one in held)
        assert len(held) == 2 * len({one.month for one in held})  # both forces of a month, or neither
        months_held.append(len(held) // 2)

    report = load(archive, [evidence])

    assert report.ok
    assert contents(archive) == contents(clean)
    assert ends[0] == "killed"
    assert 0 < months_held[0] < len(MONTHS)
    assert months_held == sorted(months_held)


def test_a_load_killed_before_its_first_commit_leaves_an_archive_that_opens(tmp_path: Path, evidence: Path) -> None:
    archive = Archive(tmp_path / "archive")
    (archive.folder / "police_uk_street" / "_delta_log").mkdir(parents=True)
    (archive.folder / "police_uk_street" / "month=2023-01").mkdir()

    assert holdings(archive.snapshot()) == []
    assert load(archive, [evidence / "2023-01"]).rows == 2 * ROWS


def test_a_killed_load_holds_no_lock(tmp_path: Path, evidence: Path, killer: Callable[[int, float], str]) -> None:
    assert killer(5, 0.0) == "killed"

    assert load(Archive(tmp_path / "archive"), [evidence / "2024-12"]).ok


def test_the_report_can_be_kept_as_json(tmp_path: Path, evidence: Path) -> None:
    report = load(Archive(tmp_path / "archive"), [evidence / "2023-01", evidence / "places.csv"])

    kept = json.loads(json.dumps(report.as_json()))

    assert (kept["ok"], kept["rows"], len(kept["files"]), len(kept["quality"])) == (True, 2 * ROWS + 2, 3, 2)
