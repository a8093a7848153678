"""What each council's code became."""

from tests.sources.reading import bad, read

HEADER = "ltla21_code,ltla21_name,ltla22_code,ltla22_name,ltla23_code,ltla23_name"


def test_a_code_that_ended_says_what_it_became_and_when(tmp_path):
    reading = read(
        tmp_path,
        "changes.csv",
        HEADER,
        "E07999001,Upper Frank,E07999001,Upper Frank,E06999009,Frankshire",
        "E07999002,Lower Frank,E07999002,Lower Frank,E06999009,Frankshire",
    )

    assert reading.rows.to_pylist() == [
        {
            "code": code,
            "name": name,
            "first_year": first,
            "last_year": last,
            "now_code": "E06999009",
            "now_name": "Frankshire",
        }
        for code, name, first, last in [
            ("E06999009", "Frankshire", 2023, 2023),
            ("E07999001", "Upper Frank", 2021, 2022),
            ("E07999002", "Lower Frank", 2021, 2022),
        ]
    ]


def test_a_row_with_a_malformed_code_is_rejected(tmp_path):
    reading = read(
        tmp_path,
        "changes.csv",
        HEADER,
        "S12999001,Glen,S12999001,Glen,S1299,Glen",
        "E07999001,A,E07999001,A,E07999001,A",
    )

    assert reading.rows["code"].to_pylist() == ["E07999001"]
    assert bad(reading) == [(2, "ltla23_code", "S1299")]
