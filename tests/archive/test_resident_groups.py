"""Residents by age, sex and ethnic group: of the whole area or not at all."""

import pytest

from frankpledge.archive.resident_groups import resident_groups
from tests.archive.loading import loaded
from tests.sources.test_census_groups import SEX

TWO = ["E01999001", "E01999002"]


@pytest.fixture
def snapshot(tmp_path):
    sex = tmp_path / "ts008.csv"
    sex.write_text(f"{SEX}\n2021,A,E01999001,100,60,40\n2021,B,E01999002,50,20,30\n")
    ages = tmp_path / "mid2023_population.csv"
    header = ",".join(["LSOA21CD", "Total", *map(str, range(90)), "90+"])
    ages.write_text("\n".join([header, *(",".join([code, "91", *["1"] * 91]) for code in TWO)]) + "\n")
    archive, report = loaded(tmp_path, sex, ages)
    assert report.ok
    return archive.snapshot()


def test_groups_add_up_over_the_area(snapshot):
    found = resident_groups(snapshot, TWO, "sex")

    assert found.residents == {"Female": 80, "Male": 70}
    assert found.words == "usual residents, Census 2021"


def test_ages_are_of_the_newest_year(snapshot):
    found = resident_groups(snapshot, TWO, "age")

    assert (found.residents["17"], found.residents["90"], found.words) == (2, 2, "residents, mid-2023")


def test_an_area_of_which_part_is_not_held_has_none(snapshot):
    assert resident_groups(snapshot, [*TWO, "E01999003"], "sex") is None
    assert resident_groups(snapshot, [*TWO, "E01999003"], "age") is None
    assert resident_groups(snapshot, TWO, "ethnicity") is None


def test_an_archive_without_them_has_none(tmp_path):
    archive, _ = loaded(tmp_path)

    assert resident_groups(archive.snapshot(), TWO, "age") is None
