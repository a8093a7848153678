"""Weights of offences by their harm, in a format of our own: what a partnership copies from a publisher's table."""

import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.counted import counted
from frankpledge.sources.column_checks import check_numbers, check_once, lines_of, numbers
from frankpledge.sources.dataset import Dataset
from frankpledge.sources.opened import Head, Opened, Reading, UnreadableFile
from frankpledge.sources.police_uk_csv import Lines
from frankpledge.sources.police_uk_street import CRIME_TYPES

HARM_WEIGHTS = Dataset(
    name="harm_weights",
    title="Weights of offences by harm",
    publisher="The publisher named in the file",
    licence="As the file says",
    attribution="Harm is weighed by the sets named beside each figure.",
    caveats=("Weights rest on sentences, not on what victims lose.",),
    # A file brings a whole version of a set: what it no longer has is gone.
    key=("scheme", "version"),
)
COLUMNS = (
    "Scheme", "Version", "Published", "Source", "Licence", "Unit", "Offence code", "Offence", "Police.uk type", "Weight",
)  # fmt: skip
ABOUT = COLUMNS[:6]  # the same in every row
ANTI_SOCIAL = "Anti-social behaviour"
WEIGHED = tuple(name for name in CRIME_TYPES if name != ANTI_SOCIAL)
DATE = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def recognise(head: Head) -> Dataset | None:
    return HARM_WEIGHTS if head.kind == "csv" and head.columns == COLUMNS else None


def read(opened: Opened, dataset: Dataset) -> Reading:
    """
    One row for each offence code: scheme, version, published (ISO date), source, licence, unit, offence_code, offence,
    police_uk_type (null where it is in none), weight.

    A file is one version of one set, and says so in every row, with its licence: raises UnreadableFile where it names
    several, leaves any of that out, or has a row that cannot be taken. Half a set of weights would weigh wrongly.
    """
    lines = lines_of(opened)
    about = {column: _one(lines, column) for column in ABOUT}
    try:
        date.fromisoformat(about["Published"] if DATE.match(about["Published"]) else "")
    except ValueError:
        raise UnreadableFile(f"was published on “{about['Published']}”, which is no date: write YYYY-MM-DD") from None
    lines.drop(pc.equal(lines.table["Offence code"], ""), "Offence code", "blank")
    types = lines.table["Police.uk type"]
    known = pc.or_(pc.equal(types, ""), pc.is_in(types, value_set=pa.array(WEIGHED)))
    lines.drop(pc.invert(known), "Police.uk type", "not one of the publisher's 13 types of crime")
    check_numbers(lines, "Weight", low=0.0)
    check_once(lines, ("Offence code",))
    if lines.rejected:
        first = lines.rejected[0]
        raise UnreadableFile(
            f"has {counted(len(lines.rejected), 'row')} that cannot be taken, the first in line {first.row}: {first.column} "
            f"“{first.value}” is {first.reason}. A set of weights is taken whole or not at all"
        )
    rows = pa.table(
        {
            **{column.lower(): lines.table[column] for column in ABOUT},
            "offence_code": lines.table["Offence code"],
            "offence": lines.table["Offence"],
            "police_uk_type": lines.text_or_null("Police.uk type"),
            "weight": numbers(lines, "Weight"),
        }
    )
    return Reading(dataset, rows, lines.rejected)


def _one(lines: Lines, column: str) -> str:
    values = sorted(set(lines.table[column].to_pylist()))
    if len(values) != 1:
        raise UnreadableFile(f"names {len(values)} values under {column}: a file is one version of one set of weights")
    if not values[0]:
        raise UnreadableFile(f"does not say its {column}: without it nobody can check the weights, or may use them")
    return str(values[0])
