"""The two editions of the Rural Urban Classification."""

from tests.sources.reading import bad, read


def test_classes_of_2021(tmp_path):
    reading = read(
        tmp_path,
        "ruc.csv",
        "LSOA21CD,RUC21CD,RUC21NM,Urban_rural_flag",
        "E01999001,UN1,Urban: Nearer to a major town or city,Urban",
        "E01999002,RLF1,Larger rural: Further from a major town or city,Rural",
        "E01999003,Z9,Moon,Rural",
    )

    assert reading.dataset.name == "rural_urban"
    assert reading.rows["urban"].to_pylist() == [True, False]
    assert bad(reading) == [(4, "RUC21CD", "Z9")]


def test_classes_of_2011(tmp_path):
    reading = read(
        tmp_path,
        "ruc11.csv",
        "LSOA11CD,LSOA11NM,RUC11CD,RUC11,FID",
        "E01999001,Frankford,C1,Urban city and town,1",
        "E01999002,Frankdale,E2,Rural village in a sparse setting,2",
    )

    assert reading.dataset.name == "rural_urban2011"
    assert reading.rows["urban"].to_pylist() == [True, False]
    assert reading.rows["ruc_name"].to_pylist()[0] == "Urban city and town"
