"""ONS look-ups are known by their columns' codes, whatever their year, and by nothing else."""

import pytest

from tests.sources.reading import bad, read, recognised

PLACES = "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM,LAD18NM,CSP24CD,CSP24NM,CSP_BASIS,PFA24CD,PFA24NM"
PLACE = (
    "E01999001,Frankford 001A,E05999001,Market,E06999001,Frankford,Old,E22999001,Frankford,LAD24,E23999001,Frankshire"
)
CHANGES = "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM"


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        (PLACES, "lsoa21_places"),
        ("LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM", "lsoa21_wards"),
        ("LSOA21CD,LSOA21NM,WD25CD,WD25NM,WD25NMW,LAD25CD,LAD25NM,ObjectId", "lsoa21_wards"),
        ("lsoa21cd,wd23cd,lad23cd", "lsoa21_wards"),
        ("LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM", "council_partnerships"),
        ("FID,LAD22CD,LAD22NM,CSP22CD,CSP22NM,PFA22CD,PFA22NM", "council_partnerships"),
        (CHANGES, "lsoa11_lsoa21"),
        ("LSOA11CD,LSOA21CD,CHGIND,LAD23CD", "lsoa11_lsoa21"),
        # Of these there are many rows to an LSOA, or they measure something.
        ("OA21CD,LSOA21CD,WD24CD,LAD24CD", None),
        ("PCDS,LSOA21CD,WD24CD,LAD24CD", None),
        ("LSOA21CD,LAD24CD,count", None),
        ("LSOA11CD,LSOA11NM,WD22CD,LAD22CD", None),
    ],
)
def test_a_look_up_is_known_by_its_columns(tmp_path, header, dataset):
    assert recognised(tmp_path, header, "x") == dataset


def test_a_place_has_every_level_and_the_year_of_its_edition(tmp_path):
    reading = read(tmp_path, "places.csv", PLACES, PLACE)

    assert reading.rows.to_pylist() == [
        {
            "lsoa": "E01999001",
            "lsoa_name": "Frankford 001A",
            "ward": "E05999001",
            "ward_name": "Market",
            "council": "E06999001",
            "council_name": "Frankford",
            "csp": "E22999001",
            "csp_name": "Frankford",
            "force": "E23999001",
            "force_name": "Frankshire",
            "year": 2024,
        }
    ]


def test_bad_rows_are_rejected_and_the_others_kept(tmp_path):
    reading = read(
        tmp_path,
        "places.csv",
        "LSOA21CD,WD24CD,LAD24CD",
        "E01999001,E05999001,E06999001",
        "E0199900,E05999001,E06999001",
        "",
        "E01999002,,E06999001",
        "E01999003,E05999001,",
        "E01999001,E05999002,E06999001",
        "E01999004,E05999001",
        "E01999005,market,E06999001",
    )

    assert reading.rows["lsoa"].to_pylist() == ["E01999001", "E01999002"]
    assert sorted(bad(reading)) == [
        (3, "LSOA21CD", "E0199900"),
        (6, "LAD24CD", ""),
        (7, "LSOA21CD", "E01999001"),
        (8, "", "E01999004,E05999001"),
        (9, "WD24CD", "market"),
    ]


def test_windows_line_ends_and_spaces_around_values_are_nothing(tmp_path):
    reading = read(tmp_path, "w.csv", "LSOA21CD,WD24CD,LAD24CD", "E01999001, E05999001 ,E06999001", end="\r\n")

    assert reading.rejected == []
    assert reading.rows["ward"].to_pylist() == ["E05999001"]


def test_a_council_may_have_several_partnerships(tmp_path):
    reading = read(
        tmp_path,
        "csp.csv",
        "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM",
        "E06999001,Frankford,E22999001,North,E23999001,Frankshire",
        "E06999001,Frankford,E22999002,South,E23999001,Frankshire",
        "E06999001,Frankford,E22999002,South,E23999001,Frankshire",
    )

    assert reading.rows["csp_name"].to_pylist() == ["North", "South"]
    assert [row for row, _, _ in bad(reading)] == [4]


def test_lsoas_that_were_split_or_merged_have_a_row_for_each_pair(tmp_path):
    reading = read(
        tmp_path,
        "changes.csv",
        CHANGES,
        "E01999001,A,E01999101,B,S,E06999001,Frankford",
        "E01999001,A,E01999102,C,S,E06999001,Frankford",
        "E01999003,D,E01999003,D,?,E06999001,Frankford",
    )

    assert reading.rows["lsoa21"].to_pylist() == ["E01999101", "E01999102"]
    assert bad(reading) == [(4, "CHGIND", "?")]
