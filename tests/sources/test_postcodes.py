"""Postcodes under every name that their columns have had, in files of any length."""

import pytest

from frankpledge.sources import postcodes
from frankpledge.sources.opened import UnreadableFile
from tests.sources.reading import bad, read

DERIVED = "Postcode,Latitude,Longitude,LSOA21CD_derived,LAD24CD_derived"
NSPL = "pcd7,pcd8,pcds,dointr,doterm,lad25cd,wd25cd,lsoa21cd,lat,long,pfa23cd"


def test_a_cut_down_file(tmp_path):
    reading = read(tmp_path, "p.csv", DERIVED, "ZZ11AA,53.92280,-2.12249,E01999001,E06999001")

    assert reading.rows.to_pylist() == [
        {
            "postcode": "ZZ11AA",
            "lat": 53.9228,
            "lon": -2.12249,
            "lsoa": "E01999001",
            "council": "E06999001",
            "live": None,
        }
    ]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (NSPL, '"ZZ1 1AA","ZZ1  1AA","ZZ1 1AA","198001","","E06999001","E05999001","E01999001",53.9,-2.1,"E23999001"'),
        (
            "pcd,pcd2,pcds,doterm,laua,lsoa11,lsoa21,lat,long",
            "ZZ1 1AA,ZZ1  1AA,ZZ1 1AA,,E06999001,E01999009,E01999001,53.9,-2.1",
        ),
        ("pcd,doterm,oslaua,lsoa21,lat,long", "ZZ1 1AA,,E06999001,E01999001,53.9,-2.1"),
    ],
)
def test_the_publishers_own_files_of_several_years(tmp_path, header, row):
    reading = read(tmp_path, "p.csv", header, row)

    found = reading.rows.to_pylist()[0]
    assert (found["postcode"], found["lsoa"], found["council"]) == ("ZZ11AA", "E01999001", "E06999001")
    assert found["live"] is True


def nspl(postcode: str, lsoa: str = "E01999001", lat: str = "53.9", long: str = "-2.1", ended: str = "") -> str:
    return f"{postcode},{postcode},{postcode},198001,{ended},E06999001,E05999001,{lsoa},{lat},{long},E23999001"


def test_what_is_elsewhere_or_nowhere_is_left_out_and_said(tmp_path):
    reading = read(
        tmp_path,
        "p.csv",
        NSPL,
        nspl("ZZ1 1AA"),
        nspl("ZZ1 1AB", ended="202001"),
        nspl("ZZ1 1AC", lsoa="S01999001"),
        nspl("ZZ1 1AD", lsoa="L99999999"),
        nspl("ZZ1 1AE", lat="99.999999", long="0.000000"),
        nspl("ZZ1 1AF", lat="", long=""),
        nspl("ZZ1 1AG", lsoa=""),
    )

    assert reading.rows["postcode"].to_pylist() == ["ZZ11AA", "ZZ11AB"]
    assert reading.rows["live"].to_pylist() == [True, False]
    assert reading.rejected == []
    assert reading.notes == ("5 postcodes outside England and Wales, or without a place, were left out.",)


def test_bad_rows_are_named_by_their_line_under_the_files_own_heading(tmp_path):
    reading = read(
        tmp_path,
        "p.csv",
        DERIVED,
        "ZZ11AA,53.9,-2.1,E01999001,E06999001",
        "",
        "ZZ1,53.9,-2.1,E01999001,E06999001",
        "ZZ11AB,53.9,-2.1,E01999001",
        "ZZ11AC,north,-2.1,E01999001,E06999001",
        "ZZ11AD,53.9,-20.1,E01999001,E06999001",
        "ZZ11AE,53.9,-2.1,E019990,E06999001",
        "ZZ11AA,53.9,-2.1,E01999001,E06999001",
        "ZZ11AF,53.9,-2.1,E01999001,E06999001",
    )

    assert reading.rows["postcode"].to_pylist() == ["ZZ11AA", "ZZ11AF"]
    assert sorted(bad(reading)) == [
        (4, "Postcode", "ZZ1"),
        (5, "", "ZZ11AB,53.9,-2.1,E01999001"),
        (6, "Latitude", "north"),
        (7, "Longitude", "-20.1"),
        (8, "LSOA21CD_derived", "E019990"),
        (9, "Postcode", "ZZ11AA"),
    ]


def test_lines_are_counted_on_from_block_to_block(tmp_path, monkeypatch):
    monkeypatch.setattr(postcodes, "BLOCK", 400)
    rows = [
        f"ZZ{n // 100}{n % 10}{'AB'[n // 10 % 2]}{'ABCDEFGHJK'[n % 10]},53.9,-2.1,E01999001,E06999001"
        for n in range(300)
    ]
    rows[50], rows[120], rows[250] = "too,few", "ZZ99ZZ,south,-2.1,E01999001,E06999001", ""

    reading = read(tmp_path, "p.csv", DERIVED, *rows)

    wrong = {(row, value) for row, _, value in bad(reading) if value in ("too,few", "south")}
    assert wrong == {(52, "too,few"), (122, "south")}
    again = [row for row, column, _ in bad(reading) if column == "Postcode"]
    assert again
    assert all(rows[row - 2].split(",")[0] in {r.split(",")[0] for r in rows[: row - 2]} for row in again)


def test_another_encoding_is_named(tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(f"{DERIVED}\nZZ11AA,53.9,-2.1,E01999001,Ynys M\xf4n\n".encode("latin-1"))

    from frankpledge.sources.opened import Opened

    with pytest.raises(UnreadableFile, match="not in UTF-8"):
        postcodes.read(Opened(path), postcodes.POSTCODES)
