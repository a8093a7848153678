"""Questions about partners' events."""

import pytest

from frankpledge.archive import partner_events
from frankpledge.archive.partner_events import WrongKind
from frankpledge.month import Month
from tests.archive.partner_files import KEY, PEOPLE, loaded, put, remembering, row
from tests.sources.partners import COLUMNS, feed_text

JANUARY = [Month.parse("2026-01")]
TWO = Month.parse("2026-01").to(Month.parse("2026-02"))


@pytest.fixture
def snapshot(tmp_path):
    """Three crimes (one with two victims) and an incident; V1 is a victim twice, V2 a victim and a suspect."""
    people = feed_text(PEOPLE, file='one_row_per = "person"')
    archive = remembering(tmp_path, people, feed_text(COLUMNS, kind="incidents", name="Incidents"))
    loaded(
        archive,
        put(
            tmp_path,
            row(1, victim="V1", stolen="Cash, Phone"),
            row(1, victim="V2", stolen="Cash, Phone"),
            row(2, victim="V1", suspect="V2", kind="Violence", area=""),
            row(3, "2026-02", victim="", stolen="Cash"),
        ),
        put(tmp_path, "I1,Noise,03/01/2026 22:15", name="calls.csv", header="Ref,Type,Start"),
    )
    return archive.snapshot()


def test_rows_of_one_reference_are_one_event(snapshot):
    counted = partner_events.event_counts(snapshot, [KEY], None, TWO)

    assert counted["n"].sum() == 3
    assert len(partner_events.events(snapshot, [KEY], None, JANUARY)) == 2


def test_an_area_has_the_events_placed_in_it(snapshot):
    counted = partner_events.event_counts(snapshot, [KEY], ["E01999001"], TWO)

    assert counted[["offence_group", "n"]].to_dict("list") == {"offence_group": ["Burglary", "Burglary"], "n": [1, 1]}


def test_incidents_cannot_be_asked_for_as_crimes(snapshot):
    incidents = "frankshire-police/incidents"

    with pytest.raises(WrongKind, match="does not hold crimes"):
        partner_events.events(snapshot, [KEY, incidents], None, TWO)

    assert len(partner_events.events(snapshot, [incidents], None, TWO, kind="incidents")) == 1
    assert [held.feed for held in partner_events.feeds_held(snapshot, "crimes")] == [KEY]


def test_people_are_linked_by_their_code_alone(snapshot):
    victims = partner_events.people(snapshot, [KEY], None, TWO, role="victim")
    suspects = partner_events.people(snapshot, [KEY], None, TWO, role="suspect")

    assert sorted(victims["person"].value_counts().tolist()) == [1, 2]
    assert set(suspects["person"]) < set(victims["person"])
    assert partner_events.people_left_out(snapshot, [KEY], None, TWO, role="victim") == 1


def test_things_stolen_are_counted_once_an_event(snapshot):
    stolen = partner_events.stolen(snapshot, [KEY], None, TWO)

    assert stolen[["item", "events"]].to_dict("list") == {"item": ["Cash", "Phone"], "events": [2, 1]}


def test_crimes_that_name_what_was_stolen_are_counted_once_an_event(snapshot):
    assert partner_events.with_property(snapshot, [KEY], None, TWO) == 2


def test_events_are_counted_by_offence_code(tmp_path):
    coded = {**PEOPLE, "Code": "offence_code"}
    archive = remembering(tmp_path, feed_text(coded))
    loaded(archive, put(tmp_path, row(1) + ",28E", row(2) + ",28E", row(3) + ",", header="Ref,Type,Start,Victim,Suspect,Area,Stolen,Code"))  # fmt: skip

    counted = partner_events.code_counts(archive.snapshot(), [KEY], None, JANUARY)

    assert dict(zip(counted["offence_code"].fillna("none"), counted["n"], strict=True)) == {"28E": 2, "none": 1}


def test_what_an_area_cannot_have_is_told(snapshot):
    assert partner_events.left_out(snapshot, [KEY], TWO) == {"no LSOA": 1, "no coordinates": 3}


def test_what_is_held_is_told_by_feed(snapshot):
    [crimes] = partner_events.feeds_held(snapshot, "crimes")

    assert (crimes.rows, [str(month) for month in crimes.months]) == (4, ["2026-01", "2026-02"])
    assert (crimes.exact_times, crimes.placed) == (1.0, 0.75)
    assert partner_events.months_held(snapshot, KEY) == set(TWO)


def test_the_files_behind_a_figure_are_named(snapshot):
    [named] = partner_events.files(snapshot, [KEY], JANUARY)

    assert named.startswith("Frankshire Police, recorded-crime, extract.csv, 2026-01 to 2026-01, loaded ")


def test_an_archive_without_partners_has_no_feeds(tmp_path):
    archive = remembering(tmp_path)

    assert partner_events.feeds_held(archive.snapshot()) == []


def test_a_change_of_system_shows(tmp_path):
    archive = remembering(tmp_path)
    loaded(archive, put(tmp_path, row(1, "2026-02"), row(2, "2026-03"), row(3, "2026-04")))

    found = partner_events.systems(archive.snapshot(), [KEY])

    assert found[["source_system", "first", "last", "rows"]].values.tolist() == [
        ["Old records", "2026-02", "2026-02", 1],
        ["New records", "2026-03", "2026-04", 2],
    ]
