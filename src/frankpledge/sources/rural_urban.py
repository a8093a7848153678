"""The ONS Rural Urban Classification of LSOAs, of 2021 and of 2011."""

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.column_checks import check_codes, check_once, lines_of, text
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import ATTRIBUTION, PUBLISHER, code_column
from frankpledge.sources.opened import Head, Opened, Reading

OF_2021 = Dataset(
    name="rural_urban",
    title="Rural Urban Classification 2021",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    key=("lsoa",),
)
OF_2011 = Dataset(
    name="rural_urban2011",
    title="Rural Urban Classification 2011",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    key=("lsoa11",),
)
# The first letters say which: 2011 has A1 to C2 for towns and cities; 2021 has UN1 and UF1, near or far from a city.
URBAN = {OF_2021.name: "U", OF_2011.name: "ABC"}
CODE = {OF_2021.name: r"^(U|R[SL])[NF][0-9]$", OF_2011.name: r"^[A-F][12]$"}


def recognise(head: Head) -> Dataset | None:
    if head.kind != "csv":
        return None
    if _column(head.columns, "RUC21CD") and code_column(head.columns, "LSOA21"):
        return OF_2021
    if _column(head.columns, "RUC11CD") and code_column(head.columns, "LSOA11"):
        return OF_2011
    return None


def _column(columns: tuple[str, ...], *names: str) -> str | None:
    return next((column for column in columns if column.upper() in names), None)


def read(opened: Opened, dataset: Dataset) -> Reading:
    columns = opened.head.columns
    year = "21" if dataset is OF_2021 else "11"
    lsoa = code_column(columns, f"LSOA{year}") or ""
    code = _column(columns, f"RUC{year}CD") or ""
    name = _column(columns, f"RUC{year}NM", f"RUC{year}")
    lines = lines_of(opened)
    check_codes(lines, lsoa)
    lines.drop(
        pc.invert(pc.match_substring_regex(lines.table[code], CODE[dataset.name])),
        code,
        f"not a class of the Rural Urban Classification 20{year}",
    )
    check_once(lines, (lsoa,))
    urban = pc.is_in(pc.utf8_slice_codeunits(lines.table[code], 0, 1), value_set=pa.array(list(URBAN[dataset.name])))
    rows = pa.table(
        {
            dataset.key[0]: lines.table[lsoa],
            "ruc_code": lines.table[code],
            "ruc_name": text(lines, name),
            "urban": urban,
        }
    )
    return Reading(dataset, rows, lines.rejected)
