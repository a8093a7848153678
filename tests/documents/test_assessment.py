from dataclasses import replace

import pytest

from frankpledge.assessment.finding import Column, Table
from frankpledge.documents import assessment as printed
from frankpledge.documents.content import DataTable, KeyFigures, Notice, Sentences
from tests.documents import factories


def ids(document):
    return [section.id for section in document.walk()]


def test_sections_follow_the_reading_order_and_every_finding_can_be_gone_to():
    made = factories.assessment()

    document = printed.content(made)

    assert [section.title for section in document.sections] == [
        "Before you read the figures", "The area", "How much was recorded, and how it changed", "Type by type",
        "Beside other areas", "Where it happens", "Deprivation", "What became of it", "How it was worked out",
        "Where the figures come from",
    ]  # fmt: skip
    tables = [block for section in document.walk() for block in section.blocks if isinstance(block, DataTable)]
    anchors = {*ids(document), *(id for table in tables for id in table.row_ids)}
    assert {finding.id for finding in made.findings if finding.kind != "summary"} <= anchors


def test_no_id_is_used_twice():
    document = printed.content(factories.assessment())

    assert len(ids(document)) == len(set(ids(document)))


def test_fourteen_offence_findings_are_one_table():
    document = printed.content(factories.assessment())

    section = next(section for section in document.sections if section.id == "offence-table")
    main = next(block for block in section.blocks if isinstance(block, DataTable))
    assert section.sections == ()
    assert len(main.rows) == len(factories.TYPES) + 2


def test_missing_months_are_the_first_thing_said():
    opening = printed.content(factories.assessment(missing=True)).opening

    assert isinstance(opening[0], Notice)
    assert opening[0].lines[0] == "July 2025 is not held and not in any count. Missing is not zero."
    assert "10 of 12 months" in opening[0].lines[1]


def test_with_every_month_held_nothing_is_said_of_missing_ones():
    assert printed.missing_months(factories.assessment()) is None


def test_the_sentences_of_the_summary_lead_to_their_findings():
    document = printed.content(factories.assessment())

    sentences = next(block for block in document.opening if isinstance(block, Sentences)).items
    assert [part.anchor for part in sentences[0].rests_on] == ["offence-all-crime", "change-all-crime"]
    assert (len(sentences[1].rests_on), sentences[1].more) == (3, 2)


def test_a_table_with_a_cell_too_many_is_refused():
    wrong = replace(factories.finding(), table=Table("Wrong", (Column("a", "A"),), ((1, 2),)))

    with pytest.raises(ValueError, match="a row of 2 cells in a table of 1 columns"):
        printed.content(factories.assessment(findings=(wrong,)))


def test_the_maps_can_be_had_as_geojson_under_the_ids_of_the_page():
    shapes = printed.map_shapes(factories.assessment())

    first = shapes["place-burglary-map-1"]
    assert set(shapes) == {"place-burglary-map-1", "place-burglary-map-2"}
    assert set(first["collection"]["features"][0]["properties"]) == {"name", "value", "category", "colour", "outlined"}
    (west, south), (east, north) = first["bounds"]
    assert west < east
    assert south < north


def test_the_offence_tables_name_the_months_that_are_in_their_counts_and_rates():
    tables = {block.id: block for block in blocks(printed.content(factories.assessment(missing=True)), DataTable)}

    for table in (tables["offences"], tables["composites"]):
        assert "January to June and August to December 2025 (11 of 12 months held)" in table.caption
        assert "Per 1,000 residents, 11 months" in [cell.text for cell in table.head]


def test_of_a_whole_year_the_offence_table_needs_no_number_of_months():
    tables = {block.id: block for block in blocks(printed.content(factories.assessment()), DataTable)}

    assert tables["offences"].caption == "Recorded crime by type, January to December 2025"
    assert "Per 1,000 residents" in [cell.text for cell in tables["offences"].head]


def test_a_change_of_few_is_told_once_as_counts():
    few = printed.content(factories.assessment(findings=(factories.offence("Robbery", 114, 47), few_changed())))

    (items,) = [block.items for block in blocks(few, KeyFigures)]

    assert [item.value for item in items if item.value.startswith("from ")] == ["from 114 to 47"]


def few_changed():
    made = factories.change("Robbery", 114, 47)
    percent = made.figure("change_percent")
    return replace(made, figures=(*made.figures, replace(percent, name="change_percent_if_independent")))


def blocks(document, kind):
    return [block for section in document.walk() for block in section.blocks if isinstance(block, kind)]
