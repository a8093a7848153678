"""An assessment of Frankshire finds what is planted, and finds nothing where nothing is."""

from pathlib import Path

import pytest

from frankpledge.archive.archive import Archive, Snapshot
from frankpledge.archive.areas import find_area, partnerships
from frankpledge.archive.load import load
from frankpledge.archive.load_report import LoadReport
from frankpledge.assessment import change, deprivation, place, trend
from frankpledge.assessment.evidence import Evidence, gather
from frankpledge.assessment.finding import Finding
from frankpledge.demo import invent
from frankpledge.demo.expected import hot_lsoas
from frankpledge.demo.place import make_place
from frankpledge.demo.truths import ANTI_SOCIAL, PLANTED
from frankpledge.month import Month

LAST = Month.parse("2025-12")
CENTRE = PLANTED.real_changes[0].district


@pytest.fixture(scope="module")
def loaded(frankshire: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, LoadReport]:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    return archive, load(archive, [frankshire])


@pytest.fixture(scope="module")
def snapshot(loaded: tuple[Archive, LoadReport]) -> Snapshot:
    return loaded[0].snapshot()


@pytest.fixture(scope="module")
def evidence(snapshot: Snapshot) -> Evidence:
    return gather(snapshot, find_area(snapshot, CENTRE), LAST)


def by_id(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.id: finding for finding in findings}


def beyond_chance(findings: list[Finding]) -> set[str | None]:
    """The types of crime of which a change is said to be more than chance."""
    return {finding.crime_type for finding in findings if finding.strength != "weak"}


def test_every_row_of_the_demonstration_is_loaded(loaded: tuple[Archive, LoadReport], frankshire: Path) -> None:
    lines = sum(len(path.read_bytes().splitlines()) - 1 for path in frankshire.glob("police-uk/*/*.csv"))

    report = loaded[1]

    assert report.ok
    assert not report.rejected
    assert sum(file.rows for file in report.files if file.dataset == "police_uk_street") == lines


def test_loading_notices_the_month_without_unplaced_rows(loaded: tuple[Archive, LoadReport]) -> None:
    unusual = {quality.month: quality.unusual for quality in loaded[1].quality if quality.unusual}

    assert set(unusual) == {"2025-07"}


def test_the_twelve_partnerships_are_there(snapshot: Snapshot) -> None:
    assert len(partnerships(snapshot)) == 12


def test_the_real_change_is_found_and_no_other(evidence: Evidence) -> None:
    found = beyond_chance(change.findings(evidence))

    assert found == {PLANTED.real_changes[0].crime_type}


def test_nothing_is_said_to_have_changed_in_the_quiet_district(snapshot: Snapshot) -> None:
    quiet = gather(snapshot, find_area(snapshot, PLANTED.quiet), LAST)

    assert beyond_chance(change.findings(quiet)) == set()


def test_the_recording_change_is_found_and_named(evidence: Evidence) -> None:
    said = by_id(trend.findings(evidence))["trend-public-order"].statement

    assert "lower from about May 2023" in said
    assert "A change in recording may be why" in said


def test_the_season_is_found_with_its_peak_in_summer(evidence: Evidence) -> None:
    found = next(finding for finding in trend.findings(evidence) if finding.crime_type == ANTI_SOCIAL)

    assert any(f"highest in {month}" in found.statement for month in ("June", "July", "August"))
    assert any(f"lowest in {month}" in found.statement for month in ("December", "January", "February"))


def test_the_hot_area_is_found_and_nothing_else_is_called_hot(evidence: Evidence) -> None:
    island = make_place(1)
    planted = {island.codes[index] for index in hot_lsoas(island, PLANTED.hot_areas[0])}

    table = by_id(place.findings(evidence))["place-hot-vehicle-crime"].table

    assert table is not None
    names = [column.name for column in table.columns]
    hot = {row[names.index("area_code")] for row in table.rows if row[names.index("hot")] == "yes"}
    assert len(hot & planted) >= 3
    assert not hot - planted


def test_violence_is_found_to_rise_with_deprivation(snapshot: Snapshot) -> None:
    force = gather(snapshot, find_area(snapshot, "force:Frankshire"), LAST)

    found = by_id(deprivation.findings(force))["deprivation-violence-and-sexual-offences"]

    assert "the rate rises with deprivation" in found.statement


@pytest.fixture(scope="module")
def silence(tmp_path_factory: pytest.TempPathFactory) -> list[Evidence]:
    """All twelve partnerships of an island on which nothing is planted."""
    folder = tmp_path_factory.mktemp("noise")
    archive = Archive(folder / "archive")
    load(archive, [invent.write(folder / "demo", seed=2, noise=True)])
    snapshot = archive.snapshot()
    return [gather(snapshot, area, LAST) for area in partnerships(snapshot)]


def test_noise_is_not_called_change(silence: list[Evidence]) -> None:
    alarmed = [evidence.area.name for evidence in silence if beyond_chance(change.findings(evidence)) - {None}]

    # 5% of tables of changes may have a false alarm: 3 or more of 12 would be 1 chance in 50.
    assert len(alarmed) <= 2


def test_noise_has_few_seasons_steps_or_months_that_stand_out(silence: list[Evidence]) -> None:
    said = [finding.statement for evidence in silence for finding in trend.findings(evidence)]

    assert len(said) > 100
    assert sum("A season comes back" in words for words in said) / len(said) < 0.1
    assert sum("The level is" in words for words in said) / len(said) < 0.1
    # Three rules over twelve months: simulated, 13% of charts have a false alarm.
    assert sum("No month of this period stands out" in words for words in said) / len(said) > 0.75
