"""A document as a workbook: every table and chart a sheet, nothing hidden, nothing that runs."""

import io
import zipfile

from openpyxl import load_workbook

from frankpledge.assessment.finding import Band, Chart, Series
from frankpledge.documents import workbook
from frankpledge.documents.content import Cell, ChartBlock, DataTable, Document, Paragraph, Section

FORMULA = '=HYPERLINK("http://x.example","look")'


def table(caption: str, *rows: tuple[str, ...]) -> DataTable:
    return DataTable("t", caption, (Cell("Action"), Cell("Lead")), tuple(tuple(map(Cell, row)) for row in rows))


def printed(*blocks: object) -> bytes:
    inner = Section("inner", "Inner", (table("All actions", ("Fit locks", FORMULA)),))
    sections = (Section("s", "Measures", blocks, (inner,)),)  # type: ignore[arg-type]
    return workbook.render(Document("Pack", "Quarter", (("Plan", "A"),), (Paragraph(FORMULA),), sections, ("OGL",)))


def test_every_table_and_chart_is_a_sheet_and_none_is_hidden() -> None:
    band = Band("By chance", (1.0, None), (9.0, None))
    chart = Chart("line", "Burglaries", "", ("May", "June"), (Series("Burglaries", (3.0, None)),), bands=(band,))

    book = load_workbook(io.BytesIO(printed(ChartBlock("c", chart), table("All/actions: [2]"))))

    assert book.sheetnames == ["Front", "Burglaries", "All actions 2", "All actions"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert [[cell.value for cell in row] for row in book["Burglaries"]] == [
        [None, "Burglaries", "By chance, from", "By chance, to"],
        ["May", 3, 1, 9],
        ["June", None, None, None],
    ]


def test_what_somebody_wrote_is_never_a_formula() -> None:
    file = printed()

    book = load_workbook(io.BytesIO(file))
    assert book["All actions"]["B2"].value == FORMULA
    assert {cell.data_type for sheet in book for row in sheet for cell in row if cell.value == FORMULA} == {"s"}
    assert all(cell.quotePrefix for sheet in book for row in sheet for cell in row if isinstance(cell.value, str))
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets" in name)


def test_two_tables_of_one_name_are_two_sheets() -> None:
    book = load_workbook(io.BytesIO(printed(table("ALL ACTIONS"), table("A" * 40), table("A" * 40))))

    assert book.sheetnames == ["Front", "ALL ACTIONS", "A" * 31, "A" * 29 + " 2", "All actions 2"]
