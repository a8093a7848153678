"""Counts that a partner sends, in our own format."""

from tests.sources.reading import bad, read, recognised

HEADER = "Dataset,Publisher,Sensitivity,Month,LSOA code,Category,Count"


def test_counts_are_read_with_their_sensitivity(tmp_path):
    reading = read(tmp_path, "c.csv", HEADER, "Ambulance,Frankshire NHS,Restricted,2025-03,E01999001,Assault,3")

    assert reading.rows.to_pylist() == [
        {
            "dataset": "Ambulance",
            "publisher": "Frankshire NHS",
            "sensitivity": "restricted",
            "month": "2025-03",
            "month_ix": 2025 * 12 + 2,
            "lsoa": "E01999001",
            "category": "Assault",
            "count": 3,
        }
    ]


def test_a_count_without_a_place_is_kept(tmp_path):
    reading = read(tmp_path, "c.csv", HEADER, "Ambulance,NHS,open,2025-03,,Assault,3")

    assert reading.rows["lsoa"].to_pylist() == [None]


def test_bad_rows_are_rejected(tmp_path):
    good = "Ambulance,NHS,open,2025-03,E01999001,Assault,3"
    reading = read(
        tmp_path,
        "c.csv",
        HEADER,
        good,
        good.replace("open", "secret"),
        good.replace("2025-03", "March 2025"),
        good.replace("E01999001", "Frankford"),
        good.replace(",3", ",under 5").replace("Assault", "Fall"),
        good.replace("Ambulance", ""),
        good.replace("Assault", ""),
        good,
    )

    assert len(reading.rows) == 1
    assert [(row, column) for row, column, _ in sorted(bad(reading))] == [
        (3, "Sensitivity"),
        (4, "Month"),
        (5, "LSOA code"),
        (6, "Count"),
        (7, "Dataset"),
        (8, "Category"),
        (9, "Dataset"),
    ]


def test_another_header_is_not_ours(tmp_path):
    assert recognised(tmp_path, HEADER.replace("Count", "Number"), "x") is None
