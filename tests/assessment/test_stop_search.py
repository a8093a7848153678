"""Stop and search: differences told with both bases, by two ways of naming groups, for a whole force alone."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from frankpledge.archive.areas import find_area
from frankpledge.assessment import stop_search
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import Finding
from frankpledge.month import Month
from tests.assessment.archives import FILE, FORCE_NAME, LOAD, POLICE, Town, archive
from tests.assessment.events import add_residents

YEAR = [str(month) for month in Month.parse("2025-01").to(Month.parse("2025-12"))]
TOWN = Town(4, 4, district=16, ward=4)
RESIDENTS = {"ethnicity": {"White": 1250, "Black, Black British, Black Welsh, Caribbean or African": 250}}
WHITE = "White - English/Welsh/Scottish/Northern Irish/British"
BLACK = "Black/African/Caribbean/Black British - African"
UNSTATED = "Other ethnic group - Not stated"
NOTHING, ARREST = "A no further action disposal", "Arrest"
Search = tuple[str | None, str | None, str | None]  # self-defined, officer-defined, outcome


def found(
    folder: Path, searches: Sequence[Search], *, area: str = f"force:{FORCE_NAME}", sample: bool = False,
    kind: str = "Person search",
) -> list[Finding]:  # fmt: skip
    """`searches` of each month."""
    made = archive(folder, TOWN, [(YEAR[0], 0, "Burglary", 3)], months=YEAR, postcodes=False, boundaries=False)
    add_residents(made, TOWN.lsoas, RESIDENTS)
    n = len(searches)
    for month in YEAR:
        table = pa.table(
            {
                "month": [month] * n,
                "month_ix": pa.array([Month.parse(month).index] * n, pa.int32()),
                "force": [POLICE] * n,
                "type": [kind] * n,
                "self_defined_ethnicity": pa.array([one[0] for one in searches], pa.string()),
                "officer_defined_ethnicity": pa.array([one[1] for one in searches], pa.string()),
                "outcome": pa.array([one[2] for one in searches], pa.string()),
                "sample": [sample] * n,
                **{name: [value] * n for name, value in FILE.items()},
            }
        )
        made.replace_months("police_uk_stop_and_search", table, [month], load=LOAD)
    snapshot = made.snapshot()
    return stop_search.findings(gather(snapshot, find_area(snapshot, area), Month.parse("2025-12")))


TWICE: list[Search] = [(WHITE, "White", NOTHING)] * 15 + [(BLACK, "Black", NOTHING)] * 6


def test_a_group_searched_twice_as_often_is_told_with_what_it_rests_on(tmp_path: Path) -> None:
    [finding] = found(tmp_path, TWICE)

    assert finding.strength == "strong"
    assert "Black people were searched 2.0 times as often as White people for each resident" in finding.statement
    assert finding.figure("searches").value == 12 * 21
    assert len(finding.provenance.editions) == 12


def test_people_who_state_nothing_are_as_the_officer_saw_them_and_their_own_words_stand_beside(tmp_path: Path) -> None:
    [finding] = found(tmp_path, [*[(WHITE, "White", NOTHING)] * 15, *[(BLACK, "Black", NOTHING)] * 4, *[(UNSTATED, "Black", NOTHING)] * 2])  # fmt: skip

    assert finding.figure("searched_ratio_black").value == 2.0
    assert round(finding.figure("searched_own_words_ratio_black").value or 0, 2) == 1.33


def test_what_officers_alone_say_is_not_enough(tmp_path: Path) -> None:
    searches: list[Search] = [*[(WHITE, "White", NOTHING)] * 15, *[(BLACK, "Black", NOTHING)] * 2, *[(UNSTATED, "Black", NOTHING)] * 5]  # fmt: skip

    [finding] = found(tmp_path, searches)

    assert (finding.figure("searched_own_words_ratio_black").value or 9) < 1
    assert finding.strength == "weak"
    assert "No group is shown" in finding.statement


def test_searches_that_lead_to_less_are_told(tmp_path: Path) -> None:
    searches: list[Search] = [
        *[(WHITE, "White", ARREST)] * 6, *[(WHITE, "White", NOTHING)] * 9,
        *[(BLACK, "Black", ARREST)] * 1, *[(BLACK, "Black", NOTHING)] * 11,
    ]  # fmt: skip

    [finding] = found(tmp_path, searches)

    assert "Searches of Black people led to something 0.2 times as often as those of White people" in finding.statement


def test_a_smaller_area_has_none_for_rows_name_no_lsoa(tmp_path: Path) -> None:
    assert found(tmp_path, TWICE, area="District A") == []


def test_samples_and_vehicles_are_not_counted(tmp_path: Path) -> None:
    assert found(tmp_path / "1", TWICE, sample=True) == []
    assert found(tmp_path / "2", TWICE, kind="Vehicle search") == []


def test_few_searches_say_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, TWICE[:3]) == []
