"""Findings from a partner's own crimes: they find what is planted in the invented extract, and give no small number away."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.archive.archive import Snapshot
from frankpledge.archive.areas import find_area, search
from frankpledge.assessment import partner_crimes
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import SUPPRESSED, Finding
from frankpledge.month import Month

TODAY = date(2026, 6, 1)
LAST = Month.parse("2025-12")


@pytest.fixture(scope="module")
def snapshot(with_partners: Snapshot) -> Snapshot:
    return with_partners


@pytest.fixture(scope="module")
def found(snapshot: Snapshot) -> dict[str, Finding]:
    evidence = gather(snapshot, find_area(snapshot, "Castermouth"), LAST)
    findings = partner_crimes.findings(evidence, today=TODAY)
    return {finding.id.replace("frankshire-police-recorded-crime-with-times", "x"): finding for finding in findings}


def test_friday_night_is_found_and_no_day_is_where_none_is_planted(found: dict[str, Finding]) -> None:
    assert found["time-of-week-x-violence"].strength == "strong"
    assert "Friday and the night after" in found["time-of-week-x-violence"].statement
    assert found["time-of-week-x-vehicle-crime"].strength == "weak"


def test_near_repeats_of_burglary_are_found_and_none_of_thefts_from_vehicles(found: dict[str, Finding]) -> None:
    assert found["near-repeats-x-burglary"].strength == "strong"
    assert "within 7 days" in found["near-repeats-x-burglary"].statement
    assert found["near-repeats-x-vehicle-crime"].strength == "weak"


def test_what_gathers_is_found_where_it_is_planted_and_nothing_else(found: dict[str, Finding]) -> None:
    gathering = found["gathering-x"]
    assert gathering.table

    assert gathering.strength in ("strong", "moderate")
    assert gathering.statement.startswith("Bicycle theft has gathered in ")
    assert "weeks to 31 December 2025" in gathering.statement
    assert "Of the other 3 scanned, nothing shows." in gathering.statement
    [bicycles] = [row for row in gathering.table.rows if row[0] == "Bicycle theft"]
    assert 12 <= int(str(bicycles[4])) <= 18  # 14 were planted


def test_repeat_victims_and_suspects_are_counted_as_planted(found: dict[str, Finding]) -> None:
    victims, suspects = found["repeat-victims-x"], found["repeat-suspects-x"]

    # 25 people are planted as repeat victims and 30 as repeat suspects; a few are first named too late to be watched.
    assert 20 <= int(victims.statement.split("(")[1].split(" ")[0]) <= 25
    assert 24 <= int(suspects.statement.split("(")[1].split(" ")[0]) <= 30


def test_no_number_from_1_to_4_is_shown(found: dict[str, Finding]) -> None:
    counts = [figure.value for finding in found.values() for figure in finding.figures if figure.unit == "count"]
    for finding in found.values():
        if finding.table:
            for row in finding.table.rows:
                cells = zip(row, finding.table.columns, strict=True)
                counts += [cell for cell, column in cells if column.unit == "count"]

    assert SUPPRESSED in counts
    assert [count for count in counts if isinstance(count, int) and 0 < count < 5] == []


def test_the_hours_of_the_week_add_up_to_the_events(found: dict[str, Finding]) -> None:
    finding = found["time-of-week-x-vehicle-crime"]
    assert finding.table

    assert finding.table.rows[-1][-1] == finding.figure("events_with_a_time").value


@given(st.lists(st.floats(0, 50), min_size=6, max_size=6))
def test_parts_of_events_become_whole_ones_that_add_up(parts: list[float]) -> None:
    exact = np.array(parts)
    exact[0] += round(exact.sum()) + 1 - exact.sum()  # as many events, whole ones

    whole = partner_crimes._whole_events(exact.reshape(2, 3))

    assert whole.sum() == round(exact.sum())
    assert (np.abs(whole.ravel() - exact) < 1 + 1e-6).all()


def test_a_lapsed_agreement_is_said_and_nothing_is_counted(snapshot: Snapshot) -> None:
    evidence = gather(snapshot, find_area(snapshot, "Castermouth"), LAST)

    [only] = partner_crimes.findings(evidence, today=date(2999, 1, 1))

    assert "held and not used here" in only.statement
    assert only.figures == ()
    assert only.provenance.rows_counted == 0


def test_nothing_is_said_of_a_ward(snapshot: Snapshot) -> None:
    ward = search(snapshot, "", "ward")[0]

    evidence = gather(snapshot, find_area(snapshot, ward.code), LAST)

    assert partner_crimes.findings(evidence, today=TODAY) == []
