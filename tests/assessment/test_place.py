"""Places: counts that add up, a planted hot area found, noise left alone, map points never called places."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from frankpledge.archive import areas
from frankpledge.assessment import place
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import Finding
from frankpledge.month import Month
from tests.assessment.archives import Town, archive, lsoa

LAST = Month.parse("2025-12")
MONTHS = [str(month) for month in LAST.minus(23).to(LAST)]
TOWN = Town(14, 9, district=126, ward=14)
HOT = (30, 31, 32, 44, 45, 46, 58, 59, 60)  # a block of nine, always
CORE = (31, 44, 45, 46, 59)  # those of it with most of their neighbours in it too; a corner has three of eight
NEW = (79, 80, 81, 93, 94, 95, 107, 108, 109)  # another, in the second year alone
NEW_CORE = (80, 93, 94, 95, 108)

Rows = list[tuple[str, int, str, int]]


def town_rows() -> Rows:
    chance = np.random.default_rng(7)
    rows: Rows = []
    for number, month in enumerate(MONTHS):
        for at in range(len(TOWN.lsoas)):
            times = 6.0 if at in HOT or (at in NEW and number >= 12) else 1.0
            rows.append((month, at, "Burglary", int(chance.poisson(2.0 * times))))
            rows.append((month, at, "Anti-social behaviour", int(chance.poisson(1.5))))
    return rows


def ask(folder: Path, rows: Rows, area: str, **made: bool) -> dict[str, Finding]:
    snapshot = archive(folder, TOWN, rows, months=sorted({row[0] for row in rows}), **made).snapshot()
    evidence = gather(snapshot, areas.find_area(snapshot, area), LAST)
    return {finding.id: finding for finding in place.findings(evidence)}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    return ask(tmp_path_factory.mktemp("town"), town_rows(), "District A")


def column(finding: Finding, name: str, key: str = "area_code") -> dict[str, object]:
    assert finding.table is not None
    names = [column.name for column in finding.table.columns]
    return {str(row[names.index(key)]): row[names.index(name)] for row in finding.table.rows}


def marked(finding: Finding) -> set[str]:
    return {shape.code for shape in finding.maps[0].shapes if shape.category == 1}


def test_every_part_has_a_stable_id(found: dict[str, Finding]) -> None:
    expected = {"place-hot-burglary", "place-wards-burglary", "place-hot-squares-burglary", "place-concentration"}
    assert expected <= set(found)
    assert all(finding.kind == "place" for finding in found.values())


def test_counts_by_ward_are_those_of_a_plain_count(found: dict[str, Finding]) -> None:
    expected: Counter[str] = Counter()
    for month, at, kind, n in town_rows():
        if kind == "Burglary" and month >= "2025-01":
            expected[TOWN.ward_of(at)[0]] += n

    assert column(found["place-wards-burglary"], "count") == dict(expected)


def test_all_crime_is_without_anti_social_behaviour(found: dict[str, Finding]) -> None:
    assert column(found["place-lsoas-all-crime"], "count") == column(found["place-hot-burglary"], "count")


def test_only_the_planted_changes_are_called_changes(found: dict[str, Finding]) -> None:
    verdicts = column(found["place-hot-burglary"], "verdict")

    changed = {code for code, verdict in verdicts.items() if verdict != "could be chance"}
    assert {lsoa(at) for at in NEW} <= changed
    assert len(changed) <= len(NEW) + 1  # of ten called a change, one in twenty may be a false alarm
    assert {verdicts[lsoa(at)] for at in NEW} == {"higher"}


def test_the_planted_areas_are_hot_and_little_else_is(found: dict[str, Finding]) -> None:
    hot = marked(found["place-hot-burglary"])

    assert {lsoa(at) for at in (*CORE, *NEW_CORE)} <= hot
    assert hot <= {lsoa(at) for at in (*HOT, *NEW)}


def test_the_legend_holds_the_false_alarm_rate(found: dict[str, Finding]) -> None:
    assert "false alarm" in found["place-hot-burglary"].maps[0].legend[1]


def test_last_periods_hot_areas_are_outlined_and_counted(found: dict[str, Finding]) -> None:
    finding = found["place-hot-burglary"]

    outlined = {shape.code for shape in finding.maps[0].shapes if shape.outlined}
    assert {lsoa(at) for at in CORE} <= outlined
    assert outlined.isdisjoint({lsoa(at) for at in NEW})
    again = finding.figure("hot_again").value
    assert again is not None
    assert again >= len(CORE)
    assert "in the period before" in finding.statement
    pai = finding.figure("pai").value
    assert pai is not None
    assert pai > 2


def test_areas_are_classed_by_quarter(found: dict[str, Finding]) -> None:
    finding = found["place-history"]
    assert " quarters, are these. " in finding.statement
    assert finding.table is not None

    classes = {(row[1], row[3]): row[4] for row in finding.table.rows}
    assert {classes[lsoa(at), "Burglary"] for at in CORE} == {"persistent"}
    assert {classes[lsoa(at), "Burglary"] for at in NEW_CORE} == {"emerging"}


def test_noise_has_no_hot_area_and_the_statement_says_so(found: dict[str, Finding]) -> None:
    finding = found["place-hot-anti-social-behaviour"]

    assert len(marked(finding)) <= 1
    assert finding.strength == "weak" or marked(finding)


def test_squares_are_hot_where_it_was_planted(found: dict[str, Finding]) -> None:
    finding = found["place-hot-squares-burglary"]
    assert finding.figure("squares").value == 126 * 16
    hot = finding.figure("hot_now").value
    assert hot is not None
    assert 200 <= hot <= 18 * 16 + 20  # the squares of both blocks, without some at their edges
    assert all(shape.geometry["type"] == "Polygon" for shape in finding.maps[0].shapes)


def test_density_names_its_bandwidth_and_cell(found: dict[str, Finding]) -> None:
    finding = found["place-density-burglary"]

    assert "bandwidth 500 m, cells of 250 m" in finding.maps[0].title
    assert finding.figure("bandwidth").value == 500
    highest, mean = finding.figure("density_highest").value, finding.figure("density_mean").value
    assert highest is not None
    assert mean is not None
    assert highest > mean > 0


def test_map_points_are_never_called_places(found: dict[str, Finding]) -> None:
    finding = found["place-map-points-all-crime"]

    assert finding.caveats[0].startswith("A map point is not a place")
    assert finding.table is not None
    assert "place" not in " ".join(column.label for column in finding.table.columns).lower()
    counts = list(column(finding, "count", "map_point").values())
    assert counts == sorted(counts, key=lambda n: -int(str(n)))


def test_concentration_stands_beside_what_chance_would_give(found: dict[str, Finding]) -> None:
    half = column(found["place-concentration"], "areas_with_half", "offence")
    by_chance = column(found["place-concentration"], "areas_with_half_by_chance", "offence")

    assert float(str(half["Burglary"])) < float(str(by_chance["Burglary"])) - 3
    assert abs(float(str(half["Anti-social behaviour"])) - float(str(by_chance["Anti-social behaviour"]))) <= 2


def test_geometries_are_rounded_to_five_decimals(found: dict[str, Finding]) -> None:
    ring = found["place-hot-burglary"].maps[0].shapes[0].geometry["coordinates"][0]  # type: ignore[index]

    assert all(round(number, 5) == number for position in ring for number in position)


def test_a_ward_is_tested_among_its_partnership_and_shows_itself_alone(tmp_path: Path) -> None:
    ward = ask(tmp_path, town_rows(), "ward:Ward 4")  # LSOAs 42 to 55, with three of the hot block

    assert {shape.code for shape in ward["place-hot-burglary"].maps[0].shapes} == {lsoa(at) for at in range(42, 56)}
    assert {lsoa(44), lsoa(45), lsoa(46)} <= marked(ward["place-hot-burglary"])
    assert ", among those of District A" in ward["place-hot-burglary"].statement


def test_a_single_lsoa_has_no_table_of_itself(tmp_path: Path) -> None:
    single = ask(tmp_path, town_rows(), lsoa(45))

    assert "place-lsoas-all-crime" not in single
    assert "This LSOA is unusually high" in single["place-hot-burglary"].statement


def test_without_the_year_before_nothing_is_said_of_change(tmp_path: Path) -> None:
    rows = [row for row in town_rows() if row[0] >= "2025-01"]
    found = ask(tmp_path, rows, "District A")

    assert "No month can be compared" in found["place-wards-burglary"].statement
    assert set(column(found["place-wards-burglary"], "verdict").values()) == {"no month to compare"}
    assert "Too short to say: 8 quarters (24 months)" in found["place-history"].statement
    assert all(figure.name != "hot_again" for figure in found["place-hot-burglary"].figures)


def test_without_boundaries_there_are_tables_and_a_plain_word(tmp_path: Path) -> None:
    found = ask(tmp_path, town_rows(), "District A", boundaries=False)

    assert "No map can be drawn" in found["place-no-boundaries"].statement
    assert "place-wards-burglary" in found
    assert "place-hot-burglary" not in found


def test_without_postcodes_only_squares_with_crime_take_part_and_it_is_said(tmp_path: Path) -> None:
    some = [row for row in town_rows() if row[1] < 60]

    finding = ask(tmp_path, some, "District A", postcodes=False)["place-hot-squares-burglary"]

    squares = finding.figure("squares").value
    assert squares is not None
    assert 900 < squares <= 60 * 16  # of 126 * 16
    assert any("No postcodes are loaded" in caveat for caveat in finding.caveats)


def test_a_hot_lsoa_whose_own_count_chance_explains_is_not_singled_out(tmp_path: Path) -> None:
    year = MONTHS[12:]
    rows = [
        (month, at, "Burglary", 1)
        for number, month in enumerate(year)
        for at in range(len(TOWN.lsoas))
        if at in HOT or number < 8
    ]  # 12 in each of nine side by side, 8 in each of the others

    hot = ask(tmp_path, rows, "District A")["place-hot-burglary"]

    assert lsoa(45) in marked(hot)
    assert "None of them stands out by itself" in hot.statement
    assert "the average LSOA tested has 8.3" in hot.statement


def test_hot_lsoas_named_are_high_by_themselves(found: dict[str, Finding]) -> None:
    assert "High by themselves too: Elm" in found["place-hot-burglary"].statement


def test_three_lsoas_with_all_of_it_are_not_called_those_with_the_most(tmp_path: Path) -> None:
    rows = [(month, at, "Burglary", at + 1) for month in MONTHS for at in range(3)]
    made = archive(tmp_path, Town(3, 1, district=3, ward=3), rows, months=MONTHS, boundaries=False).snapshot()

    findings = place.findings(gather(made, areas.find_area(made, "csp:District A"), LAST))

    [table] = [finding for finding in findings if finding.id == "place-lsoas-all-crime"]
    assert "Elm 003A (36), Elm 002A (24) and Elm 001A (12); 72 in all" in table.statement
    assert "100%" not in table.statement
    assert table.strength == "context"


def test_a_share_of_few_is_given_in_numbers(tmp_path: Path) -> None:
    rows = [(MONTHS[-1], at, "Burglary", 2) for at in range(20)]
    made = archive(tmp_path, Town(20, 1, district=20, ward=20), rows, months=MONTHS, boundaries=False).snapshot()

    findings = place.findings(gather(made, areas.find_area(made, "csp:District A"), LAST))

    [table] = [finding for finding in findings if finding.id == "place-lsoas-all-crime"]
    assert ": 6 of 40 in 20 LSOAs." in table.statement
