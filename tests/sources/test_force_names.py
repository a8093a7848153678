"""The forces of data.police.uk and the areas of the ONS are matched, each to one."""

import json

from frankpledge.sources.force_names import force_names, forces_of, plain
from frankpledge.sources.police_uk import FORCES


def test_all_forces_of_the_publisher_are_listed_under_its_names():
    assert {force.police_uk_id: force.police_uk_name for force in force_names()} == FORCES


def test_the_43_territorial_forces_have_an_area_each():
    codes = [force.area_code for force in force_names() if force.area_code]

    assert len(codes) == len(set(codes)) == 43


def test_british_transport_police_covers_no_area():
    transport = next(force for force in force_names() if force.police_uk_id == "btp")

    assert transport.area_code is None
    assert forces_of(["Frankshire"], held=["British Transport Police"]) == ("Frankshire Police",)


def test_an_invented_force_is_found_by_its_areas_name():
    assert forces_of(["Frankshire"], held=["Frankshire Constabulary", "Essex Police"]) == ("Frankshire Constabulary",)


def test_names_that_the_publishers_write_differently():
    assert forces_of(["London, City of"]) == ("City of London Police",)
    assert forces_of(["Metropolitan Police"]) == ("Metropolitan Police Service",)
    assert forces_of(["Devon and Cornwall"]) == forces_of(["Devon & Cornwall"]) == ("Devon & Cornwall Police",)


def test_every_areas_name_leads_to_its_force():
    for force in force_names():
        if force.area_name:
            assert forces_of([force.area_name]) == (force.police_uk_name,)
            assert plain(force.area_name) == plain(force.police_uk_name)


def test_codes_and_names_are_those_of_the_published_boundaries(real_data):
    text = (real_data / "geography" / "boundaries" / "pfa20_england_wales.geojson").read_text()
    published = {
        (feature["properties"]["PFA20CD"], feature["properties"]["PFA20NM"]) for feature in json.loads(text)["features"]
    }

    assert {(force.area_code, force.area_name) for force in force_names() if force.area_code} == published
