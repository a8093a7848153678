"""What is odd in a month of one force: shown, never silently mended."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frankpledge.archive.archive import Snapshot

# England and Wales with their islands, in degrees. Coarse on purpose: it finds a point in Ireland or at sea.
WEST, SOUTH, EAST, NORTH = -6.5, 49.8, 1.9, 55.9
USUAL_BY = 5.0  # robust standard deviations from the median of the same source's other months
FEWEST_MONTHS = 6  # fewer months have no "usual"


@dataclass
class ForceQuality:
    """
    One force's month of street-level crime, in rows. `repeated_ids` are rows beyond the first with the same
    Crime ID; `identical_rows` rows beyond the first that agree in every published value; `outside_force` is None
    where no look-up says which LSOAs are the force's. `unusual` are whole sentences.
    """

    force: str
    month: str
    rows: int
    asb_rows: int
    blank_ids: int
    repeated_ids: int
    identical_rows: int
    no_coordinates: int
    no_lsoa: int
    no_street: int
    outside_country: int
    lsoa2011: int | None
    outside_force: int | None
    months_missing: tuple[str, ...] = ()
    unusual: list[str] = field(default_factory=list)


# Name of the count → what it is called in a sentence.
WATCHED = {
    "no_lsoa": "rows without a place",
    "blank_ids": "rows without a Crime ID",
    "repeated_ids": "repeated Crime IDs",
    "rows": "rows",
}


def quality(snapshot: "Snapshot", forces: set[str] | None = None) -> list[ForceQuality]:
    """
    Every whole month held of the forces named (all, without), by force and month.

    Source of each rule: docs/data.md.
    """
    if not snapshot.holds("police_uk_street"):
        return []
    snapshot.rows("police_uk_street")  # so that the view is there
    rows = [ForceQuality(*values) for values in _counted(snapshot)]
    if forces is not None:
        rows = [row for row in rows if row.force in forces]
    by_force: dict[str, list[ForceQuality]] = {}
    for row in rows:
        by_force.setdefault(row.force, []).append(row)
    for months in by_force.values():
        _note_gaps(months)
        for watched, words in WATCHED.items():
            _note_unusual(months, watched, words)
    return rows


def _counted(snapshot: "Snapshot") -> list[tuple[Any, ...]]:
    """One question over all rows; DuckDB's SQL because it counts distinct rows, which Ibis cannot put."""
    street = snapshot.rows("police_uk_street")
    view = street.get_name()
    known11, of_force = "NULL", "NULL"
    joins = ""
    if snapshot.holds("lsoa11_lsoa21"):
        codes = snapshot.rows("lsoa11_lsoa21").get_name()
        joins += f"""
            LEFT JOIN (SELECT lsoa11 AS old FROM "{codes}" GROUP BY 1
                       EXCEPT SELECT lsoa21 FROM "{codes}") AS o ON s.lsoa = o.old"""  # noqa: S608
        known11 = "count(o.old)"
    if snapshot.holds("lsoa21_places"):
        places = snapshot.rows("lsoa21_places").get_name()
        joins += f"""
            LEFT JOIN (SELECT lsoa AS code, any_value(force_name) AS place_force FROM "{places}"
                       GROUP BY 1) AS p ON s.lsoa = p.code"""  # noqa: S608
        # A force whose own area is not held has no row that agrees; its rows are then not judged.
        of_force = (
            "CASE WHEN count(*) FILTER (starts_with(force, place_force)) = 0 THEN NULL "
            "ELSE count(lsoa) - count(*) FILTER (starts_with(force, place_force)) - count_old END"
        ).replace("count_old", known11 if known11 != "NULL" else "0")
    return snapshot.raw.execute(
        f"""
        SELECT force, month, count(*),
            count(*) FILTER (crime_type = 'Anti-social behaviour'),
            count(*) FILTER (crime_id IS NULL),
            count(crime_id) - count(DISTINCT crime_id),
            count(*) - count(DISTINCT hash(crime_id, lon, lat, location, lsoa, crime_type, outcome)),
            count(*) FILTER (lon IS NULL),
            count(*) FILTER (lsoa IS NULL),
            count(*) FILTER (trim(location) = 'On or near'),
            count(*) FILTER (lon NOT BETWEEN {WEST} AND {EAST} OR lat NOT BETWEEN {SOUTH} AND {NORTH}
                             OR (lon IS NOT NULL AND lsoa IS NULL)),
            {known11},
            {of_force}
        FROM "{view}" AS s {joins}
        WHERE NOT sample
        GROUP BY force, month ORDER BY force, month
        """  # noqa: S608 - names of views of our own, no value from outside
    ).fetchall()


def _note_gaps(months: list[ForceQuality]) -> None:
    from frankpledge.month import Month

    held = {month.month for month in months}
    first, last = Month.parse(min(held)), Month.parse(max(held))
    missing = tuple(str(month) for month in first.to(last) if str(month) not in held)
    for month in months:
        month.months_missing = missing


def _note_unusual(months: list[ForceQuality], watched: str, words: str) -> None:
    """A month far from the others of its source, by their median and median absolute deviation of the share."""
    from statistics import median

    from frankpledge.month import Month

    if len(months) < FEWEST_MONTHS + 1:
        return
    shares = [getattr(month, watched) / (month.rows if watched != "rows" else 1) for month in months]
    for index, month in enumerate(months):
        others = shares[:index] + shares[index + 1 :]
        middle = median(others)
        spread = 1.4826 * median(abs(share - middle) for share in others)
        # Editions of different years differ for good reasons: the spread is never taken for less than a twentieth.
        if abs(shares[index] - middle) <= USUAL_BY * max(spread, 0.05 * middle) and not (
            getattr(month, watched) == 0 and min(others) > 0
        ):
            continue
        values = [getattr(other, watched) for other in months if other is not month]
        count = getattr(month, watched)
        name = Month.parse(month.month).label
        said = f"no {words} at all" if count == 0 else f"{count:,} {words}"
        month.unusual.append(f"{name} has {said}; the other months have {min(values):,} to {max(values):,}.")
