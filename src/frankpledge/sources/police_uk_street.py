"""data.police.uk street-level crime: one row for each crime or anti-social behaviour incident."""

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.month import Month
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.opened import Head, Opened, Reading
from frankpledge.sources.police_uk import ATTRIBUTION, MONTH, NUMBER, PUBLISHER, SMALL_AREA, Whose, whose
from frankpledge.sources.police_uk_csv import Lines, parse

STREET = Dataset(
    name="police_uk_street",
    title="Street-level crime",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=(
        "Locations are anonymised: each crime is moved to the nearest of a list of map points.",
        "Months are of recording, without a day.",
        "These are not the Home Office's recorded crime statistics: they include anti-social behaviour incidents and "
        "leave out fraud and some other offences.",
    ),
)

COLUMNS = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)

ANTI_SOCIAL_BEHAVIOUR = "Anti-social behaviour"
CRIME_TYPES = (
    ANTI_SOCIAL_BEHAVIOUR,
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)
NO_LOCATION = ("", "No Location", "No location")  # in street files, and in outcomes files
EARLIER_CRIME_TYPES = ("Public disorder and weapons", "Violent crime")  # published until 2013


def recognise(head: Head) -> Dataset | None:
    return STREET if head.kind == "csv" and head.columns == COLUMNS else None


def of(head: Head) -> Whose:
    """The force and month of the file."""
    return whose(head, force_column="Falls within", month_column="Month")


def read(opened: Opened, dataset: Dataset) -> Reading:
    """The rows; a row of another month or force than the file's own is rejected."""
    lines = parse(opened.read(), COLUMNS, opened.name)
    own = of(opened.head)
    check_month_and_force(lines, own)
    lines.drop(pc.equal(lines.table["Crime type"], ""), "Crime type", "no crime type")
    lon, lat = check_place(lines)
    rows = pa.table(
        {
            **common_columns(lines, own, lon, lat),
            "crime_type": lines.table["Crime type"],
            "outcome": lines.text_or_null("Last outcome category"),
            "source_row": lines.line,
        }
    )
    return Reading(dataset, rows, sorted(lines.rejected, key=lambda bad: bad.row))


def check_month_and_force(lines: Lines, own: Whose) -> None:
    """Reject rows whose month or force is blank, malformed or not the file's own."""
    if lines.differs("Month", str(own.month)):
        malformed = pc.invert(pc.match_substring_regex(lines.table["Month"], MONTH))
        lines.drop(malformed, "Month", "not a month (YYYY-MM)")
        other = pc.not_equal(lines.table["Month"], str(own.month))
        lines.drop(other, "Month", f"another month than the file's ({own.month})")
    if lines.differs("Falls within", own.force):
        lines.drop(pc.equal(lines.table["Falls within"], ""), "Falls within", "no force")
        other = pc.not_equal(lines.table["Falls within"], own.force)
        lines.drop(other, "Falls within", f"another force than the file's ({own.force})")


def check_place(lines: Lines) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Reject rows whose coordinates or LSOA code cannot be; return longitude and latitude, null where blank."""
    check_degrees(lines, "Longitude", 180)
    check_degrees(lines, "Latitude", 90)
    one_only = pc.xor(pc.equal(lines.table["Longitude"], ""), pc.equal(lines.table["Latitude"], ""))
    lines.drop(one_only, "Longitude", "only one of longitude and latitude is given")
    codes = pc.unique(lines.table["LSOA code"])
    wrong = codes.filter(pc.and_(pc.not_equal(codes, ""), pc.invert(pc.match_substring_regex(codes, SMALL_AREA))))
    if len(wrong):
        malformed = pc.is_in(lines.table["LSOA code"], value_set=wrong)
        lines.drop(malformed, "LSOA code", "not an LSOA code (such as E01027900)")
    return _degrees(lines, "Longitude"), _degrees(lines, "Latitude")


def check_degrees(lines: Lines, column: str, limit: int) -> None:
    """Reject rows in which the column is neither blank nor a number from -`limit` to `limit`."""
    try:
        beyond = pc.greater(pc.abs(_degrees(lines, column)), limit)
    except pa.ArrowInvalid:
        text = lines.table[column]
        malformed = pc.and_(pc.not_equal(text, ""), pc.invert(pc.match_substring_regex(text, NUMBER)))
        lines.drop(malformed, column, "not a number of degrees")
        beyond = pc.greater(pc.abs(_degrees(lines, column)), limit)
    lines.drop(beyond, column, f"beyond {limit} degrees")
    # "nan" is read as a number.
    unknown = pc.is_nan(_degrees(lines, column))
    lines.drop(unknown, column, "not a number of degrees")


def _degrees(lines: Lines, column: str) -> pa.ChunkedArray:
    return lines.text_or_null(column).cast(pa.float64())


def common_columns(lines: Lines, own: Whose, lon: pa.ChunkedArray, lat: pa.ChunkedArray) -> dict[str, pa.Array]:
    """What street and outcomes files share, as the archive holds it."""
    nowhere = pc.is_in(lines.table["Location"], value_set=pa.array(NO_LOCATION))
    location = pc.if_else(nowhere, pa.scalar(None, pa.string()), lines.table["Location"])
    return {
        **month_columns(own.month, len(lines.table)),
        "force": lines.table["Falls within"],
        "reported_by": lines.table["Reported by"],
        "crime_id": lines.text_or_null("Crime ID"),
        "lon": lon,
        "lat": lat,
        "location": location,
        "lsoa": lines.text_or_null("LSOA code"),
    }


def month_columns(month: Month, rows: int) -> dict[str, pa.Array]:
    return {
        "month": pa.repeat(pa.scalar(str(month)), rows),
        "month_ix": pa.repeat(pa.scalar(month.index, pa.int32()), rows),
    }
