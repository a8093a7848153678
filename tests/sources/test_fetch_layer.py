"""Layers of a feature service come page by page and are put together into the table that loading reads."""

import json

import pytest

from frankpledge.sources import boundaries, ons_lookups
from frankpledge.sources.fetch import UNFINISHED, FetchFailed, Waits, client
from frankpledge.sources.fetch_layer import fetch_layer
from frankpledge.sources.opened import Opened
from frankpledge.sources.publishers import published
from tests.sources.publisher_server import Answering, as_it_should, busy, serving

LOOKUP = published()["lsoa-ward-council-2024"]
SHAPES = published()["lsoa-boundaries"]
ROOT = "/ESMARspQHYMw9BZ9/arcgis/rest/services"
LOOKUP_PATH = f"{ROOT}/LSOA21_WD24_LAD24_EW_LU/FeatureServer/0"
SHAPES_PATH = f"{ROOT}/Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5/FeatureServer/0"


def place(number: int) -> dict:
    codes = {"LSOA21CD": f"E0199900{number}", "LSOA21NM": "Oldbury, 1", "WD24CD": "E05999001", "WD24NM": None}
    return {"type": "Feature", "geometry": None, "properties": {**codes, "LAD24CD": "E06999001", "ObjectId": number}}


def shape(number: int) -> dict:
    west = -1 + number / 100
    ring = [[west, 54], [west + 0.01, 54], [west + 0.01, 54.01], [west, 54.01], [west, 54]]
    codes = {"LSOA21CD": f"E0199900{number}", "LSOA21NM": f"Oldbury {number}"}
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": codes}


@pytest.fixture
def publisher():
    with serving() as publisher:
        publisher.layers[LOOKUP_PATH] = [place(number) for number in range(5)]
        publisher.layers[SHAPES_PATH] = [shape(number) for number in range(5)]
        yield publisher


def get(publisher, file, folder):
    with client() as through:
        waits = Waits(first=0.001, longest=0.01)
        return fetch_layer(file.from_server(publisher.url), folder, through=through, waits=waits, page=2)


def test_a_look_up_becomes_a_csv_that_loading_reads(publisher, tmp_path):
    outcome = get(publisher, LOOKUP, tmp_path)

    opened = Opened(outcome.path)
    reading = ons_lookups.read(opened, ons_lookups.recognise(opened.head))
    assert reading.rejected == []
    assert reading.rows["lsoa"].to_pylist() == [f"E0199900{number}" for number in range(5)]
    assert reading.rows["lsoa_name"][0].as_py() == "Oldbury, 1"
    assert reading.rows["ward_name"].null_count == 5


def test_boundaries_become_a_geojson_that_loading_reads(publisher, tmp_path):
    outcome = get(publisher, SHAPES, tmp_path)

    opened = Opened(outcome.path)
    reading = boundaries.read(opened, boundaries.recognise(opened.head))
    assert reading.rejected == []
    assert len(reading.rows) == 5
    assert set(reading.rows["detail"].to_pylist()) == {"generalised"}


def test_pages_that_had_arrived_are_not_asked_for_again(publisher, tmp_path):
    publisher.faults = [as_it_should] * 3 + busy(50)
    with pytest.raises(FetchFailed):
        get(publisher, LOOKUP, tmp_path)
    publisher.faults, publisher.asked = [], []

    outcome = get(publisher, LOOKUP, tmp_path)

    offsets = [path for path, _ in publisher.asked if "resultOffset" in path]
    assert len(offsets) == 2
    assert len(outcome.path.read_text().splitlines()) == 6
    assert not (tmp_path / UNFINISHED / "lsoa21_ward24_lad24.csv.pages").exists()


def test_pages_of_an_edition_that_was_edited_since_are_thrown_away(publisher, tmp_path):
    publisher.faults = [as_it_should] * 3 + busy(50)
    with pytest.raises(FetchFailed):
        get(publisher, LOOKUP, tmp_path)
    publisher.faults, publisher.edited = [], 2
    publisher.layers[LOOKUP_PATH] = [place(number) for number in (5, 6, 7)]

    outcome = get(publisher, LOOKUP, tmp_path)

    assert "E01999000" not in outcome.path.read_text()


def test_a_layer_that_was_not_edited_is_not_fetched_again(publisher, tmp_path):
    get(publisher, LOOKUP, tmp_path)

    assert get(publisher, LOOKUP, tmp_path).unchanged


def test_an_error_in_an_answer_that_looks_well_is_said(publisher, tmp_path):
    def problem(answering: Answering) -> bool:
        answer = {"error": {"code": 400, "message": "Invalid URL"}}
        answering.say(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})
        return True

    publisher.faults = [problem]

    with pytest.raises(FetchFailed, match="lsoa-ward-council-2024: the publisher's server said: Invalid URL"):
        get(publisher, LOOKUP, tmp_path)
