"""Residents and households: the census and mid-year estimates, as cut down and as published."""

import pytest

from frankpledge.sources.opened import UnreadableFile
from tests.sources.reading import bad, read, recognised

AGES = [*map(str, range(90)), "90+"]


def test_residents_and_households_together(tmp_path):
    reading = read(tmp_path, "c.csv", "LSOA21CD,usual_residents_census2021,households_census2021", "E01999001,1627,637")

    assert reading.dataset.name == "census2021"
    assert reading.rows.to_pylist() == [{"lsoa": "E01999001", "residents": 1627, "households": 637}]


def test_the_publishers_table_of_residents(tmp_path):
    reading = read(
        tmp_path,
        "census2021-ts001-lsoa.csv",
        "date,geography,geography code,Residence type: Total; measures: Value,"
        "Residence type: Lives in a household; measures: Value",
        "2021,Frankford 001A,E01999001,1627,1600",
    )

    assert reading.dataset.name == "census2021_residents"
    assert reading.rows.to_pylist() == [{"lsoa": "E01999001", "residents": 1627}]


@pytest.mark.parametrize("column", ["Household: Total; measures: Value", "Number of households"])
def test_the_publishers_table_of_households(tmp_path, column):
    reading = read(
        tmp_path, "ts041.csv", f"date,geography,geography code,{column}", "2021,Frankford 001A,E01999001,637"
    )

    assert reading.dataset.name == "census2021_households"
    assert reading.rows.to_pylist() == [{"lsoa": "E01999001", "households": 637}]


def test_the_same_table_of_councils_is_not_taken_for_lsoas(tmp_path):
    header = "date,geography,geography code,Residence type: Total; measures: Value"

    assert recognised(tmp_path, header, "2021,Frankford,E06999001,162700") is None


def test_counts_that_are_none_are_rejected(tmp_path):
    reading = read(
        tmp_path,
        "c.csv",
        "LSOA21CD,usual_residents,households",
        "E01999001,1627,637",
        "E01999002,many,600",
        "E01999003,1500,-1",
        "E01999004,1500.5,600",
        "E01999005,,600",
        "E01999001,1627,637",
        '"E01999006","1,627",600',
    )

    assert reading.rows["lsoa"].to_pylist() == ["E01999001", "E01999006"]
    assert reading.rows["residents"].to_pylist() == [1627, 1627]
    assert [row for row, _, _ in sorted(bad(reading))] == [3, 4, 5, 6, 7]


def mid_year(everyone: int, each: int = 1, *, lsoa: str = "E01999001") -> str:
    return ",".join([lsoa, "Frankford 001A", str(everyone), *[str(each)] * 91])


def test_mid_year_estimates_by_single_year_of_age(tmp_path):
    header = ",".join(["LSOA11CD", "LSOA11NM", "All Ages", *AGES])

    reading = read(tmp_path, "mid2020_population_lsoa11.csv", header, mid_year(182, 2))

    assert reading.dataset.name == "population_mid_year"
    row = reading.rows.to_pylist()[0]
    assert (row["lsoa11"], row["year"], row["all_ages"]) == ("E01999001", 2020, 182)
    assert (row["age_0"], row["age_90"], len(row)) == (2, 2, 94)
    assert reading.notes == ()


def test_ages_that_do_not_add_up_are_said(tmp_path):
    header = ",".join(["LSOA11CD", "LSOA11NM", "All Ages", *AGES])

    reading = read(tmp_path, "mid2020.csv", header, mid_year(183, 2))

    assert reading.rejected == []
    assert reading.notes == ("In 1 of 1 LSOAs the ages do not add up to the published total; both are held.",)


def test_later_estimates_have_women_and_men_apart(tmp_path):
    header = ",".join(["LSOA 2021 Code", "Total", *(f"F{age}" for age in range(91)), *(f"M{age}" for age in range(91))])

    reading = read(tmp_path, "mid2022.csv", header, ",".join(["E01999001", "546", *["1"] * 91, *["5"] * 91]))

    assert reading.dataset.name == "population_mid_year_lsoa21"
    assert reading.rows["age_17"].to_pylist() == [6]


@pytest.mark.parametrize("name", ["population.csv", "population_2019_2020.csv"])
def test_an_estimate_that_does_not_say_its_year_is_refused(tmp_path, name):
    header = ",".join(["LSOA11CD", "LSOA11NM", "All Ages", *AGES])

    with pytest.raises(UnreadableFile, match="which year"):
        read(tmp_path, name, header, mid_year(91))
