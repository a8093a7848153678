"""What tests of loading share: an archive, and what it holds in the plainest form."""

from collections import Counter
from pathlib import Path
from typing import Any

from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load
from frankpledge.archive.load_report import LoadReport


def loaded(tmp_path: Path, *paths: Path, **options: Any) -> tuple[Archive, LoadReport]:
    """Load into the archive of this test, which the next call adds to."""
    archive = Archive(tmp_path / "archive")
    return archive, load(archive, list(paths), **options)


def statuses(report: LoadReport) -> dict[str, str]:
    """File name → what became of it."""
    return {Path(file.file.replace(":", "/")).name: file.status for file in report.files}


def contents(archive: Archive, *, without: tuple[str, ...] = ("loaded_at",)) -> dict[str, Counter[tuple[Any, ...]]]:
    """Every row of every dataset, whatever their order."""
    snapshot = archive.snapshot()
    result = {}
    for dataset in snapshot.versions:
        rows = snapshot.rows(dataset).to_pyarrow()
        columns = sorted(set(rows.column_names) - set(without))
        result[dataset] = Counter(tuple(row[name] for name in columns) for row in rows.to_pylist())
    return result


def versions(archive: Archive) -> dict[str, int]:
    return dict(archive.snapshot().versions)
