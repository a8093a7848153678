"""How councils' codes changed from year to year, as compiled from ONS code histories."""

import re

import pyarrow as pa

from frankpledge.sources.column_checks import check_codes, check_once, lines_of
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import ATTRIBUTION, PUBLISHER
from frankpledge.sources.opened import Head, Opened, Reading

CHANGES = Dataset(
    name="council_changes",
    title="Changes of council codes",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=("Boundaries moved a little between some councils without a new code being given.",),
    key=("code", "now_code"),
)
COLUMN = re.compile(r"(ltla|lad)(\d\d)_(code|name)", re.IGNORECASE)


def recognise(head: Head) -> Dataset | None:
    if head.kind != "csv" or not all(COLUMN.fullmatch(name) for name in head.columns):
        return None
    return CHANGES if len(_years(head.columns)) >= 2 else None


def _years(columns: tuple[str, ...]) -> dict[int, tuple[str, str | None]]:
    """Year → its column of codes and, where there is one, of names; oldest first."""
    matches = {name: match for name in columns if (match := COLUMN.fullmatch(name))}
    names = {int(m[2]): name for name, m in matches.items() if m[3].lower() == "name"}
    codes = {int(m[2]): name for name, m in matches.items() if m[3].lower() == "code"}
    return {2000 + year: (codes[year], names.get(year)) for year in sorted(codes)}


def read(opened: Opened, dataset: Dataset) -> Reading:
    """
    One row for each code that was ever in use and each code that it became by the last year of the file.

    `first_year` and `last_year` are those in which the file has the code; both end the file for a code still in use.
    """
    import pandas as pd  # half a second, which nothing else that lists what is held needs

    lines = lines_of(opened)
    years = _years(opened.head.columns)
    for code, _ in years.values():
        check_codes(lines, code)
    check_once(lines, [code for code, _ in years.values()])
    table = lines.table.to_pandas()
    now_code, now_name = years[max(years)]
    each_year = pd.concat(
        pd.DataFrame(
            {
                "code": table[code],
                "name": table[name] if name else None,
                "year": year,
                "now_code": table[now_code],
                "now_name": table[now_name] if now_name else None,
            }
        )
        for year, (code, name) in years.items()
    )
    found = each_year.groupby(["code", "now_code"], as_index=False, sort=True).agg(
        name=("name", "last"), now_name=("now_name", "last"), first_year=("year", "min"), last_year=("year", "max")
    )
    rows = pa.table(
        {
            "code": pa.array(found["code"], pa.string()),
            "name": pa.array(found["name"], pa.string()),
            "first_year": pa.array(found["first_year"], pa.int32()),
            "last_year": pa.array(found["last_year"], pa.int32()),
            "now_code": pa.array(found["now_code"], pa.string()),
            "now_name": pa.array(found["now_name"], pa.string()),
        }
    )
    return Reading(dataset, rows, lines.rejected)
