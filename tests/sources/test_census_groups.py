"""Residents by sex and ethnic group, as the census tables come."""

from tests.sources.reading import bad, read, recognised

SEX = (
    "date,geography,geography code,Sex: All persons; measures: Value,Sex: Female; measures: Value,"
    "Sex: Male; measures: Value"
)
ASIAN = '"Ethnic group: Asian, Asian British or Asian Welsh"'
ETHNIC = (
    f"date,geography,geography code,Ethnic group: Total: All usual residents,{ASIAN},"
    f'{ASIAN[:-1]}: Indian",Ethnic group: White,Ethnic group: White: Irish'
)


def test_residents_by_sex(tmp_path):
    reading = read(tmp_path, "ts008.csv", SEX, "2021,Frankford 001A,E01999001,1600,820,780")

    assert reading.dataset.name == "census2021_groups"
    assert reading.rows.to_pylist() == [
        {"lsoa": "E01999001", "characteristic": "sex", "group": "Female", "residents": 820},
        {"lsoa": "E01999001", "characteristic": "sex", "group": "Male", "residents": 780},
    ]
    assert reading.notes == ()


def test_residents_by_broad_ethnic_group_and_none_twice(tmp_path):
    reading = read(tmp_path, "ts021.csv", ETHNIC, "2021,Frankford 001A,E01999001,1600,100,60,1499,20")

    assert [(row["group"], row["residents"]) for row in reading.rows.to_pylist()] == [
        ("Asian, Asian British or Asian Welsh", 100),
        ("White", 1499),
    ]
    assert "add up to 1,599" in reading.notes[0]


def test_the_same_table_of_councils_is_not_taken_for_lsoas(tmp_path):
    assert recognised(tmp_path, SEX, "2021,Frankford,E06999001,160000,82000,78000") is None


def test_bad_rows_are_named(tmp_path):
    reading = read(tmp_path, "ts008.csv", SEX, "2021,A,E01999001,10,5,five", "2021,B,here,10,5,5")

    assert bad(reading) == [(3, "geography code", "here"), (2, "Sex: Male; measures: Value", "five")]
