"""
How fast evidence is loaded, and a cube counted from it, beside DuckDB on the same files in the same run.

    python -m bench.load               43 forces, 12 months: 6 million rows
    python -m bench.load --quick       10 forces, 6 months, under a minute, with bars of its own
    python -m bench.load --national    43 forces, 156 months: 80 million rows, after checking the disk

The files are made up, in the publisher's layout, and removed at the end.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bench import national
from bench.bars import Bar, show
from bench.measured import Clock, Step, machine, report, step
from frankpledge.month import Month

LAST = Month.parse("2025-12")
BYTES_OF_CSV = 235  # a row of the files
BYTES_A_ROW = BYTES_OF_CSV + 2 * 60  # and of Parquet, twice
GIB = 1024**3
LOOK_UP = "look-up/lsoa21_csp24_pfa24.csv"  # beside the months: our load checks every row's LSOA against it


@dataclass(frozen=True)
class Size:
    """
    How much is made, and the bars held to: times as long as DuckDB, and MiB. Where the machine does other work too,
    the shortest of several rounds, in which the two take turns, says more than one.
    """

    forces: int
    months: int
    load: float
    cube: float
    memory: float
    duckdb_memory: str
    load_rounds: int
    cube_rounds: int


SIZES = {
    # In a small run starting, hashing, and one commit a month weigh more beside little work.
    "quick": Size(
        forces=10, months=6, load=4.0, cube=2.5, memory=2_048, duckdb_memory="700MB", load_rounds=2, cube_rounds=3
    ),
    "year": Size(
        forces=43, months=12, load=3.0, cube=1.5, memory=5_120, duckdb_memory="2GB", load_rounds=2, cube_rounds=3
    ),
    "national": Size(
        forces=43, months=156, load=3.0, cube=1.5, memory=5_120, duckdb_memory="3GB", load_rounds=1, cube_rounds=2
    ),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__.splitlines()[1])
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", dest="size", action="store_const", const="quick", default="year")
    size.add_argument("--national", dest="size", action="store_const", const="national")
    parser.add_argument("--folder", type=Path, help="where to make the files (default: the system's temporary folder)")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.step:
        name, source, target = asked.step
        STEPS[name](Path(source), Path(target))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was made is removed then too
    return bench(asked.size, asked.folder)


def bench(name: str, parent: Path | None) -> int:
    size = SIZES[name]
    where = parent or Path(tempfile.gettempdir())
    needed = national.rows_expected(size.forces, size.months) * BYTES_A_ROW
    free = shutil.disk_usage(where).free
    if free < 1.2 * needed:
        print(
            f"{where} has {free / GIB:.0f} GiB free; this needs {1.2 * needed / GIB:.0f}: name a roomier --folder",
            file=sys.stderr,
        )
        return 1
    with tempfile.TemporaryDirectory(prefix="frankpledge-bench-", dir=where) as temporary:
        folder = Path(temporary)
        begun = time.perf_counter()
        rows = national.write(folder / "csv", forces=size.forces, months=LAST.minus(size.months - 1).to(LAST))
        national.write_look_up(folder / LOOK_UP)
        made = time.perf_counter() - begun
        _read_once(folder / "csv")
        peer_load, our_load = _in_turns(
            size.load_rounds,
            lambda: _step("duckdb-load", folder / "csv", folder / "duckdb", size),
            lambda: _step("our-load", folder / "csv", folder / "archive", size),
        )
        peer_cube, our_cube = _in_turns(
            size.cube_rounds,
            lambda: _step("duckdb-cube", folder / "duckdb", folder / "duckdb-cube.parquet", size),
            lambda: _step("our-cube", folder / "archive", folder / "our-cube.parquet", size),
        )
    for done in (peer_load, our_load):
        if done.answer["rows"] != rows:
            print(f"{rows:,} rows were made, {done.answer['rows']:,} were loaded", file=sys.stderr)
            return 1
    if peer_cube.answer["cells"] != our_cube.answer["cells"]:
        print(f"the cubes differ: {peer_cube.answer} and {our_cube.answer}", file=sys.stderr)
        return 1
    bars = [
        Bar("our load", our_load.seconds, beside=f"{rows / our_load.seconds:,.0f} rows/s, {_used(our_load)}"),
        Bar("DuckDB, a COPY a month", peer_load.seconds, beside=_used(peer_load)),
        _times("our load / DuckDB", our_load, peer_load, size.load),
        Bar("our cube", our_cube.seconds, beside=f"{our_cube.answer['cells'][0]:,} cells, {_used(our_cube)}"),
        Bar("DuckDB, GROUP BY", peer_cube.seconds, beside=_used(peer_cube)),
        _times("our cube / DuckDB", our_cube, peer_cube, size.cube),
        Bar("most memory, ours", max(our_load.peak, our_cube.peak), size.memory, "MiB"),
    ]
    footer = (
        f"{rows:,} rows in {size.forces * size.months:,} files, made up in {made:.0f} s; the cubes are equal. "
        f"Shortest of {size.load_rounds} and {size.cube_rounds} rounds. Starting Python is not counted "
        f"(ours {our_load.wall - our_load.seconds:.1f} s, DuckDB {peer_load.wall - peer_load.seconds:.1f} s). "
        f"DuckDB's memory limit {size.duckdb_memory} for both.\n"
        f"{machine('duckdb', 'deltalake', 'pyarrow', 'ibis-framework')}"
    )
    return show(f"bench.load ({name})", bars, footer)


def _step(name: str, source: Path, target: Path, size: Size) -> Step:
    return step("bench.load", "--step", name, str(source), str(target), memory=size.duckdb_memory)


def _in_turns(rounds: int, first: Callable[[], Step], second: Callable[[], Step]) -> tuple[Step, Step]:
    """The shortest run of each, with the most memory of any."""
    runs = [(first(), second()) for _ in range(rounds)]
    first_best, second_best = (
        replace(min(of_one, key=lambda run: run.seconds), peak=max(run.peak for run in of_one))
        for of_one in zip(*runs, strict=True)
    )
    return first_best, second_best


def _used(run: Step) -> str:
    return f"{run.cpu:,.1f} s of processor time, {run.peak:,.0f} MiB"


def _times(what: str, ours: Step, peer: Step, most: float) -> Bar:
    return Bar(what, ours.seconds / peer.seconds, most, "x", f"{ours.cpu / peer.cpu:.2f} by processor time")


def _read_once(folder: Path) -> None:
    """So that neither is the first to read the files from disk."""
    for path in folder.rglob("*.csv"):
        path.read_bytes()


def our_load(source: Path, archive: Path) -> None:
    shutil.rmtree(archive, ignore_errors=True)  # an earlier round's
    from frankpledge.archive.archive import Archive
    from frankpledge.archive.load import load

    clock = Clock()
    done = load(Archive(archive), [source.parent / LOOK_UP, source])
    taken = clock.read()
    if not done.ok:
        raise SystemExit(f"the load refused something: {done.rejected[:3]} {done.with_status('failed', 'refused')[:3]}")
    if any(month.outside_force != 0 for month in done.quality):
        raise SystemExit("rows were not checked against the look-up of LSOAs, or lie outside their force")
    report(**taken, rows=sum(month.rows for month in done.quality))


def duckdb_load(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)  # an earlier round's
    connection = _duckdb()
    clock = Clock()
    rows = 0
    for month in sorted(path for path in source.iterdir()):
        into = target / f"month={month.name}"
        into.mkdir(parents=True)
        done = connection.execute(
            f"""COPY (
                SELECT "Month" AS month, "Falls within" AS force, "Reported by" AS reported_by, "Crime ID" AS crime_id,
                    "Longitude" AS lon, "Latitude" AS lat, "Location" AS location, "LSOA code" AS lsoa,
                    "Crime type" AS crime_type, "Last outcome category" AS outcome, filename AS file
                FROM read_csv('{month}/*.csv', header = true, filename = true, columns = {{
                    'Crime ID': 'VARCHAR', 'Month': 'VARCHAR', 'Reported by': 'VARCHAR', 'Falls within': 'VARCHAR',
                    'Longitude': 'DOUBLE', 'Latitude': 'DOUBLE', 'Location': 'VARCHAR', 'LSOA code': 'VARCHAR',
                    'LSOA name': 'VARCHAR', 'Crime type': 'VARCHAR', 'Last outcome category': 'VARCHAR',
                    'Context': 'VARCHAR'}})
            ) TO '{into}/rows.parquet' (FORMAT parquet, COMPRESSION zstd)"""
        ).fetchone()
        rows += done[0] if done else 0
    report(**clock.read(), rows=rows)


def our_cube(archive: Path, target: Path) -> None:
    from frankpledge.archive import crimes
    from frankpledge.archive.archive import Archive

    snapshot = Archive(archive).snapshot()
    _ = snapshot.raw  # connected, as DuckDB is below, before the clock starts
    clock = Clock()
    crimes.cube(snapshot).to_parquet(target)
    month = "printf('%04d-%02d', month_ix // 12, month_ix % 12 + 1)"
    report(**clock.read(), cells=_cells(snapshot.raw, target, month))


def duckdb_cube(source: Path, target: Path) -> None:
    connection = _duckdb()
    clock = Clock()
    connection.execute(
        f"""COPY (
            SELECT month, lsoa, crime_type, count(*) AS n
            FROM read_parquet('{source}/*/*.parquet', hive_partitioning = false)
            GROUP BY ALL
        ) TO '{target}' (FORMAT parquet)"""
    )
    report(**clock.read(), cells=_cells(connection, target, "month"))


def _duckdb():  # type: ignore[no-untyped-def]
    import os

    import duckdb

    return duckdb.connect(config={"memory_limit": os.environ["FRANKPLEDGE_MEMORY"]})


def _cells(connection, cube: Path, month: str) -> list[int]:  # type: ignore[no-untyped-def]
    """How many cells, how many rows in them, and a sum that would differ if a count stood in another cell."""
    return list(
        connection.execute(
            f"SELECT count(*), sum(n)::BIGINT, sum(hash({month}, lsoa, crime_type) % 1000003 * n)::BIGINT "
            f"FROM read_parquet('{cube}')"
        ).fetchone()
    )


STEPS = {"our-load": our_load, "duckdb-load": duckdb_load, "our-cube": our_cube, "duckdb-cube": duckdb_cube}

if __name__ == "__main__":
    sys.exit(main())
