"""The same questions answered by DuckDB and by Spark: equal, to the last row. Needs `frankpledge[spark]` and Java."""

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive, Snapshot
from frankpledge.archive.load import load
from frankpledge.demo import invent
from frankpledge.month import Month

if shutil.which("java") is None:
    pytest.skip("Spark needs Java, which is not on this machine", allow_module_level=True)
pytest.importorskip("pyspark", reason="Spark is not installed: pip install frankpledge[spark]")

FORCE = "Frankshire Police"
MONTHS = Month.parse("2025-01").to(Month.parse("2025-12"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("spark")
    archive = Archive(folder / "My {evidence}" / "archive")
    invent.write(folder / "data")
    for kept in (folder / "data").rglob("*"):
        if kept.is_file() and "police-uk" in kept.parts and not kept.parent.name.startswith("2025"):
            kept.unlink()
    assert load(archive, [folder / "data"]).ok
    return archive


@pytest.fixture(scope="module")
def on_spark(archive: Archive) -> Iterator[Snapshot]:
    from pyspark.sql import SparkSession

    from frankpledge.archive.spark import SparkSnapshot

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySpark 4.0 says that it does not know pandas 3
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        yield SparkSnapshot(archive, session)
        session.stop()


@pytest.fixture(scope="module")
def lsoas(archive: Archive) -> list[str]:
    counted = crimes.cube(archive.snapshot()).select("lsoa").distinct().to_pyarrow()["lsoa"].to_pylist()
    return sorted(code for code in counted if code)[:60]


QUESTIONS: dict[str, Callable[[Snapshot, list[str]], Any]] = {
    "months_held": lambda snapshot, lsoas: crimes.months_held(snapshot, [FORCE]),
    "area_counts": lambda snapshot, lsoas: crimes.area_counts(snapshot, lsoas, MONTHS),
    "force_counts": lambda snapshot, lsoas: crimes.force_counts(snapshot, FORCE, MONTHS),
    "points": lambda snapshot, lsoas: crimes.points(snapshot, lsoas, MONTHS[:3]),
    "points_in_box": lambda snapshot, lsoas: crimes.points_in_box(snapshot, -6, 49, 2, 56, MONTHS[:1]),
    "outcomes": lambda snapshot, lsoas: crimes.outcomes(snapshot, lsoas, MONTHS),
    "left_out": lambda snapshot, lsoas: crimes.left_out(snapshot, [FORCE], MONTHS),
    "editions": lambda snapshot, lsoas: crimes.editions(snapshot, [FORCE], MONTHS),
    "rows": lambda snapshot, lsoas: crimes.rows(snapshot, lsoas, MONTHS[:2], "Burglary"),
    "last_month": lambda snapshot, lsoas: crimes.last_month(snapshot),
}


def plain(answer: Any) -> Any:
    """A table as its columns' names and rows, none of them rounded or sorted."""
    return (list(answer.columns), answer.to_numpy().tolist()) if hasattr(answer, "to_numpy") else answer


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.filterwarnings("ignore")
def test_both_engines_answer_the_same(archive: Archive, on_spark: Snapshot, lsoas: list[str], question: str) -> None:
    ask = QUESTIONS[question]

    here, there = plain(ask(archive.snapshot(), lsoas)), plain(ask(on_spark, lsoas))

    assert here
    assert str(here) == str(there)


@pytest.mark.filterwarnings("ignore")
def test_both_engines_count_the_same_cube(archive: Archive, on_spark: Snapshot) -> None:
    def cells(snapshot: Snapshot) -> set[tuple[object, ...]]:
        return {tuple(row.values()) for row in crimes.cube(snapshot).to_pyarrow().to_pylist()}

    here = cells(archive.snapshot())

    assert len(here) > 1000
    assert cells(on_spark) == here


def test_a_question_in_duckdbs_dialect_says_so(archive: Archive, on_spark: Snapshot) -> None:
    with pytest.raises(NotImplementedError, match="DuckDB"):
        _ = on_spark.raw


def test_files_are_handed_over_by_name(archive: Archive) -> None:
    assert all(file.suffix == ".parquet" for file in archive.files("police_uk_street"))
