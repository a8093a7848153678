"""What is odd in a month of one force: counted and shown, never silently mended. The rules are in docs/data.md."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from frankpledge.archive.archive import NothingHeld, Snapshot, in_process
from frankpledge.sources.force_names import forces_of
from frankpledge.sources.police_uk_street import ANTI_SOCIAL_BEHAVIOUR, CRIME_TYPES, EARLIER_CRIME_TYPES

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# England and Wales with their islands, in degrees. Coarse on purpose: it finds a point in Ireland or at sea.
WEST, SOUTH, EAST, NORTH = -6.5, 49.8, 1.9, 55.9
# Above this share outside the force, it is the look-ups held that do not cover the force, not the rows that are odd.
MOST_OUTSIDE = 0.2
# The first codes given out with the LSOAs of 2021; a file of 2011 codes has none from here on.
FIRST_OF_2021 = ("E01033769", "W01001910")
FEWEST_PLACED = 200  # fewer rows may all lie in LSOAs that 2021 left as they were


@dataclass(frozen=True)
class MonthQuality:
    """
    One force's month of one dataset, in rows. None where the dataset has no such column, or the look-ups to check
    it are not held.

    `repeated_ids` are rows beyond the first with the same Crime ID, `identical_rows` rows beyond the first that
    agree in every value; `no_street` have “On or near” and no name; `lsoa_edition` is 2011 or 2021.
    """

    dataset: str
    force: str
    month: str
    rows: int
    identical_rows: int
    no_coordinates: int
    outside_country: int
    asb_rows: int | None = None
    blank_ids: int | None = None
    blank_ids_of_crimes: int | None = None
    repeated_ids: int | None = None
    no_lsoa: int | None = None
    coordinates_without_lsoa: int | None = None
    no_street: int | None = None
    outside_force: int | None = None
    lsoa_edition: int | None = None
    new_types: tuple[str, ...] = ()
    unusual: tuple[str, ...] = ()


ABOUT_THE_FILE = ("source_row", "file", "sha256", "loaded_at", "edition", "rejected_rows", "sample")


class Checker:
    """Measures months as they are loaded, against the look-ups held."""

    def __init__(self, snapshot: Snapshot):
        self.connection = in_process()
        self.forces = _places(snapshot, self.connection)

    def measure(self, dataset: str, rows: "pa.Table") -> list[MonthQuality]:
        """One result for each force of `rows`, which are of one month; samples are not judged."""
        self.connection.register("rows", rows)
        lon, lat = ("longitude", "latitude") if "longitude" in rows.column_names else ("lon", "lat")
        values = ", ".join(name for name in rows.column_names if name not in ABOUT_THE_FILE)
        asked = {
            "rows": "count(*)",
            "identical_rows": f"count(*) - count(DISTINCT hash({values}))",
            "no_coordinates": f"count(*) FILTER ({lon} IS NULL)",
            "outside_country": f"count(*) FILTER ({lon} NOT BETWEEN {WEST} AND {EAST} "
            f"OR {lat} NOT BETWEEN {SOUTH} AND {NORTH})",
        }
        if "crime_id" in rows.column_names:
            asked |= {
                "blank_ids": "count(*) FILTER (crime_id IS NULL)",
                "repeated_ids": "count(crime_id) - count(DISTINCT crime_id)",
                "no_lsoa": "count(*) FILTER (lsoa IS NULL)",
                "coordinates_without_lsoa": f"count(*) FILTER (lsoa IS NULL AND {lon} IS NOT NULL)",
                "no_street": "count(*) FILTER (trim(location) = 'On or near')",
                "of_2021": f"count(*) FILTER (lsoa >= '{FIRST_OF_2021[0]}' AND lsoa < 'F' "
                f"OR lsoa >= '{FIRST_OF_2021[1]}')",
            }
        if "crime_type" in rows.column_names:
            asked |= {
                "asb_rows": f"count(*) FILTER (crime_type = '{ANTI_SOCIAL_BEHAVIOUR}')",
                "blank_ids_of_crimes": f"count(*) FILTER (crime_id IS NULL AND crime_type <> '{ANTI_SOCIAL_BEHAVIOUR}')",
                "types": "list(DISTINCT crime_type)",
            }
        columns = ", ".join(f"{expression} AS {name}" for name, expression in asked.items())
        query = f"SELECT force, month, {columns} FROM rows WHERE NOT sample GROUP BY force, month"  # noqa: S608
        found = self._all(query)
        outside = self._outside() if "lsoa" in rows.column_names else {}
        self.connection.unregister("rows")
        result = []
        for row in sorted(found, key=lambda row: str(row["force"])):
            of_2021, types = row.pop("of_2021", None), row.pop("types", ())
            result.append(
                MonthQuality(
                    dataset=dataset,
                    outside_force=outside.get(row["force"]),
                    lsoa_edition=_edition(of_2021, row),
                    new_types=tuple(sorted(set(types) - {*CRIME_TYPES, *EARLIER_CRIME_TYPES})),
                    **row,
                )
            )
        return result

    def _outside(self) -> dict[str, int]:
        """Rows stated in an LSOA that is not of the force's own area, for the forces whose area is known."""
        counted = self._all(
            """
            SELECT r.force, count(*) AS placed, count(*) FILTER (p.area IS NOT DISTINCT FROM a.area) AS inside
            FROM rows AS r JOIN areas AS a ON r.force = a.force LEFT JOIN places AS p ON r.lsoa = p.lsoa
            WHERE NOT r.sample AND r.lsoa IS NOT NULL GROUP BY r.force
            """
            if self._name_forces()
            else "SELECT 1 WHERE false"
        )
        return {
            row["force"]: row["placed"] - row["inside"]
            for row in counted
            if row["placed"] - row["inside"] <= MOST_OUTSIDE * row["placed"]
        }

    def _name_forces(self) -> bool:
        """Put the area of each force of `rows` beside it; False where none is known."""
        names = [row["force"] for row in self._all("SELECT DISTINCT force FROM rows")]
        pairs = [(name, area) for area in self.forces for name in forces_of([area], held=names) if name in names]
        self.connection.execute("CREATE OR REPLACE TEMP TABLE areas (force VARCHAR, area VARCHAR)")
        if pairs:
            self.connection.executemany("INSERT INTO areas VALUES (?, ?)", pairs)
        return bool(pairs)

    def _all(self, query: str) -> list[dict[str, Any]]:
        answer = self.connection.execute(query)
        names = [column[0] for column in answer.description or []]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _edition(of_2021: int | None, row: dict[str, Any]) -> int | None:
    if of_2021:
        return 2021
    return 2011 if of_2021 == 0 and row["rows"] - row["no_lsoa"] >= FEWEST_PLACED else None


def _places(snapshot: Snapshot, connection: "duckdb.DuckDBPyConnection") -> set[str]:
    """Make the table `places` (lsoa of 2011 or 2021, area of the force) and return the areas known."""
    from frankpledge.archive.places import all_places

    connection.execute("CREATE TEMP TABLE places (lsoa VARCHAR, area VARCHAR)")
    try:
        known = all_places(snapshot)[["lsoa", "force_name"]].dropna()
    except NothingHeld:
        return set()
    connection.register("known", known)
    connection.execute("INSERT INTO places SELECT * FROM known")
    if snapshot.holds("lsoa11_lsoa21"):
        connection.register("codes", snapshot.rows("lsoa11_lsoa21").select("lsoa11", "lsoa21").to_pyarrow())
        connection.execute(
            """
            INSERT INTO places
            SELECT c.lsoa11, any_value(p.area) FROM codes AS c JOIN places AS p ON c.lsoa21 = p.lsoa
            WHERE c.lsoa11 NOT IN (SELECT lsoa FROM places) GROUP BY c.lsoa11
            """
        )
    return set(known["force_name"])
