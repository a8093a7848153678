"""Areas that a partnership draws: which LSOAs fit best, which points lie inside, and what is no area."""

import json

import pytest
import shapely

from frankpledge.archive.archive import Archive, NothingHeld
from frankpledge.archive.own_areas import NotAShape, counts_within, fits, shape_of
from frankpledge.month import Month
from tests.archive.own_places import LSOAS, SIDE, SOUTH, WEST, boundaries, district, places, postcodes, square

JANUARY = Month.parse("2025-01")
TRIANGLE = [[1.5, 53.5], [1.6, 53.5], [1.6, 53.6], [1.5, 53.5]]


def inside(archive, shape):
    return {fit.lsoa: round(fit.share, 3) for fit in fits(archive.snapshot(), shape) if fit.inside}


def test_without_postcodes_more_than_half_the_surface_decides(tmp_path):
    archive = district(tmp_path)

    found = fits(archive.snapshot(), square(0.4, 2.3))

    assert [(fit.lsoa, round(fit.share, 3), fit.by, fit.inside) for fit in found] == [
        (LSOAS[1], 1.0, "surface", True),
        (LSOAS[0], 0.6, "surface", True),
        (LSOAS[2], 0.3, "surface", False),
    ]


def test_half_is_not_more_than_half(tmp_path):
    assert inside(district(tmp_path), square(0, 1, north=0.4)) == {}


def test_with_postcodes_people_decide_and_not_fields(tmp_path):
    archive = district(tmp_path)
    # Of the first LSOA three of four postcodes lie in its eastern end; the second's lie outside, in its east.
    postcodes(archive, [(LSOAS[0], 0.1), (LSOAS[0], 0.9), (LSOAS[0], 0.92), (LSOAS[0], 0.95), (LSOAS[1], 1.9)])

    found = fits(archive.snapshot(), square(0.8, 1.8))

    assert [(fit.lsoa, fit.share, fit.by) for fit in found] == [(LSOAS[0], 0.75, "postcodes")]


def test_postcodes_no_longer_in_use_say_nothing(tmp_path):
    archive = district(tmp_path)
    postcodes(archive, [(LSOAS[0], 0.1), (LSOAS[0], 0.9), (LSOAS[0], 0.95)], [True, False, False])

    assert inside(archive, square(0.8, 1.0)) == {}


def test_a_town_centre_smaller_than_any_lsoa_fits_none(tmp_path):
    assert inside(district(tmp_path), square(0.45, 0.55, 0.45, 0.55)) == {}


def test_points_inside_are_counted_whatever_their_lsoa(tmp_path):
    archive = district(tmp_path)

    counted = counts_within(archive.snapshot(), square(1.4, 2.6), [JANUARY])

    assert counted.to_dict("records") == [{"month_ix": JANUARY.index, "crime_type": "Burglary", "n": 5}]


def test_points_outside_the_shape_and_inside_its_box_are_not_counted(tmp_path):
    archive = district(tmp_path)
    corner = shapely.Polygon([(WEST, SOUTH), (WEST + 4 * SIDE, SOUTH), (WEST, SOUTH + 0.2 * SIDE)])

    assert counts_within(archive.snapshot(), corner, [JANUARY]).empty


def test_with_nothing_to_fit_by_it_says_what_to_load(tmp_path):
    archive = Archive(tmp_path)
    places(archive)

    with pytest.raises(NothingHeld, match="neither postcodes nor boundaries"):
        fits(archive.snapshot(), square(0, 1))


def test_an_lsoa_that_no_look_up_knows_is_in_no_area(tmp_path):
    archive = Archive(tmp_path)
    places(archive)
    boundaries(archive)
    postcodes(archive, [("E01000000", 0.5), (LSOAS[0], 0.5)])

    assert inside(archive, square(0, 1)) == {LSOAS[0]: 1.0}


@pytest.mark.parametrize(
    "told",
    [
        {"type": "Polygon", "coordinates": [TRIANGLE]},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [TRIANGLE]}},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, "geometry": {"type": "MultiPolygon", "coordinates": [[TRIANGLE]]}}]},
        {"type": "Polygon", "coordinates": [[[*corner, 12.5] for corner in TRIANGLE]]},
    ],
)  # fmt: skip
def test_every_way_of_writing_an_area_is_the_same_area(told):
    assert shape_of(json.dumps(told)).area == pytest.approx(0.005)
    assert not shape_of(json.dumps(told)).has_z


def test_features_that_overlap_are_put_together_once():
    one = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [TRIANGLE]}}

    assert shape_of(json.dumps({"type": "FeatureCollection", "features": [one, one]})).area == pytest.approx(0.005)


def test_lines_that_cross_are_mended():
    bow = [[1.5, 53.5], [1.6, 53.6], [1.6, 53.5], [1.5, 53.6], [1.5, 53.5]]

    assert shape_of(json.dumps({"type": "Polygon", "coordinates": [bow]})).is_valid


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hello", "is not GeoJSON"),
        ("[" * 100_000, "is not GeoJSON"),
        ("[]", "no area in it"),
        ('{"type": "FeatureCollection", "features": []}', "no area in it"),
        ('{"type": "FeatureCollection", "features": 3}', "no area in it"),
        ('{"type": "Point", "coordinates": [1, 52]}', "holds a Point"),
        ('{"type": "Polygon", "coordinates": [[["a", 2], [1, 2], [3, 4], [1, 2]]]}', "cannot be read"),
        ('{"type": "Polygon", "coordinates": [[[1, 52], [1, 52], [1, 52], [1, 52]]]}', "no area"),
        ('{"type": "Polygon"}', "cannot be read"),
        ('{"type": "Polygon", "coordinates": [[[1, NaN], [1.1, 52], [1.1, 52.1], [1, NaN]]]}', "cannot be read|no area"),
        ('{"type": "Polygon", "coordinates": [[[500000, 200000], [500100, 200000], [500100, 200100], [500000, 200000]]]}', "not metres of the National Grid"),
        ('{"type": "Polygon", "coordinates": [[[52, 1], [52.1, 1], [52.1, 1.1], [52, 1]]]}', "longitude before latitude"),
        ('{"type": "Polygon", "coordinates": [[[-5, 50], [2, 50], [2, 55], [-5, 50]]]}', "larger than any partnership"),
    ],
)  # fmt: skip
def test_what_is_no_area_is_refused_in_words(text, why):
    with pytest.raises(NotAShape, match=why):
        shape_of(text)


def test_a_shape_of_too_many_corners_is_refused():
    circle = shapely.Point(1.5, 53.5).buffer(0.01, quad_segs=6000)

    with pytest.raises(NotAShape, match="simplify it first"):
        shape_of(shapely.to_geojson(circle))
