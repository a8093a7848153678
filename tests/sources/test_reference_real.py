"""Every real look-up, boundary and table is recognised and read whole, as its own description counts it."""

import pytest

from frankpledge.sources.opened import Opened
from frankpledge.sources.recognise import recognise

THAMES_VALLEY_AND_NORTH_YORKSHIRE = [
    ("boundaries/lsoa21_supergeneralised.geojson", "boundaries_lsoa21", 1986),
    ("boundaries/derived_lsoa21_generalised.geojson", "boundaries_lsoa21", 1986),
    ("boundaries/lsoa11_generalised.geojson", "boundaries_lsoa11", 1908),
    ("boundaries/ward22.geojson", "boundaries_ward", 407),  # 408 features: one ward is in two parts
    ("boundaries/lad24.geojson", "boundaries_council", 15),
    ("boundaries/pfa20_england_wales.geojson", "boundaries_force", 43),
    ("lookups/lsoa21_ward24_lad24.csv", "lsoa21_wards", 1986),
    ("lookups/lsoa11_lsoa21_lad22.csv", "lsoa11_lsoa21", 1996),
    ("lookups/lad24_csp24_pfa24_england_wales.csv", "council_partnerships", 332),
    ("lookups/derived_lsoa21_csp24_pfa24.csv", "lsoa21_places", 1986),
    ("lookups/lad2016_to_lad2024_uk.csv", "council_changes", 409),  # of 393 rows, the codes ever in use
    ("lookups/ruc2021_lsoa21.csv", "rural_urban", 1986),
    ("population/census2021_residents_households_lsoa21.csv", "census2021", 1986),
    ("population/mid2020_population_lsoa11_single_year_of_age.csv", "population_mid_year", 1909),
    ("deprivation/iod2019_lsoa11.csv", "deprivation2019", 1909),
    ("deprivation/iod2025_lsoa21.csv", "deprivation2025", 1986),
    ("deprivation/iod2025_crime_domain_indicators_lsoa21.csv", "deprivation2025_crime_indicators", 1986),
    ("postcodes/derived_postcode_lsoa21.csv.gz", "postcodes", 168695),
]


@pytest.mark.parametrize(("name", "dataset", "rows"), THAMES_VALLEY_AND_NORTH_YORKSHIRE)
def test_a_real_file_is_read_whole(real_data, name, dataset, rows):
    opened = Opened(real_data / "geography" / name)

    module, found = recognise(opened.head)
    reading = module.read(opened, found)

    assert found.name == dataset
    assert len(reading.rows) == rows
    assert reading.rejected == []


def test_nothing_else_that_lies_beside_them_is_taken_for_a_look_up(real_data):
    for folder in ("benchmark", "harm"):
        for path in sorted((real_data / folder).iterdir()):
            assert recognise(Opened(path).head) is None, path
