"""Putting a file of places, people or boundaries together with what is held."""

import pyarrow as pa
import pyarrow.compute as pc

ABOUT_THE_FILE = ("file", "sha256", "loaded_at")


def merged(held: pa.Table | None, rows: pa.Table, key: tuple[str, ...]) -> tuple[pa.Table, int, int]:
    """
    `held` with `rows` in place of those of the same `key`; and how many rows were added, and how many changed.

    Where nothing but the file differs, nothing is counted as changed.
    """
    if held is None:
        return rows, len(rows), 0
    for name in rows.column_names:
        if name not in held.column_names:
            held = held.append_column(name, pa.nulls(len(held), rows.schema.field(name).type))
    for name in held.column_names:
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.nulls(len(rows), held.schema.field(name).type))
    rows = rows.select(held.column_names).cast(held.schema)
    keys = list(key)
    brought = rows.select(keys).group_by(keys).aggregate([])
    numbered = held.select(keys).append_column("at", pa.array(range(len(held)), pa.int64()))
    kept = numbered.join(brought, keys, join_type="left anti")["at"].combine_chunks()
    staying = held.take(pc.array_sort_indices(kept) if not len(kept) else kept.take(pc.array_sort_indices(kept)))
    going = len(held) - len(staying)
    values = [name for name in held.column_names if name not in ABOUT_THE_FILE]
    alike = _alike(held, rows, values)
    result = pa.concat_tables([staying, rows]).combine_chunks()
    return result, max(len(rows) - going, 0), min(going, len(rows)) - alike


def _alike(held: pa.Table, rows: pa.Table, values: list[str]) -> int:
    """How many of `rows` are held already, value for value."""
    seen = {hash(tuple(row)) for row in zip(*(held[name].to_pylist() for name in values), strict=True)}
    return sum(hash(tuple(row)) in seen for row in zip(*(rows[name].to_pylist() for name in values), strict=True))
