"""The Word file, read back."""

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from frankpledge.documents import assessment as printed
from frankpledge.documents import word
from tests.documents import factories


@pytest.fixture(scope="module")
def made():
    return word.render(printed.content(factories.assessment(missing=True, name=f"Amberdale {factories.HOSTILE}")))


@pytest.fixture(scope="module")
def file(made):
    return docx.Document(io.BytesIO(made))


def test_headings_are_headings_and_go_down_one_level_at_a_time(file):
    levels = [int(p.style.name[-1]) for p in file.paragraphs if p.style.name.startswith("Heading")]

    assert levels[0] == 1
    assert {1, 2, 3} <= set(levels)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_first_row_of_every_table_is_repeated_on_each_page(file):
    tables = file.element.body.findall(qn("w:tbl"))

    assert len(tables) > len(factories.TYPES)
    assert all(table.find(qn("w:tr")).find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for table in tables)


def test_every_row_has_as_many_cells_as_its_table_has_columns(file):
    for table in file.element.body.findall(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        assert {len(row.findall(qn("w:tc"))) for row in table.findall(qn("w:tr"))} == {columns}


def test_every_picture_says_what_it_shows(file):
    described = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]

    assert len(described) == sum(len(f.charts) + len(f.maps) for f in factories.assessment().findings)
    assert all(described)


def test_it_has_a_title_a_language_and_an_a4_page(file):
    assert file.core_properties.title.startswith("Strategic assessment: Amberdale")
    assert file.core_properties.language == "en-GB"
    assert file.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    page = file.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)


def test_pages_are_numbered(file):
    assert "PAGE" in file.sections[0].footer._element.xml


def test_links_go_somewhere_and_bookmarks_are_used_once(file):
    body = file.element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]

    assert len(names) == len(set(names))
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= set(names)


def test_the_contents_are_there_before_word_makes_them(file):
    listed = [p for p in file.element.body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") is not None
              and p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "toc1"]  # fmt: skip

    texts = ["".join(run.text or "" for run in p.iter(qn("w:t"))) for p in listed]
    assert texts[:2] == ["Summary", "Before you read the figures"]


def test_shared_notes_have_the_numbers_they_are_referred_to_by(file):
    numbered = [p for p in file.paragraphs if p.style.name == "List Number"]
    ids = {p._p.pPr.numPr.numId.val for p in numbered}

    numbering = file.part.numbering_part.element
    starts = {
        int(num.get(qn("w:numId"))): num.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        for num in numbering.findall(qn("w:num"))
    }
    assert all(starts[id] is not None for id in ids)
    assert {starts[id].get(qn("w:val")) for id in ids} >= {"1", "3"}


def test_hostile_words_stay_words(file):
    texts = [cell.text for cell in file.element.body.iter(qn("w:t"))]

    assert factories.HOSTILE in texts


def test_control_characters_do_not_break_the_file():
    made = word.render(printed.content(factories.assessment(findings=(factories.finding(title="A\x00B\x0bC"),))))

    titles = [p.text for p in docx.Document(io.BytesIO(made)).paragraphs]
    assert "ABC" in titles


def test_every_part_is_xml_and_every_style_named_is_there(made, file):
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    known = {style.style_id for style in file.styles}
    used = {style.get(qn("w:val")) for tag in ("w:pStyle", "w:tblStyle") for style in file.element.body.iter(qn(tag))}
    assert used <= known
