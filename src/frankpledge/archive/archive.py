"""The folder in which evidence is kept: one Delta table per dataset."""

import contextlib
import fcntl
import glob
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake

from frankpledge.archive.folder import default_folder

# Found by trying: deltalake 1.6 fails on these, and takes every other sign that a folder's name may have.
NOT_IN_A_FOLDER = re.compile(r"[\[\]|^\\]|%[0-9A-Fa-f]{2}")
COMMIT = re.compile(r"(\d{20})\.(?:json|checkpoint\..*)$")  # a name in the log of a Delta table


class NothingHeld(LookupError):
    """The archive has never held this dataset."""


class UnusableFolder(ValueError):
    """Delta Lake cannot keep tables in a folder of this name; the message says why."""


class ArchiveBusy(RuntimeError):
    """Another load is writing to this archive."""


class Archive:
    """
    What is held. Reading goes through a `Snapshot`, so that a question asked in two parts sees
    one state of the evidence; writing goes through `replace_months` and `replace_all`, each one commit.

    Delta keeps relative paths, so the folder may be copied, moved and restored.
    """

    def __init__(self, folder: Path | str | None = None):
        """Raises UnusableFolder."""
        self.folder = Path(folder) if folder else default_folder()
        if odd := NOT_IN_A_FOLDER.search(str(self.folder.absolute())):
            raise UnusableFolder(
                f"Evidence cannot be kept in {self.folder}: the table format cannot handle “{odd[0]}” in a folder's name."
            )

    def datasets(self) -> list[str]:
        """The names of the datasets held, in alphabetical order."""
        return sorted(path.name for path in self.folder.glob("*") if _has_commit(path))

    def holds(self, dataset: str) -> bool:
        return _has_commit(self.folder / dataset)

    def table(self, dataset: str, version: int | None = None) -> DeltaTable:
        path = self.folder / dataset
        if not _has_commit(path):
            raise NothingHeld(f"The archive at {self.folder} holds no {dataset}.")
        return DeltaTable(path, version=version)

    def files(self, dataset: str, version: int | None = None) -> list[Path]:
        """The Parquet files that make up a dataset; none, where all of it was removed."""
        # Delta's own list of addresses writes a space in the folder's name as %20, which is no file on this disk.
        added = pa.table(self.table(dataset, version).get_add_actions())
        return [self.folder.absolute() / dataset / path for path in added["path"].to_pylist()]

    def versions(self) -> dict[str, int]:
        """The newest version of each dataset held, by the names of its commits: pages ask often, and no table is opened."""
        newest = {name: _newest_commit(self.folder / name) for name in self.datasets()}
        return {name: version for name, version in newest.items() if version is not None}

    def snapshot(self, versions: Mapping[str, int] | None = None) -> "Snapshot":
        """The archive as it is now, or as it was at the named version of each dataset."""
        return Snapshot(self, self.versions() if versions is None else dict(versions))

    def replace_months(
        self, dataset: str, rows: pa.Table, months: list[str], *, load: str, files: Iterable[str] = ()
    ) -> int:
        """
        Put `rows` in place of all that is held for `months` ("YYYY-MM"), in one commit; returns its version.

        `rows` has a text column `month`, by which the table is partitioned. The commit is tagged with the
        load's id and the sha256 of the `files` that it brings.
        """
        wanted = ", ".join(f"'{month}'" for month in months)
        return self._write(dataset, rows, load, files, partition_by=["month"], predicate=f"month IN ({wanted})")

    def replace_all(self, dataset: str, rows: pa.Table, *, load: str, files: Iterable[str] = ()) -> int:
        """Put `rows`, whatever their columns, in place of the whole dataset, in one commit; returns its version."""
        return self._write(dataset, rows, load, files, partition_by=None, predicate=None)

    def _write(
        self,
        dataset: str,
        rows: pa.Table,
        load: str,
        files: Iterable[str],
        partition_by: list[str] | None,
        predicate: str | None,
    ) -> int:
        path = self.folder / dataset
        path.mkdir(parents=True, exist_ok=True)
        new = not _has_commit(path)
        write_deltalake(
            path,
            rows,
            partition_by=partition_by,
            mode="append" if new else "overwrite",
            predicate=None if new else predicate,
            schema_mode="overwrite" if predicate is None and not new else None,
            writer_properties=WriterProperties(compression="ZSTD"),
            commit_properties=CommitProperties(custom_metadata={"load": load, "files": " ".join(files)}),
        )
        version: int = DeltaTable(path).version()
        return version

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time; the lock goes with the process, so a killed load leaves none behind."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # partners' own extracts will lie in it
        with open(self.folder / ".lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ArchiveBusy(
                    f"Another load is writing to {self.folder}. Wait for it to finish, then try again."
                ) from None
            yield


class Snapshot:
    """The archive at fixed versions: every question is asked of one of these."""

    def __init__(self, archive: Archive, versions: dict[str, int]):
        self.archive = archive
        self.versions = versions

    @cached_property
    def connection(self) -> ibis.BaseBackend:
        """DuckDB in this process, kept to half a gigabyte and to what is installed: it fetches no extension."""
        return ibis.duckdb.connect(
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
            memory_limit=os.environ.get("FRANKPLEDGE_MEMORY", "700MB"),
            # What does not fit goes here, and not into whatever folder the person happens to be in.
            temp_directory=str(Path(tempfile.gettempdir()) / f"frankpledge-{os.getpid()}"),
        )

    def holds(self, dataset: str) -> bool:
        return dataset in self.versions

    def rows(self, dataset: str) -> ibis.Table:
        """All rows of a dataset, as an Ibis table; raises NothingHeld."""
        return self._views(dataset)

    @cached_property
    def _cache(self) -> dict[str, ibis.Table]:
        return {}

    def _views(self, dataset: str) -> ibis.Table:
        if dataset not in self._cache:
            if dataset not in self.versions:
                raise NothingHeld(f"The archive at {self.archive.folder} holds no {dataset}.")
            version = self.versions[dataset]
            files = self.archive.files(dataset, version)
            empty = None if files else self.archive.table(dataset, version).to_pyarrow_table()
            self._cache[dataset] = self._read(dataset, files) if empty is None else ibis.memtable(empty)
        return self._cache[dataset]

    def _read(self, dataset: str, files: list[Path]) -> ibis.Table:
        return self.connection.read_parquet(
            # The names are taken for patterns.
            [glob.escape(str(file)) for file in files],
            # DuckDB would guess dates from the partition folders' names.
            hive_partitioning=True,
            hive_types_autocast=False,
            union_by_name=True,
        )

    @property
    def raw(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection below, for bulk questions that Ibis cannot put."""
        return self.connection.con  # type: ignore[no-any-return]


def in_process() -> duckdb.DuckDBPyConnection:
    """DuckDB in this process, in little memory; it fetches no extension, and leaves nothing where the person works."""
    return duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": os.environ.get("FRANKPLEDGE_MEMORY", "700MB"),
            "temp_directory": str(Path(tempfile.gettempdir()) / f"frankpledge-{os.getpid()}"),
        }
    )


def _newest_commit(path: Path) -> int | None:
    # After a clean-up of the log a checkpoint may stand for the commits before it.
    found = (COMMIT.match(name) for name in os.listdir(path / "_delta_log"))
    return max((int(each[1]) for each in found if each), default=None)


def _has_commit(path: Path) -> bool:
    """A load that was killed before its first commit leaves a folder that is not yet a table."""
    return any((path / "_delta_log").glob("*.json"))
