"""Putting files of places, people or boundaries together with what is held."""

from typing import NamedTuple

import duckdb
import pyarrow as pa

from frankpledge.archive.archive import Snapshot, in_process

ABOUT_THE_FILE = ("file", "sha256", "loaded_at", "file_rows")


class Merged(NamedTuple):
    """The rows that are held from now on; and how many were added, and how many changed or taken away."""

    rows: pa.Table
    added: int
    changed: int


def merged(held: pa.Table | None, rows: pa.Table, key: tuple[str, ...]) -> Merged:
    """
    `held` with `rows` in place of those of the same `key`.

    A key may stand for several rows (all of a partner's counts of one month): then all of them are replaced.
    Where nothing but the file differs, `held` is given back as it is.
    """
    if held is None:
        return Merged(rows, len(rows), 0)
    connection = in_process()
    connection.register("held", held)
    connection.register("brought", rows)
    keys = ", ".join(f'"{name}"' for name in key)
    by_key = " AND ".join(f'h."{name}" IS NOT DISTINCT FROM b."{name}"' for name in key)
    connection.execute(f"CREATE TEMP TABLE keys AS SELECT DISTINCT {keys} FROM brought")  # noqa: S608
    brought = _values(rows, held)
    connection.execute(
        f"""
        CREATE TEMP TABLE going AS SELECT hash({_values(held, rows)}) AS row FROM held AS h
            WHERE EXISTS (SELECT 1 FROM keys AS b WHERE {by_key});
        CREATE TEMP TABLE coming AS SELECT hash({brought}) AS row FROM brought;
        """  # noqa: S608 - columns' names, no value from outside
    )
    added = _count(
        connection,
        f"FROM brought AS b WHERE NOT EXISTS (SELECT 1 FROM held AS h WHERE {by_key})",  # noqa: S608
    )
    new = _count(connection, "FROM (SELECT row FROM coming EXCEPT ALL SELECT row FROM going)")
    gone = _count(connection, "FROM (SELECT row FROM going EXCEPT ALL SELECT row FROM coming)")
    changed = max(new - added, gone)
    if not added and not changed:
        return Merged(held, 0, 0)
    together: pa.Table = connection.execute(
        f"""
        SELECT h.* FROM held AS h WHERE NOT EXISTS (SELECT 1 FROM keys AS b WHERE {by_key})
        UNION ALL BY NAME SELECT * FROM brought
        """  # noqa: S608
    ).to_arrow_table()
    return Merged(together, added, changed)


def _values(table: pa.Table, other: pa.Table) -> str:
    """The columns of both tables but for those about the file, NULL where `table` has none, in one order for both."""
    names = sorted({*table.column_names, *other.column_names} - set(ABOUT_THE_FILE))
    return ", ".join(f'"{name}"' if name in table.column_names else "NULL" for name in names)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    answer = connection.execute(f"SELECT count(*) {query}").fetchone()
    return int(answer[0]) if answer else 0


def files_of(snapshot: Snapshot, dataset: str) -> tuple[str, ...]:
    """The files that a table of places, people or counts was put together from; none where it is not held."""
    if not snapshot.holds(dataset):
        return ()
    found = snapshot.rows(dataset).select("file", "loaded_at", "sha256").distinct().to_pyarrow().to_pylist()
    return tuple(
        f"{row['file']}, loaded {row['loaded_at'][:10]}, sha256 {row['sha256'][:12]}"
        for row in sorted(found, key=lambda row: (row["file"], row["sha256"]))
    )
