"""The tag tree of the PDF, read back with another library."""

import io
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from frankpledge.documents import assessment as printed
from frankpledge.documents import pdf
from frankpledge.documents.content import Cell, DataTable
from tests.documents import factories


@pytest.fixture(scope="module")
def made():
    return pdf.render(printed.content(factories.assessment(missing=True, name=f"Amberdale {factories.HOSTILE}")))


@pytest.fixture(scope="module")
def file(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


@pytest.fixture(scope="module")
def tags(file):
    """Every structure element, in reading order."""
    found, waiting = [], [file.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            kids = node.get("/K", [])
            waiting += reversed(list(kids)) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def of(tags, *names):
    return [tag for tag in tags if str(tag.S) in names]


def attribute(tag, name):
    held = tag.get("/A")
    for each in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(each, pikepdf.Dictionary) and name in each:
            return str(each[name])
    return None


def words(made):
    return subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()


def test_it_says_that_it_is_accessible_and_in_which_language(file):
    assert "pdfuaid:part" in file.open_metadata()
    assert str(file.Root.Lang) == "en-GB"
    assert bool(file.Root.MarkInfo.Marked)
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    assert str(file.docinfo.Title).startswith("Strategic assessment: Amberdale")


def test_every_picture_says_what_it_shows(tags):
    figures = of(tags, "/Figure")

    pictures = sum(len(f.charts) + len(f.maps) for f in factories.assessment().findings)
    assert len(figures) >= pictures
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_every_table_has_header_cells_with_a_scope(tags):
    heads = of(tags, "/TH")

    assert len(of(tags, "/Table")) >= 4
    assert len(heads) > 20
    assert {attribute(head, "/Scope") for head in heads} == {"/Column"}


def test_headings_are_headings(tags):
    levels = {str(tag.S) for tag in tags}

    assert {"/H1", "/H2", "/H3"} <= levels


def test_only_our_own_fonts_are_used_and_they_are_inside(file):
    names = {
        str(font.get("/BaseFont"))
        for page in file.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }

    assert names
    assert all("Liberation" in name for name in names)


def test_hostile_words_stay_words(made):
    text = words(made).replace("\n", " ")

    assert '#panic("y") *b* $1$' in text
    assert '<script>alert("x")</script>' in text


def test_pages_are_numbered_and_the_contents_listed(made, file):
    text = words(made)

    assert f"Page {len(file.pages)} of {len(file.pages)}" in text
    assert "Contents" in text


def test_a_board_can_read_it():
    with pikepdf.open(io.BytesIO(pdf.render(printed.content(factories.typical())))) as opened:
        assert 10 < len(opened.pages) <= 40


def test_a_long_table_is_cut_on_paper_and_says_where_the_rest_is():
    rows = tuple((Cell(f"Area {n}"), Cell(str(n), True)) for n in range(50))
    table = DataTable("t", "Areas", (Cell("Area"), Cell("Count", True)), rows, file="tables/areas.csv")

    assert len(table.printed_rows) == 20
    assert table.cut_in_print == "The first 20 of 50 rows. The whole table is tables/areas.csv."
    assert replace(table, print_rows=0).cut_in_print == "Table of 50 rows: tables/areas.csv."


def test_pictures_for_word_are_png():
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><rect width="5" height="5"/></svg>'

    made = pdf.pictures([drawn, drawn])

    assert [picture[:8] for picture in made] == [b"\x89PNG\r\n\x1a\n"] * 2


def test_many_columns_of_long_words_stay_on_the_page() -> None:
    long = "counterproductively"
    head = tuple(Cell("Unaccompanied") for _ in range(14))
    wide = DataTable("t", "Actions", head, (tuple(Cell(f"{long} so") for _ in head),))
    usual = DataTable("t", "Actions", head[:3], (tuple(Cell(long) for _ in head[:3]),))

    assert sum(pdf.column_widths(wide)) <= pdf.LETTERS / pdf.SMALLEST
    assert max(len(part) for part in pdf.breakable(long, pdf.longest_whole(wide)).split("\u200b")) <= 10
    assert pdf.longest_whole(usual) == pdf.MOST // 2
