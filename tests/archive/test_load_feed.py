"""Loading partners' files: known by their headings, on their terms, whole months at a time."""

import os
import stat
from pathlib import Path

import pytest

from frankpledge.archive.feeds import add, feed_named, feeds, pseudonyms
from frankpledge.archive.feeds_log import entries
from frankpledge.archive.holdings import holdings
from frankpledge.sources.partner_mapping import MappingFault
from tests.archive.loading import contents
from tests.archive.partner_files import HEADER, KEY, PEOPLE, TODAY, held, loaded, month_rows, put, remembering, row
from tests.sources.files import places
from tests.sources.partners import COLUMNS, feed_text
from tests.sources.workbooks import put_workbook


def test_a_file_is_known_by_its_headings_whatever_its_name(tmp_path):
    archive = remembering(tmp_path)

    report = loaded(archive, put(tmp_path, row(1), name="holiday photos.csv"))

    assert [(file.status, file.rows, file.force) for file in report.files] == [
        ("loaded", 1, "Frankshire Police: Recorded crime")
    ]
    assert report.ok
    assert held(archive) == {"2026-01": 1}


def test_no_reference_or_pseudonym_of_the_sender_is_held_anywhere(tmp_path):
    archive = remembering(tmp_path)
    loaded(archive, put(tmp_path, row("77881", victim="PERSON99", suspect="PERSON99")))

    (event,) = archive.table("partner_events").to_pyarrow_table().to_pylist()

    assert event["victim"] == event["suspect"] == pseudonyms(archive, feed_named(archive, KEY))("PERSON99")
    assert not {"PERSON99", "C77881"} & set(map(str, event.values()))
    for folder, _, files in os.walk(archive.folder):
        for name in files:
            data = Path(folder, name).read_bytes()
            assert b"PERSON99" not in data
            assert b"C77881" not in data


def test_another_archive_hides_the_same_person_under_another_code(tmp_path):
    one, other = remembering(tmp_path / "one"), remembering(tmp_path / "other")
    feed = feed_named(one, KEY)

    assert pseudonyms(one, feed)("P1") != pseudonyms(other, feed)("P1")
    assert pseudonyms(one, feed)("P1") == pseudonyms(one, feed)("P1")


def test_the_secret_is_for_its_owner_alone(tmp_path):
    archive = remembering(tmp_path)
    pseudonyms(archive, feed_named(archive, KEY))

    assert stat.S_IMODE((archive.folder / "feeds" / "secret").stat().st_mode) == 0o600


def test_the_same_file_again_changes_nothing(tmp_path):
    archive = remembering(tmp_path)
    path = put(tmp_path, *month_rows("2026-01", 3))
    loaded(archive, path)
    before = contents(archive), archive.snapshot().versions, entries(archive)

    report = loaded(archive, path)

    assert [file.status for file in report.files] == ["unchanged"]
    assert (contents(archive), archive.snapshot().versions, entries(archive)) == before


def test_a_newer_file_replaces_its_months_and_no_others(tmp_path):
    archive = remembering(tmp_path)
    loaded(archive, put(tmp_path, *month_rows("2026-01", 3), *month_rows("2026-02", 3)))

    report = loaded(archive, put(tmp_path, *month_rows("2026-02", 5), *month_rows("2026-03", 2)))

    assert [file.status for file in report.files] == ["replaced"]
    assert held(archive) == {"2026-01": 3, "2026-02": 5, "2026-03": 2}


def test_an_older_file_does_not_come_back_by_itself(tmp_path):
    archive = remembering(tmp_path)
    old, new = put(tmp_path, *month_rows("2026-01", 3)), put(tmp_path, *month_rows("2026-01", 5), name="new.csv")
    loaded(archive, old)
    loaded(archive, new)

    refused = loaded(archive, old)
    forced = loaded(archive, old, force=True)

    assert [file.status for file in refused.files] == ["refused"]
    assert "a later file has since replaced 1 month, 2026-01" in refused.files[0].reason
    assert [file.status for file in forced.files] == ["replaced"]
    assert held(archive) == {"2026-01": 3}


def test_a_stray_row_does_not_replace_a_month(tmp_path):
    archive = remembering(tmp_path)
    loaded(archive, put(tmp_path, *month_rows("2026-01", 40)))

    report = loaded(archive, put(tmp_path, row("late", "2026-01"), *month_rows("2026-02", 40), name="feb.csv"))

    assert [file.status for file in report.files] == ["refused"]
    assert "has 1 row of 2026-01, of which 40 are held" in report.files[0].reason
    assert held(archive) == {"2026-01": 40}


def test_feeds_share_months_without_touching_each_other(tmp_path):
    incidents = feed_text(COLUMNS, kind="incidents", name="Incidents")
    archive = remembering(tmp_path, feed_text(PEOPLE), incidents)
    crimes = put(tmp_path, *month_rows("2026-01", 2))
    calls = put(tmp_path, "I1,Noise,03/01/2026 22:15", name="calls.csv", header="Ref,Type,Start")

    loaded(archive, crimes, calls)
    loaded(archive, put(tmp_path, *month_rows("2026-01", 4)))

    assert held(archive) == {"2026-01": 5}
    assert {(one.force, one.rows) for one in holdings(archive.snapshot())} == {
        ("Frankshire Police: recorded-crime", 4),
        ("Frankshire Police: incidents", 1),
    }


def test_a_changed_layout_is_named_and_nothing_is_written(tmp_path):
    archive = remembering(tmp_path)

    report = loaded(archive, put(tmp_path, row(1), header=HEADER.replace("Victim", "Aggrieved")))

    assert [file.status for file in report.files] == ["failed"]
    assert "gone: “Victim”; new: “Aggrieved”" in report.files[0].reason
    assert archive.datasets() == []


def test_headings_that_moved_down_are_pointed_at(tmp_path):
    archive = remembering(tmp_path)

    report = loaded(archive, put(tmp_path, HEADER, row(1), header="Crimes of January,,,,,,"))

    assert "its headings stand on row 2" in report.files[0].reason


def test_a_lapsed_agreement_blocks_and_is_logged(tmp_path):
    archive = remembering(tmp_path, feed_text(PEOPLE, until="2025-03-31"))

    report = loaded(archive, put(tmp_path, row(1)))

    assert [file.status for file in report.files] == ["refused"]
    assert "ISA-7 lapsed on 31 March 2025" in report.files[0].reason
    assert archive.datasets() == []
    assert [entry.event for entry in entries(archive)] == ["added", "refused"]


def test_a_dry_run_writes_and_logs_nothing(tmp_path):
    archive = remembering(tmp_path)

    report = loaded(archive, put(tmp_path, row(1)), dry_run=True)

    assert [file.status for file in report.files] == ["loaded"]
    assert archive.datasets() == []
    assert [entry.event for entry in entries(archive)] == ["added"]


def test_bad_rows_are_listed_by_shape_and_good_ones_load(tmp_path):
    archive = remembering(tmp_path)

    report = loaded(archive, put(tmp_path, row(1), row(2).replace("03/01", "Zed")))

    assert [(bad.row, bad.column, bad.value) for bad in report.rejected] == [(3, "Start", "Aaa/9999 99:99")]
    assert held(archive) == {"2026-01": 1}


def test_two_feeds_of_one_layout_cannot_be_told_apart(tmp_path):
    archive = remembering(tmp_path, feed_text(PEOPLE), feed_text(PEOPLE, name="Other crime"))

    report = loaded(archive, put(tmp_path, row(1)))

    assert [file.status for file in report.files] == ["failed"]
    assert "layouts must differ" in report.files[0].reason


def test_a_new_description_is_read_anew(tmp_path):
    archive = remembering(tmp_path)
    path = put(tmp_path, row(1, stolen="Cash"))
    loaded(archive, path)
    columns = {heading: meaning for heading, meaning in PEOPLE.items() if heading != "Stolen"}
    text = feed_text(columns, drop=["Stolen"])
    add(archive, text, by="analyst", on=TODAY)

    report = loaded(archive, path)

    assert [file.status for file in report.files] == ["replaced"]
    assert archive.table("partner_events").to_pyarrow_table()["property_stolen"].to_pylist() == [None]


def test_a_feed_keeps_its_kind(tmp_path):
    archive = remembering(tmp_path)

    with pytest.raises(MappingFault, match="cannot become incidents"):
        add(archive, feed_text(PEOPLE, kind="incidents"), by="analyst", on=TODAY)

    assert [feed.kind for feed in feeds(archive)] == ["crimes"]


def test_a_workbook_is_loaded_when_named_or_met(tmp_path):
    archive = remembering(tmp_path, feed_text(COLUMNS, file='format = "xlsx"\nsheet = "Data"'))
    folder = tmp_path / "sent"
    folder.mkdir()
    rows = [["Ref", "Type", "Start"], ["C1", "Burglary", "03/01/2026 22:15"]]
    put_workbook(folder, "a.xlsx", {"Notes": [["Read me"]], "Data": rows})

    report = loaded(archive, folder)

    assert [file.status for file in report.files] == ["loaded"]


def test_an_unknown_workbook_is_passed_over_in_a_folder_and_refused_by_name(tmp_path):
    archive = remembering(tmp_path)
    path = put_workbook(tmp_path, "a.xlsx", {"A": [["x"]]})

    [named] = loaded(archive, path).files

    assert named.status == "failed"
    assert "feed propose" in named.reason


def test_rows_past_retention_are_not_taken(tmp_path):
    archive = remembering(tmp_path, feed_text(PEOPLE, retention_months=1))

    report = loaded(archive, put(tmp_path, *month_rows("2020-01", 2)))

    assert [file.status for file in report.files] == ["failed"]
    assert "past the agreed retention" in report.files[0].reason


def test_a_load_killed_before_it_was_logged_is_logged_by_the_next(tmp_path):
    archive = remembering(tmp_path)
    path = put(tmp_path, row(1))
    loaded(archive, path)
    log = archive.folder / "feeds" / "log.jsonl"
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])

    loaded(archive, path)

    assert [(entry.event, entry.details.get("months")) for entry in entries(archive)] == [
        ("added", None),
        ("loaded", ["2026-01"]),
    ]


def test_counts_go_where_counts_are(tmp_path):
    columns = {"Month": "month", "Area": "lsoa21", "What": "category", "N": "count"}
    archive = remembering(tmp_path, feed_text(columns, kind="counts", name="Ambulance", sender="Frankshire Ambulance"))
    path = put(tmp_path, "2026-01,E01999001,Assault,3", header="Month,Area,What,N")

    first, second = loaded(archive, path), loaded(archive, path)

    assert [file.status for file in first.files + second.files] == ["loaded", "unchanged"]
    (counted,) = archive.table("counts_extract").to_pyarrow_table().to_pylist()
    assert (counted["dataset"], counted["sensitivity"], counted["count"]) == ("Ambulance", "restricted", 3)


def test_a_postcode_becomes_its_lsoa_and_is_forgotten(tmp_path):
    columns = COLUMNS | {"PC": "postcode"}
    archive = remembering(tmp_path, feed_text(columns))
    path = put(
        tmp_path, "C1,Theft,03/01/2026 22:15,zf1 1aa", "C2,Theft,03/01/2026 22:15,ZF1", header="Ref,Type,Start,PC"
    )
    without = loaded(archive, path)
    look_up = tmp_path / "postcodes.csv"
    look_up.write_text("Postcode,Latitude,Longitude,LSOA21CD,LAD24CD\nZF11AA,53.5,1.5,E01999001,E06999001\n")

    loaded(archive, look_up, path)

    assert "load it first" in without.files[0].reason
    rows = archive.table("partner_events").to_pyarrow_table()
    assert "postcode" not in rows.column_names
    assert list(zip(rows["lsoa"].to_pylist(), rows["place_confidence"].to_pylist(), strict=True)) == [
        ("E01999001", "postcode"),
        (None, "none"),
    ]


def test_an_lsoa_of_2011_counts_where_it_became_one(tmp_path):
    archive = remembering(tmp_path, feed_text(COLUMNS | {"Old": "lsoa11"}))
    look_up = tmp_path / "lookup.csv"
    lines = [
        "E01000001,Old A,E01999001,New A,U",
        "E01000002,Old B,E01999002,New B,S",
        "E01000002,Old B,E01999003,New C,S",
    ]
    look_up.write_text("\n".join(["LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND", *lines]) + "\n")
    path = put(
        tmp_path,
        "C1,Theft,03/01/2026 22:15,E01000001",
        "C2,Theft,03/01/2026 22:15,E01000002",
        header="Ref,Type,Start,Old",
    )

    report = loaded(archive, look_up, path)

    assert report.ok, report.files
    rows = archive.table("partner_events").to_pyarrow_table()
    assert rows["lsoa"].to_pylist() == ["E01999001", None]
    assert rows["place_confidence"].to_pylist() == ["lsoa of 2011", "none"]


def test_coordinates_find_their_lsoa_where_boundaries_are_held(tmp_path):
    archive = remembering(tmp_path, feed_text(COLUMNS | {"X": "longitude", "Y": "latitude"}))
    square = '{"type":"Polygon","coordinates":[[[1,53],[2,53],[2,54],[1,54],[1,53]]]}'
    boundary = tmp_path / "lsoa21_generalised.geojson"
    boundary.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"LSOA21CD":"E01999001","LSOA21NM":"A"},'
        f'"geometry":{square}}}]}}'
    )
    path = put(
        tmp_path,
        "C1,Theft,03/01/2026 22:15,1.5,53.5",
        "C2,Theft,03/01/2026 22:15,2.5,53.5",
        header="Ref,Type,Start,X,Y",
    )

    report = loaded(archive, boundary, path)

    assert report.ok, report.files
    rows = archive.table("partner_events").to_pyarrow_table()
    assert rows["lsoa"].to_pylist() == ["E01999001", None]
    assert rows["place_confidence"].to_pylist() == ["coordinates", "coordinates"]


def test_incidents_never_reach_recorded_crime(tmp_path):
    archive = remembering(tmp_path, feed_text(PEOPLE, kind="incidents"))
    look_up = tmp_path / "places.csv"
    look_up.write_bytes(places("E01999001"))

    loaded(archive, look_up, put(tmp_path, *month_rows("2026-01", 3)))

    assert not archive.holds("police_uk_street")
    assert set(archive.table("partner_events").to_pyarrow_table()["kind"].to_pylist()) == {"incidents"}


def test_two_files_of_one_month_in_one_load_are_not_both_taken(tmp_path):
    archive = remembering(tmp_path)
    one = put(tmp_path, *month_rows("2026-01", 3), name="a.csv")
    other = put(tmp_path, *month_rows("2026-01", 4), name="b.csv")

    report = loaded(archive, one, other)

    assert [file.status for file in report.files] == ["loaded", "refused"]
    assert "as has" in report.files[1].reason
    assert held(archive) == {"2026-01": 3}


def test_a_spoilt_description_is_told_and_stops_nothing_else(tmp_path):
    archive = remembering(tmp_path)
    (archive.folder / "feeds" / "frankshire-police" / "recorded-crime.toml").write_text("[feed")
    look_up = tmp_path / "places.csv"
    look_up.write_bytes(places("E01999001"))

    report = loaded(archive, look_up)

    assert {file.status for file in report.files} == {"failed", "loaded"}
    assert "cannot be used" in report.files[0].reason
