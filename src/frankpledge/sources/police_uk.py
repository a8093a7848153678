"""What the three kinds of data.police.uk file share: whose file of which month it is, and what values may be."""

import csv
import re
from collections import Counter
from dataclasses import dataclass

from frankpledge.month import Month
from frankpledge.sources.opened import Head, UnreadableFile

PUBLISHER = "data.police.uk (Home Office)"
ATTRIBUTION = (
    "Police data: data.police.uk. Contains public sector information licensed under the Open Government Licence v3.0."
)

# The publisher's archive names its files by these; the rows of street and outcomes files hold the names.
FORCES = {
    "avon-and-somerset": "Avon and Somerset Constabulary",
    "bedfordshire": "Bedfordshire Police",
    "btp": "British Transport Police",
    "cambridgeshire": "Cambridgeshire Constabulary",
    "cheshire": "Cheshire Constabulary",
    "city-of-london": "City of London Police",
    "cleveland": "Cleveland Police",
    "cumbria": "Cumbria Constabulary",
    "derbyshire": "Derbyshire Constabulary",
    "devon-and-cornwall": "Devon & Cornwall Police",
    "dorset": "Dorset Police",
    "durham": "Durham Constabulary",
    "dyfed-powys": "Dyfed-Powys Police",
    "essex": "Essex Police",
    "gloucestershire": "Gloucestershire Constabulary",
    "greater-manchester": "Greater Manchester Police",
    "gwent": "Gwent Police",
    "hampshire": "Hampshire Constabulary",
    "hertfordshire": "Hertfordshire Constabulary",
    "humberside": "Humberside Police",
    "kent": "Kent Police",
    "lancashire": "Lancashire Constabulary",
    "leicestershire": "Leicestershire Police",
    "lincolnshire": "Lincolnshire Police",
    "merseyside": "Merseyside Police",
    "metropolitan": "Metropolitan Police Service",
    "norfolk": "Norfolk Constabulary",
    "north-wales": "North Wales Police",
    "north-yorkshire": "North Yorkshire Police",
    "northamptonshire": "Northamptonshire Police",
    "northern-ireland": "Police Service of Northern Ireland",
    "northumbria": "Northumbria Police",
    "nottinghamshire": "Nottinghamshire Police",
    "south-wales": "South Wales Police",
    "south-yorkshire": "South Yorkshire Police",
    "staffordshire": "Staffordshire Police",
    "suffolk": "Suffolk Constabulary",
    "surrey": "Surrey Police",
    "sussex": "Sussex Police",
    "thames-valley": "Thames Valley Police",
    "warwickshire": "Warwickshire Police",
    "west-mercia": "West Mercia Police",
    "west-midlands": "West Midlands Police",
    "west-yorkshire": "West Yorkshire Police",
    "wiltshire": "Wiltshire Police",
}

NAME = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-([a-z][a-z-]*?)-(street|outcomes|stop-and-search)\b")

ROWS_LOOKED_AT = 100
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
NUMBER = r"^-?\d{1,3}(\.\d+)?([eE]-?\d{1,2})?$"
# Small areas of England and Wales (LSOAs), of Scotland (data zones) and of Northern Ireland (super output areas, data
# zones): British Transport Police and the Police Service of Northern Ireland record crime outside England and Wales.
SMALL_AREA = r"^([EWS]01\d{6}|95[A-Z]{2}\d{2}[SW]\d|N2\d{7})$"


@dataclass(frozen=True)
class Whose:
    """One force's month: the unit that data.police.uk publishes, and that the archive replaces."""

    force: str
    month: Month


def whose(head: Head, *, force_column: str | None, month_column: str) -> Whose:
    """
    Whose file it is, by what most of its first hundred rows say; its name decides only where they do not.

    Stop and search files state no force (`force_column` None): their name must.
    """
    named = NAME.search(head.file_name)
    forces: Counter[str] = Counter()
    months: Counter[str] = Counter()
    lines = head.text.splitlines()[1 : ROWS_LOOKED_AT + 1]
    month_at = head.columns.index(month_column)
    force_at = head.columns.index(force_column) if force_column else month_at
    for row in csv.reader(lines):
        if len(row) != len(head.columns):
            continue
        month = row[month_at][:7]
        if re.match(MONTH, month):
            # The name settles a draw, and a few stray rows do not.
            months[month] += 2 if named and month == named[1] else 1
        if force_column and row[force_at]:
            forces[row[force_at]] += 1
    if not lines:
        raise UnreadableFile("has a header and no rows")
    month = months.most_common(1)[0][0] if months else (named[1] if named else "")
    force = forces.most_common(1)[0][0] if forces else (FORCES.get(named[2], named[2]) if named else "")
    if not month:
        raise UnreadableFile("does not say of which month it is, in its rows or in its name")
    if not force:
        raise UnreadableFile(
            "does not say whose it is: keep the publisher's name, such as 2025-03-north-yorkshire-stop-and-search.csv"
        )
    return Whose(force, Month.parse(month))


def is_sample(file_name: str) -> bool:
    """Whether a file calls itself a selection of rows: it is then never taken for a whole month."""
    return bool(re.search(r"(?<![a-z])(extract|sample)(?![a-z])", file_name.lower()))
