import csv
import io
import json

import jsonschema
import pytest
from typer.testing import CliRunner

from frankpledge.assessment.finding import Column, Figure, Table
from frankpledge.cli.main import app
from frankpledge.documents import data
from tests.documents import factories


@pytest.fixture(scope="module")
def found():
    return data.findings_json(factories.assessment(missing=True))


@pytest.fixture(scope="module")
def files():
    return data.tables(factories.assessment())


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_findings_keep_to_the_published_schema(found):
    jsonschema.Draft202012Validator.check_schema(data.schema())

    jsonschema.validate(json.loads(json.dumps(found, allow_nan=False)), data.schema())


def test_the_schema_refuses_a_hidden_figure_that_gives_its_value(found):
    wrong = json.loads(json.dumps(found))
    wrong["findings"][0]["figures"] = [
        {"name": "count", "value": 3, "low": None, "high": None, "unit": "count", "base": "", "suppressed": True}
    ]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, data.schema())


def test_the_command_prints_the_schema():
    said = CliRunner().invoke(app, ["schema", "findings"])

    assert said.exit_code == 0
    assert json.loads(said.stdout) == data.schema()


def test_a_schema_that_there_is_not_is_wrong_use():
    assert CliRunner().invoke(app, ["schema", "nothing"]).exit_code == 2


def test_area_and_period_have_the_names_that_scripts_rely_on(found):
    assert found["area"] == {"code": "E22000901", "name": "Amberdale", "kind": "Community Safety Partnership"}
    assert found["period"]["from"] == "2025-01"
    assert found["period"]["to"] == "2025-12"
    assert "2025-07" not in found["period"]["months_held"]
    assert "2025-02" not in found["period"]["months_compared"]


def test_values_are_not_rounded():
    third = factories.finding(figures=(Figure("share", 100 / 3, "percent", "of 3"),))

    found = data.findings_json(factories.assessment(findings=(third,)))

    assert found["findings"][0]["figures"][0]["value"] == 100 / 3


def test_what_is_hidden_is_null_and_said_to_be_hidden(found):
    partner = next(finding for finding in found["findings"] if finding["id"] == "place-partner-fires")

    by_name = {figure["name"]: figure for figure in partner["figures"]}
    assert (by_name["most_in_a_ward"]["value"], by_name["most_in_a_ward"]["suppressed"]) == (None, True)
    assert (by_name["not_given"]["value"], by_name["not_given"]["suppressed"]) == (None, False)
    assert [row[1] for row in partner["table"]["rows"]] == ["[c]", 40, 21]


def test_an_endless_interval_is_null():
    endless = factories.finding(figures=(Figure("ratio", 2.0, "ratio", "of", 1.0, float("inf")),))

    found = data.findings_json(factories.assessment(findings=(endless,)))

    assert found["findings"][0]["figures"][0]["high"] is None


def test_geometry_is_left_out(found):
    assert "coordinates" not in json.dumps(found)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    text = f"{start}cmd|' /C calc'!A0"
    table = Table("T", (Column("name", "Name"), Column("count", "Count", "count")), ((text, -3),))

    made = data.tables(factories.assessment(findings=(factories.finding("one", table=table),)))

    assert rows(made["tables/one.csv"])[1] == [f"'{text}", "-3"]


def test_each_table_has_a_file_and_the_dictionary_has_every_column(files):
    dictionary = {(row["file"], row["column"]) for row in csv.DictReader(io.StringIO(files["tables/dictionary.csv"]))}

    with_tables = {f"tables/{f.id}.csv" for f in factories.assessment().findings if f.table}
    assert with_tables <= set(files)
    for name, text in files.items():
        short = name.removeprefix("tables/")
        if short != "dictionary.csv":
            assert {(short, column) for column in rows(text)[0]} <= dictionary


def test_cells_are_empty_where_there_is_nothing_and_marked_where_hidden(files):
    found = rows(files["tables/place-partner-fires.csv"])

    assert found[1][1:] == ["[c]", ""]


def test_two_tables_of_one_name_are_refused():
    same = factories.place()

    with pytest.raises(ValueError, match=r"place-burglary\.csv"):
        data.tables(factories.assessment(findings=(same, same)))
