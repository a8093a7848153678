"""What moved between two editions of the same month."""

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.archive.load_report import EditionChange


def edition_change(dataset: str, force: str, month: str, before: pa.Table, after: pa.Table) -> EditionChange:
    """
    Compare by Crime ID and type; a crime with several rows is compared by its first. Rows without a Crime ID
    (anti-social behaviour) are compared by type and place, as many as there are.
    """
    old, new = _first_rows(before), _first_rows(after)
    both = old.join(new, ["crime_id", "crime_type"], join_type="inner", right_suffix="_new")
    added, gone = _moved(before, after)
    return EditionChange(
        dataset=dataset,
        force=force,
        month=month,
        crimes=len(both),
        outcomes_moved=_differ(both, "outcome"),
        places_moved=_differ(both, "lon"),
        rows_added=added,
        rows_gone=gone,
    )


def _first_rows(table: pa.Table) -> pa.Table:
    """The first row of each crime that has an ID."""
    crimes = table.filter(pc.is_valid(table["crime_id"])).select(
        ["crime_id", "crime_type", "outcome", "lon", "source_row"]
    )
    first = crimes.group_by(["crime_id", "crime_type"]).aggregate([("source_row", "min")])
    first = first.rename_columns(["crime_id", "crime_type", "source_row"])
    return first.join(crimes, ["crime_id", "crime_type", "source_row"], join_type="inner")


def _differ(both: pa.Table, column: str) -> int:
    left, right = both[column], both[f"{column}_new"]
    same = pc.or_kleene(pc.equal(left, right), pc.and_(pc.is_null(left), pc.is_null(right)))
    return len(both) - int(pc.sum(pc.fill_null(same, False)).as_py() or 0)


def _moved(before: pa.Table, after: pa.Table) -> tuple[int, int]:
    """Rows in the new edition and not in the old, and the other way round."""
    keys = ["crime_id", "crime_type", "where"]

    def counted(table: pa.Table) -> pa.Table:
        # With a Crime ID the place may be revised without the row being another.
        where = pc.if_else(pc.is_valid(table["crime_id"]), pa.scalar("", pa.string()), pc.fill_null(table["lsoa"], ""))
        rows = pa.table(
            {
                "crime_id": pc.fill_null(table["crime_id"], ""),
                "crime_type": table["crime_type"],
                "where": where,
            }
        )
        return rows.group_by(keys).aggregate([([], "count_all")])

    joined = counted(before).join(counted(after), keys, join_type="full outer", right_suffix="_new")
    old, new = pc.fill_null(joined["count_all"], 0), pc.fill_null(joined["count_all_new"], 0)
    more = pc.subtract(new, old)
    added = pc.sum(pc.max_element_wise(more, 0)).as_py() or 0
    gone = pc.sum(pc.max_element_wise(pc.negate(more), 0)).as_py() or 0
    return int(added), int(gone)
