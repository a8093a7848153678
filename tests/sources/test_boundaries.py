"""Shapes come in degrees or in metres, whole or damaged, and are held in degrees and whole."""

import json
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import box, mapping

from frankpledge.sources import boundaries
from frankpledge.sources.boundaries import BOUNDARIES, recognise
from frankpledge.sources.opened import Opened, Reading, UnreadableFile

CRS84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
GRID = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
BOWTIE = {"type": "Polygon", "coordinates": [[[-1.0, 54.0], [-0.9, 54.1], [-0.9, 54.0], [-1.0, 54.1], [-1.0, 54.0]]]}


def feature(code: str | None, geometry, name: str = "Frankford", level: str = "LSOA21") -> dict:
    shape = mapping(geometry) if isinstance(geometry, shapely.Geometry) else geometry
    return {"type": "Feature", "properties": {f"{level}CD": code, f"{level}NM": name}, "geometry": shape}


def write(folder: Path, *features: dict, crs: dict | None = None, name: str = "shapes.geojson", **more) -> Opened:
    collection = {"type": "FeatureCollection", **more, **({"crs": crs} if crs else {})}
    head = json.dumps(collection)[:-1]
    path = folder / name
    path.write_text(head + ', "features": [\n' + ",\n".join(map(json.dumps, features)) + "\n]}\n")
    return Opened(path)


def read(folder: Path, *features: dict, **options) -> Reading:
    opened = write(folder, *features, **options)
    return boundaries.read(opened, recognise(opened.head))


def shapes(reading: Reading) -> list:
    return list(shapely.from_wkb(reading.rows["geometry"].to_pylist()))


SQUARE = box(-1.0, 54.0, -0.99, 54.01)


@pytest.mark.parametrize(
    ("level", "dataset"),
    [
        ("LSOA21", "boundaries_lsoa21"),
        ("LSOA11", "boundaries_lsoa11"),
        ("WD24", "boundaries_ward"),
        ("LAD24", "boundaries_council"),
        ("CSP24", "boundaries_csp"),
        ("PFA20", "boundaries_force"),
        ("RGN24", None),
    ],
)
def test_shapes_are_known_by_their_column_of_codes(tmp_path, level, dataset):
    found = recognise(write(tmp_path, feature("E01999001", SQUARE, level=level)).head)

    assert (found.name if found else None) == dataset


def test_the_smallest_level_counts_where_several_are_named(tmp_path):
    one = feature("E01999001", SQUARE)
    one["properties"]["LAD24CD"] = "E06999001"

    assert recognise(write(tmp_path, one).head) == BOUNDARIES["LSOA21"]


@pytest.mark.parametrize("crs", [CRS84, None])
def test_degrees_stay_as_they_are(tmp_path, crs):
    reading = read(tmp_path, feature("E01999001", SQUARE), crs=crs)

    assert reading.rows["code"].to_pylist() == ["E01999001"]
    assert reading.rows["name"].to_pylist() == ["Frankford"]
    assert shapes(reading)[0].equals(SQUARE)


@pytest.mark.parametrize("crs", [GRID, None])
def test_metres_of_the_national_grid_come_to_where_they_are(tmp_path, crs):
    to_grid = Transformer.from_crs(4326, 27700, always_xy=True)
    in_metres = shapely.transform(SQUARE, to_grid.transform, interleaved=False)

    found = shapes(read(tmp_path, feature("E01999001", in_metres), crs=crs))[0]

    assert found.symmetric_difference(SQUARE).area < 1e-5 * SQUARE.area  # edges within a millimetre or two


def test_real_shapes_go_to_the_national_grid_and_back(tmp_path, real_data):
    opened = Opened(real_data / "geography" / "boundaries" / "lsoa21_supergeneralised.geojson")
    published = json.loads(opened.text())["features"][:20]
    to_grid = Transformer.from_crs(4326, 27700, always_xy=True)
    moved = [
        {
            **one,
            "geometry": mapping(
                shapely.transform(shapely.geometry.shape(one["geometry"]), to_grid.transform, interleaved=False)
            ),
        }
        for one in published
    ]

    found = shapes(read(tmp_path, *moved, crs=GRID))

    for there, back in zip(published, found, strict=True):
        assert shapely.hausdorff_distance(shapely.geometry.shape(there["geometry"]), back) < 1e-7


def test_coordinates_that_are_neither_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="neither degrees nor metres"):
        read(tmp_path, feature("E01999001", box(5e6, 5e6, 5.1e6, 5.1e6)))


def test_a_reference_system_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="EPSG:999999"):
        read(tmp_path, feature("E01999001", SQUARE), crs={"type": "name", "properties": {"name": "EPSG:999999"}})


def test_a_shape_that_crosses_itself_is_repaired_and_said(tmp_path):
    reading = read(tmp_path, feature("E01999001", BOWTIE), feature("E01999002", SQUARE))

    assert reading.rejected == []
    assert all(shape.is_valid for shape in shapes(reading))
    assert shapes(reading)[0].area == pytest.approx(0.005)
    assert reading.notes == ("1 of 2 shapes crossed themselves and were repaired.",)


def test_an_area_in_several_features_is_its_parts_together_and_said(tmp_path):
    other = box(-0.9, 54.0, -0.89, 54.01)

    reading = read(tmp_path, feature("E05999001", SQUARE, level="WD24"), feature("E05999001", other, level="WD24"))

    assert reading.rejected == []
    assert shapes(reading)[0].equals(SQUARE.union(other))
    assert reading.notes == ("1 area came in several parts, which were put together.",)


def test_bad_features_are_rejected_by_their_line(tmp_path):
    reading = read(
        tmp_path,
        feature("E01999001", SQUARE),
        feature("E019", SQUARE),
        feature(None, SQUARE),
        feature("E01999002", None),
        feature("E01999003", {"type": "Point", "coordinates": [-1, 54]}),
        feature("E01999004", box(10, 54, 11, 55)),
        feature("E01999005", {"type": "Polygon", "coordinates": [[[1, 2]]]}),
    )

    assert reading.rows["code"].to_pylist() == ["E01999001"]
    assert [(bad.row, bad.column) for bad in reading.rejected] == [
        (3, "LSOA21CD"),
        (4, "LSOA21CD"),
        (5, "geometry"),
        (6, "geometry"),
        (7, "geometry"),
        (8, "geometry"),
    ]


def test_a_file_that_is_cut_short_is_refused_with_its_line(tmp_path):
    opened = write(tmp_path, feature("E01999001", SQUARE), feature("E01999002", SQUARE))
    text = opened.path.read_text()
    opened.path.write_text(text[: text.rindex("geometry")])

    with pytest.raises(UnreadableFile, match="from line 3 on"):
        boundaries.read(opened, BOUNDARIES["LSOA21"])


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("Lower_layer_Super_Output_Areas_2021_EW_BFC_V10.geojson", "full"),
        ("Lower_layer_Super_Output_Areas_2021_EW_BGC_V5.geojson", "generalised"),
        ("LSOA_2021_EW_BSC_V4.geojson", "supergeneralised"),
        ("lsoa21_supergeneralised.geojson", "supergeneralised"),
        ("Local_Authority_Districts_UK_BUC.geojson", "ultrageneralised"),
    ],
)
def test_detail_is_as_the_layer_is_named(tmp_path, name, detail):
    reading = read(tmp_path, feature("E01999001", SQUARE), name=name)

    assert reading.rows["detail"].to_pylist() == [detail]


@pytest.mark.parametrize(
    ("points", "detail"), [(2000, "full"), (100, "generalised"), (20, "supergeneralised"), (2, "ultrageneralised")]
)
def test_detail_of_a_nameless_file_is_by_how_far_apart_its_points_are(tmp_path, points, detail):
    round_one = shapely.Point(-1, 54).buffer(0.005, quad_segs=points // 2)

    assert set(read(tmp_path, feature("E01999001", round_one)).rows["detail"].to_pylist()) == {detail}
