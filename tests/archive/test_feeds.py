"""Terms of partners' data: the log, retention, and what must be shared by law."""

import json
from datetime import date

import pytest

from frankpledge.archive import feeds_log, shared_data_sets
from frankpledge.archive.feeds import UnknownFeed, add, feed_named
from frankpledge.archive.feeds_log import IdentifierInLog
from frankpledge.archive.feeds_retention import past_retention, purge
from frankpledge.archive.holdings import holdings
from frankpledge.archive.partner_events import feeds_held
from frankpledge.month import Month
from tests.archive.partner_files import KEY, PEOPLE, TODAY, held, loaded, month_rows, put, remembering
from tests.sources.partners import feed_text

MONTHS = Month.parse("2026-01").to(Month.parse("2026-03"))


def ask(archive, **changes):
    told = {
        "by": "A. Analyst", "agency": "Frankshire Council", "purpose": "Strategic assessment", "feed": KEY,
        "wanted": "burglary, counts by ward", "months": MONTHS, "decision": "agreed", "on": TODAY,
    } | changes  # fmt: skip
    return feeds_log.request(archive, **told)


def test_a_request_is_logged_with_who_when_filter_and_period(tmp_path):
    archive = remembering(tmp_path)

    ask(archive)

    entry = feeds_log.entries(archive)[-1]
    assert (entry.number, entry.event, entry.by, entry.on) == (2, "requested", "A. Analyst", "2026-06-30")
    assert entry.details == {
        "agency": "Frankshire Council", "purpose": "Strategic assessment", "feed": KEY,
        "filter": "burglary, counts by ward", "decision": "agreed", "first": "2026-01", "last": "2026-03",
    }  # fmt: skip


def test_a_request_about_a_person_is_not_written_down(tmp_path):
    archive = remembering(tmp_path)

    with pytest.raises(IdentifierInLog):
        ask(archive, wanted="everything on Mr Bloggs")

    assert len(feeds_log.entries(archive)) == 1


def test_who_asked_may_be_named(tmp_path):
    assert ask(remembering(tmp_path), by="Dr Bloggs, public health").by == "Dr Bloggs, public health"


@pytest.mark.parametrize("missing", [{"purpose": " "}, {"months": []}])
def test_a_request_without_purpose_or_period_is_refused(tmp_path, missing):
    with pytest.raises(ValueError, match="A request needs"):
        ask(remembering(tmp_path), **missing)


@pytest.mark.parametrize("alter", ["change", "remove", "swap"])
def test_tampering_shows(tmp_path, alter):
    archive = remembering(tmp_path)
    for _ in range(3):
        ask(archive)
    path = archive.folder / "feeds" / "log.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    assert feeds_log.first_altered(archive) is None

    if alter == "change":
        told = json.loads(lines[1]) | {"purpose": "Something else"}
        lines[1] = json.dumps(told).encode() + b"\n"
    elif alter == "remove":
        del lines[1]
    else:
        lines[1], lines[2] = lines[2], lines[1]
    path.write_bytes(b"".join(lines))

    assert feeds_log.first_altered(archive) in (2, 3)


def test_a_line_half_written_by_a_killed_process_is_not_part_of_the_log(tmp_path):
    archive = remembering(tmp_path)
    with open(archive.folder / "feeds" / "log.jsonl", "ab") as out:
        out.write(b'{"number": 2, "ev')

    ask(archive)

    assert [entry.number for entry in feeds_log.entries(archive)] == [1, 2]
    assert feeds_log.first_altered(archive) is None


def test_what_is_past_retention_is_listed_and_goes_for_good(tmp_path):
    archive = remembering(tmp_path)
    loaded(archive, put(tmp_path, *month_rows("2025-01", 3), *month_rows("2026-01", 2)))
    add(archive, feed_text(PEOPLE, retention_months=12), by="analyst", on=TODAY)

    [old] = past_retention(archive, TODAY)
    purge(archive, by="analyst", on=TODAY)

    assert (old.months, old.rows, str(old.kept_from)) == (("2025-01",), 3, "2025-06")
    assert held(archive) == {"2026-01": 2}
    assert past_retention(archive, TODAY) == []
    assert not list((archive.folder / "partner_events").glob("month=2025-01/*.parquet"))
    assert feeds_log.entries(archive)[-1].details == {"feed": KEY, "months": ["2025-01"], "rows": 3}


def test_when_everything_goes_the_archive_still_answers(tmp_path):
    archive = remembering(tmp_path, feed_text(PEOPLE))
    loaded(archive, put(tmp_path, *month_rows("2025-01", 3)))
    add(archive, feed_text(PEOPLE, retention_months=12), by="analyst", on=TODAY)

    purge(archive, by="analyst", on=TODAY)

    assert holdings(archive.snapshot()) == []
    assert feeds_held(archive.snapshot()) == []


def test_retention_of_one_feed_leaves_the_others(tmp_path):
    archive = remembering(tmp_path, feed_text(PEOPLE), feed_text(PEOPLE | {"New": "outcome"}, name="Kept"))
    loaded(archive, put(tmp_path, *month_rows("2025-01", 3)))
    header = ",".join([*PEOPLE, "New"])
    loaded(archive, put(tmp_path, *[f"{row},Charged" for row in month_rows("2025-01", 2)], header=header))
    add(archive, feed_text(PEOPLE, retention_months=12), by="analyst", on=TODAY)

    purge(archive, by="analyst", on=TODAY)

    assert set(archive.table("partner_events").to_pyarrow_table()["feed"].to_pylist()) == {"frankshire-police/kept"}


def test_feeds_are_known_by_key_or_name(tmp_path):
    archive = remembering(tmp_path)

    assert feed_named(archive, KEY) == feed_named(archive, "recorded crime")
    with pytest.raises(UnknownFeed, match=r"There is no feed “x”.* Feeds: frankshire-police/recorded-crime"):
        feed_named(archive, "x")


@pytest.mark.parametrize(
    ("first", "due"),
    [("2026-01", "2026-06-30"), ("2026-04", "2026-09-30"), ("2026-07", "2026-12-31"), ("2025-10", "2026-03-31")],
)
def test_a_quarter_is_due_by_the_end_of_the_next(first, due):
    assert str(shared_data_sets.Quarter(Month.parse(first)).due) == due


def test_the_catalogue_has_each_paragraph_once_and_says_where_from():
    about = shared_data_sets.catalogue()

    assert [data_set.paragraph for data_set in about.data_sets] == [str(number) for number in range(1, 12)]
    assert len({data_set.key for data_set in about.data_sets}) == 11
    assert "SI 2007/1831" in about.law


def states(archive, on):
    found = shared_data_sets.deliveries(archive, [shared_data_sets.Quarter(Month.parse("2025-10"))], on)
    return {
        one.data_set.key: (one.state, one.days_late)
        for one in found
        if one.data_set.key in ("police-crimes", "health-ambulance")
    }


def test_what_came_and_what_is_late(tmp_path, monkeypatch):
    archive = remembering(tmp_path)
    assert states(archive, date(2026, 3, 31)) == {
        "police-crimes": ("not yet due", 0),
        "health-ambulance": ("not yet due", 0),
    }
    for months, on in ((["2025-10", "2025-11"], date(2026, 1, 20)), (["2025-12"], date(2026, 4, 10))):
        feeds_log.note(archive, "loaded", by="analyst", on=on, feed=KEY, months=months, sha256="0" * 64, rows=1)
        if months[0] == "2025-10":
            assert states(archive, date(2026, 4, 2))["police-crimes"] == ("part received", 2)

    assert states(archive, date(2026, 5, 1)) == {
        "police-crimes": ("received late", 10),
        "health-ambulance": ("late", 31),
    }


def test_a_restated_month_was_still_received_when_it_first_came(tmp_path):
    archive = remembering(tmp_path)
    for on in (date(2026, 1, 20), date(2026, 9, 1)):
        months = ["2025-10", "2025-11", "2025-12"]
        feeds_log.note(archive, "loaded", by="analyst", on=on, feed=KEY, months=months, sha256="0" * 64, rows=1)

    assert states(archive, date(2026, 9, 2))["police-crimes"] == ("received", 0)
