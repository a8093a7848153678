"""The same questions on Spark, for an archive that one machine has outgrown. Needs `frankpledge[spark]` and Java 17."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import ibis
from ibis.util import gen_name

from frankpledge.archive.archive import Archive, Snapshot

PATTERN_SIGNS = re.compile(r"[{}\[\]*?]")  # Spark takes the names for patterns


class SparkSnapshot(Snapshot):
    """
    The archive at fixed versions, asked through a Spark session; every question of `archive.crimes` takes one.

    The list of files is Delta Lake's own and is handed to Spark, which needs no reader of the format. `raw`, for bulk
    questions in DuckDB's dialect, is not there.
    """

    def __init__(self, archive: Archive, session: Any, versions: Mapping[str, int] | None = None):
        super().__init__(archive, archive.snapshot(versions).versions)
        self.session = session
        # A month such as 2025-12 is text, not a date that the partition's name might look like.
        session.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")

    @cached_property
    def connection(self) -> ibis.BaseBackend:
        return ibis.pyspark.connect(self.session)

    def _read(self, dataset: str, files: list[Path]) -> ibis.Table:
        folder = str(self.archive.folder.absolute() / dataset)
        reader = self.session.read.option("basePath", folder).option("mergeSchema", "true")
        # A name of its own: another snapshot of the same session may hold another version.
        view = gen_name(dataset)
        reader.parquet(*(PATTERN_SIGNS.sub(r"\\\g<0>", str(file)) for file in files)).createOrReplaceTempView(view)
        return self.connection.table(view)

    @property
    def raw(self) -> Any:
        raise NotImplementedError("This question is put in DuckDB's dialect: ask a Snapshot of the archive itself.")
