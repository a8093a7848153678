"""The same questions on Spark, for an archive that one machine has outgrown. Needs `frankpledge[spark]` and Java 17."""

from functools import cached_property
from typing import Any

import ibis

from frankpledge.archive.archive import Archive, NothingHeld, Snapshot


class SparkSnapshot(Snapshot):
    """
    The archive at fixed versions, asked through a Spark session; every question of `archive.crimes` takes one.

    The list of files is Delta Lake's own and is handed to Spark, which needs no reader of the format. `raw`, for bulk
    questions in DuckDB's dialect, is not there.
    """

    def __init__(self, archive: Archive, session: Any):
        super().__init__(archive, archive.snapshot().versions)
        self.session = session
        # A month such as 2025-12 is text, not a date that the partition's name might look like.
        session.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")

    @cached_property
    def connection(self) -> ibis.BaseBackend:
        return ibis.pyspark.connect(self.session)

    def _views(self, dataset: str) -> ibis.Table:
        if dataset not in self._cache:
            if dataset not in self.versions:
                raise NothingHeld(f"The archive at {self.archive.folder} holds no {dataset}.")
            table = self.archive.table(dataset, self.versions[dataset])
            folder = str(self.archive.folder.absolute() / dataset)
            reader = self.session.read.option("basePath", folder).option("mergeSchema", "true")
            reader.parquet(*table.file_uris()).createOrReplaceTempView(dataset)
            self._cache[dataset] = self.connection.table(dataset)
        return self._cache[dataset]

    @property
    def raw(self) -> Any:
        raise NotImplementedError("This question is put in DuckDB's dialect: ask a Snapshot of the archive itself.")
