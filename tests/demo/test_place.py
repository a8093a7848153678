"""The land of Frankshire."""

import numpy as np
import pytest
import shapely

from frankpledge.demo.districts import DISTRICTS
from frankpledge.demo.expected import hot_lsoas
from frankpledge.demo.place import Place, council_code, make_place
from frankpledge.demo.points import to_degrees
from frankpledge.demo.truths import PLANTED


@pytest.fixture(scope="module")
def place() -> Place:
    return make_place(1)


def test_lsoas_cover_the_island_without_gap_or_overlap(place: Place) -> None:
    assert shapely.coverage_is_valid(list(place.outlines))
    assert shapely.coverage_union_all(list(place.outlines)).geom_type == "Polygon"


def test_districts_are_in_one_piece(place: Place) -> None:
    for district in DISTRICTS:
        whole = shapely.union_all([place.outlines[index] for index in place.in_district(district.name)])

        assert whole.geom_type == "Polygon", district.name


def test_wards_nest_in_districts(place: Place) -> None:
    for ward in range(len(place.ward_codes)):
        assert len(set(place.district[place.ward == ward])) == 1


def test_there_are_twelve_districts_of_20_to_40_lsoas(place: Place) -> None:
    sizes = np.bincount(place.district)

    assert len(sizes) == 12
    assert sizes.min() >= 20
    assert sizes.max() <= 40


def test_codes_are_unlike_any_real_ones(place: Place) -> None:
    assert all(code.startswith("E01999") for code in place.codes)
    assert all(code.startswith("E05999") for code in place.ward_codes)
    assert len({council_code(index) for index in range(12)}) == 12
    assert len(set(place.codes)) == len(set(place.names)) == len(place.codes)


def test_the_island_lies_in_the_open_sea_off_east_anglia(place: Place) -> None:
    west, south, east, north = shapely.total_bounds(list(place.outlines))

    lonlat = to_degrees(np.array([[west, south], [east, north]]))

    # East of Spurn Head (0.15° E), north of Norfolk (53.0° N), no further east than England goes.
    assert lonlat[0, 0] > 0.4
    assert lonlat[0, 1] > 53.3
    assert lonlat[1, 0] < 1.76


def test_the_hot_area_is_joined_up_and_in_its_district(place: Place) -> None:
    for hot in PLANTED.hot_areas:
        chosen = hot_lsoas(place, hot)

        assert len(chosen) == hot.lsoas
        assert set(chosen) <= set(place.in_district(hot.district))
        assert shapely.union_all([place.outlines[index] for index in chosen]).geom_type == "Polygon"
        assert place.centre[chosen].max() < 0.3


@pytest.mark.real_data
def test_no_district_of_the_invented_names_exists(real_data) -> None:  # type: ignore[no-untyped-def]
    names = (real_data / "geography/lookups/lad2016_to_lad2024_uk.csv").read_text(encoding="utf-8")

    for district in DISTRICTS:
        assert district.name not in names
