"""Harm, people and goods of a partner's crimes: what may be said of few, and what may not."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frankpledge.archive.areas import find_area
from frankpledge.archive.partner_events import feeds_held
from frankpledge.assessment import harm, partner_people
from frankpledge.assessment.evidence import Evidence, gather
from frankpledge.assessment.finding import SUPPRESSED, Finding
from frankpledge.month import Month
from tests.assessment.archives import FORCE_NAME, Town, archive
from tests.assessment.events import add_events, add_residents, add_weights

YEAR = [str(month) for month in Month.parse("2025-01").to(Month.parse("2025-12"))]
TOWN = Town(4, 4, district=16, ward=4)  # 24,000 residents
Row = Mapping[str, Any]
Weights = tuple[str, Mapping[str, float], Mapping[str, str]]


def evidence_of(
    folder: Path,
    rows: Sequence[Row],
    *,
    weights: Sequence[Weights] = (),
    residents: Mapping[str, Mapping[str, int]] | None = None,
    street: Sequence[tuple[str, int, str, int]] = ((YEAR[0], 0, "Burglary", 3),),
) -> Evidence:
    made = archive(folder, TOWN, street, months=YEAR, postcodes=False, boundaries=False)
    add_events(made, rows)
    if weights:
        add_weights(made, *weights)
    if residents:
        add_residents(made, TOWN.lsoas, residents)
    snapshot = made.snapshot()
    return gather(snapshot, find_area(snapshot, "District A"), Month.parse("2025-12"))


def found(folder: Path, rows: Sequence[Row], **more: Any) -> dict[str, Finding]:
    evidence = evidence_of(folder, rows, **more)
    [held] = feeds_held(evidence.snapshot, "crimes")
    findings = partner_people.findings(evidence, held, held.months, held.months)
    return {finding.id.removesuffix("-elmshire-police-crimes"): finding for finding in findings}


def column(finding: Finding, name: str) -> dict[object, object]:
    assert finding.table
    at = [each.name for each in finding.table.columns].index(name)
    return {row[0]: row[at] for row in finding.table.rows}


def people(n: int, role: str = "victim", **more: Sequence[object] | object) -> list[Row]:
    """One crime for each of `n` people; what is given as a list is each one's own."""
    return [
        {role: f"P{number:04d}", **{f"{role}_{key}": value[number] if isinstance(value, list) else value for key, value in more.items()}}
        for number in range(n)
    ]  # fmt: skip


def test_of_a_force_with_several_partnerships_nothing_is_counted_for_differences_would_tell(tmp_path: Path) -> None:
    made = archive(tmp_path, Town(4, 4, district=8, ward=4), [(YEAR[0], 0, "Burglary", 3)], months=YEAR, postcodes=False, boundaries=False)  # fmt: skip
    add_events(made, people(60, sex="Male"))
    snapshot = made.snapshot()
    [held] = feeds_held(snapshot, "crimes")
    force, partnership = (gather(snapshot, find_area(snapshot, area), Month.parse("2025-12")) for area in (f"force:{FORCE_NAME}", "csp:District A"))  # fmt: skip

    [only] = partner_people.findings(force, held, held.months, held.months)

    assert (only.strength, only.figures, only.provenance.rows_counted) == ("context", (), 0)
    assert "subtracting would give small numbers away" in only.statement
    assert len(list(partner_people.findings(partnership, held, held.months, held.months))) == 1


def test_a_council_that_is_a_partnership_is_one(tmp_path: Path) -> None:
    evidence = evidence_of(tmp_path, people(60, sex="Male"))
    council = gather(evidence.snapshot, find_area(evidence.snapshot, "council:District A"), Month.parse("2025-12"))
    [held] = feeds_held(evidence.snapshot, "crimes")

    [one] = partner_people.findings(council, held, held.months, held.months)

    assert one.figure("victims").value == 60


# What is stolen


def thefts(counts: Mapping[str, int]) -> list[Row]:
    return [{"property_stolen": thing} for thing, n in counts.items() for _ in range(n)]


def test_what_ties_with_the_tenth_is_shown_too(tmp_path: Path) -> None:
    counts = {f"thing {number:02d}": 20 - number for number in range(9)} | {"a": 7, "b": 7, "c": 7, "d": 6}

    stolen = found(tmp_path, thefts(counts))["stolen"]

    assert list(column(stolen, "crimes").items())[9:] == [("a", 7), ("b", 7), ("c", 7)]
    assert column(stolen, "place")["c"] == 10


def test_two_stolen_equally_often_are_both_named_first(tmp_path: Path) -> None:
    stolen = found(tmp_path, thefts({"cash": 30, "bicycle": 30, "phone": 20}))["stolen"]

    assert "equally often: bicycle and cash (each in 30 crimes" in stolen.statement


def test_a_thing_stolen_a_few_times_is_not_shown_and_no_sum_gives_it_away(tmp_path: Path) -> None:
    stolen = found(tmp_path, thefts({"cash": 40, "phone": 20, "violin": 3}))["stolen"]

    assert set(column(stolen, "crimes")) == {"cash", "phone"}
    assert stolen.figure("crimes_with_property").suppressed
    assert column(stolen, "share") == {"cash": None, "phone": None}
    assert "63" not in stolen.statement
    assert stolen.provenance.rows_counted == 0


def test_few_thefts_have_no_finding(tmp_path: Path) -> None:
    assert "stolen" not in found(tmp_path, thefts({"cash": 49}))


# Who they are


def test_senders_words_become_the_groups_of_the_census(tmp_path: Path) -> None:
    rows = people(60, sex=["M", "f"] * 30, ethnicity=["White - British", "Asian"] * 30)
    residents = {
        "sex": {"Female": 760, "Male": 740},
        "ethnicity": {"White": 1200, "Asian, Asian British or Asian Welsh": 300},
    }

    profile = found(tmp_path, rows, residents=residents)["profile-victims"]

    assert column(profile, "people")["Sex: Female"] == 30
    assert column(profile, "residents")["Sex: Female"] == 760 * 16
    assert column(profile, "rate")["Ethnicity: White"] == pytest.approx(1000 * 30 / (1200 * 16))


def test_shares_are_of_those_known_and_the_unknown_stand_beside(tmp_path: Path) -> None:
    rows = people(80, sex=["Male"] * 45 + ["Female"] * 15 + ["Not stated"] * 20)

    profile = found(tmp_path, rows)["profile-victims"]

    assert profile.figure("share_sex_male").value == pytest.approx(75)
    assert profile.figure("sex_not_known").value == 20


def test_where_a_few_are_unknown_no_share_gives_them_away(tmp_path: Path) -> None:
    rows = people(82, sex=["Male"] * 50 + ["Female"] * 30 + [None] * 2)

    profile = found(tmp_path, rows)["profile-victims"]

    assert profile.figure("sex_not_known").suppressed
    shown = [figure for figure in profile.figures if figure.name.startswith("share_sex") and figure.value is not None]
    assert shown
    assert all("of 82 victims" in figure.base for figure in shown)


def test_where_most_are_unknown_there_is_no_share(tmp_path: Path) -> None:
    rows = people(100, sex=["Male"] * 20 + ["Female"] * 10 + [None] * 70)

    profile = found(tmp_path, rows)["profile-victims"]

    assert not [figure for figure in profile.figures if figure.name.startswith("share_sex")]
    assert column(profile, "people")["Sex: Male"] == 20


def test_people_are_counted_once_however_many_crimes_they_are_in(tmp_path: Path) -> None:
    rows = [*people(60, sex="Male"), *people(30, sex="Male")]

    assert found(tmp_path, rows)["profile-victims"].figure("victims").value == 60


def test_fewer_than_fifty_people_have_no_profile(tmp_path: Path) -> None:
    assert found(tmp_path, people(49, sex="Male")) == {}


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_number_can_be_worked_out_from_those_shown(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = people(
        70, "suspect",
        age=rng.integers(10, 80, 70).tolist(),
        sex=rng.choice(["Male", "Female", None], 70, p=[0.8, 0.17, 0.03]).tolist(),
        ethnicity=rng.choice(["White", "Asian", "Black", "Mixed", None], 70, p=[0.7, 0.1, 0.1, 0.04, 0.06]).tolist(),
    )  # fmt: skip
    rows = [{**row, "outcome": "Charged" if rng.random() < 0.2 else "None"} for row in rows]

    profile = found(tmp_path, rows)["profile-suspects"]

    shown = column(profile, "people")
    for characteristic in ("Age", "Sex", "Ethnicity"):
        own = [value for name, value in shown.items() if str(name).startswith(characteristic)]
        hidden = own.count(SUPPRESSED)
        rest = 70 - sum(value for value in own if isinstance(value, int))
        assert hidden != 1
        # Each hidden number is 1 or more. Were all of them small and their sum as low or as high as can be, all would be known.
        assert hidden == 0 or hidden < rest


# More than others?

ETHNIC = {"ethnicity": {"White": 1250, "Black, Black British, Black Welsh, Caribbean or African": 250}}


def test_a_group_named_twice_as_often_for_its_size_is_told(tmp_path: Path) -> None:
    rows = people(160, "suspect", ethnicity=["White"] * 100 + ["Black"] * 60)

    finding = found(tmp_path, rows, residents=ETHNIC)["disproportion-suspects"]

    assert finding.strength == "strong"
    assert "Black residents are named as suspects 3.0 times as often as White residents" in finding.statement


def test_people_of_unknown_group_can_undo_it(tmp_path: Path) -> None:
    rows = people(190, "suspect", ethnicity=["White"] * 60 + ["Black"] * 24 + [None] * 106)

    finding = found(tmp_path, rows, residents=ETHNIC)["disproportion-suspects"]

    assert finding.strength == "weak"
    assert "people whose group is not known could explain" in finding.statement


def test_without_residents_by_group_nothing_is_compared(tmp_path: Path) -> None:
    rows = people(160, "suspect", ethnicity=["White"] * 100 + ["Black"] * 60)

    assert "disproportion-suspects" not in found(tmp_path, rows)


def test_of_those_suspected_charges_are_compared_too(tmp_path: Path) -> None:
    rows = people(260, "suspect", ethnicity=["White"] * 160 + ["Black"] * 100)
    outcomes = ["Charged/Summonsed"] * 20 + ["None"] * 140 + ["Charged/Summonsed"] * 40 + ["None"] * 60

    rows = [{**row, "outcome": outcome} for row, outcome in zip(rows, outcomes, strict=True)]
    finding = found(tmp_path, rows, residents=ETHNIC)["disproportion-suspects"]

    assert "Black suspects are charged 3.2 times as often as White ones" in finding.statement


# Both


def test_codes_that_are_not_shared_between_roles_are_refused_and_said(tmp_path: Path) -> None:
    victims = people(600, sex="Male")
    suspects = [{"suspect": f"S{number}", "suspect_sex": "Male"} for number in range(600)]

    overlap = found(tmp_path, [*victims, *suspects])["overlap"]

    assert overlap.strength == "context"
    assert overlap.figures == ()
    assert "cannot be told" in overlap.statement


def test_without_residents_by_age_that_is_said(tmp_path: Path) -> None:
    rows = [*people(100, sex="Male"), *people(60, "suspect", sex="Male")]

    overlap = found(tmp_path, rows)["overlap"]

    assert overlap.figure("in_both_roles").value == 60
    assert any("ages that victims and suspects share" in caveat for caveat in overlap.caveats)


def test_a_few_in_both_are_hidden(tmp_path: Path) -> None:
    suspects = [{"suspect": f"P{97 + number:04d}", "suspect_sex": "Male"} for number in range(60)]

    overlap = found(tmp_path, [*people(100, sex="Male"), *suspects])["overlap"]

    assert overlap.figure("in_both_roles").suppressed
    assert "Too few" in overlap.statement
    assert not [figure for figure in overlap.figures if figure.name.startswith(("share", "ratio"))]


# Harm

ASSAULT, MURDER, THEFT = ({"offence_code": code, "offence_group": group} for code, group in (("8N", "Violence"), ("1", "Violence"), ("45", "Theft")))  # fmt: skip
POINTS: Weights = ("Points", {"8N": 30, "1": 5000, "45": 5}, {"8N": "Violence and sexual offences", "1": "Violence and sexual offences", "45": "Vehicle crime"})  # fmt: skip


def test_one_murder_cannot_be_worked_out_from_the_harm(tmp_path: Path) -> None:
    with_one = found(tmp_path / "1", [*[ASSAULT] * 200, *[THEFT] * 400, MURDER], weights=[POINTS])["harm-points"]

    assert with_one.figure("harm").suppressed  # 25,000 is too coarse for 13,000
    assert column(with_one, "harm")["Violence"] == SUPPRESSED
    assert column(with_one, "share_of_harm")["Violence"] is None
    assert any("rounded" in caveat for caveat in with_one.caveats)


def test_much_harm_with_one_murder_is_rounded(tmp_path: Path) -> None:
    heavy: Weights = ("Points", {"8N": 3000, "1": 5000, "45": 5}, {})

    finding = found(tmp_path, [*[ASSAULT] * 400, *[THEFT] * 100, MURDER], weights=[heavy])["harm-points"]

    assert finding.figure("harm").value == 1_200_000  # 1,205,500, to the nearest 100,000


def test_without_rare_crimes_harm_is_exact(tmp_path: Path) -> None:
    finding = found(tmp_path, [*[ASSAULT] * 20, *[THEFT] * 400], weights=[POINTS])["harm-points"]

    assert finding.figure("harm").value == 20 * 30 + 400 * 5
    assert finding.figure("harm_per_1000").value == pytest.approx(2_600 / 24)
    assert not any("rounded" in caveat for caveat in finding.caveats)


def test_crimes_without_a_weight_are_counted_as_left_out(tmp_path: Path) -> None:
    other = {"offence_code": "99", "offence_group": "Other"}

    finding = found(tmp_path, [*[ASSAULT] * 60, *[THEFT] * 60, *[other] * 30], weights=[POINTS])["harm-points"]

    assert "30 of 150 crimes have no weight in this set and are in no figure of harm." in finding.caveats


def test_a_set_that_weighs_less_than_half_of_the_crimes_is_not_used(tmp_path: Path) -> None:
    other = {"offence_code": "99", "offence_group": "Other"}

    assert found(tmp_path, [*[ASSAULT] * 60, *[other] * 70], weights=[POINTS]) == {}


def test_each_set_has_its_own_finding(tmp_path: Path) -> None:
    other: Weights = ("Days", {"8N": 1, "45": 10}, {})

    findings = found(tmp_path, [*[ASSAULT] * 60, *[THEFT] * 90], weights=[POINTS, other])

    assert findings["harm-days"].figure("harm").value == 960
    assert findings["harm-points"].figure("harm").value == 2_250


def test_the_same_crimes_by_one_weight_do_not_disagree(tmp_path: Path) -> None:
    even: Weights = ("Even", {"8N": 1, "45": 1}, {})

    finding = found(tmp_path, [*[ASSAULT] * 60, *[THEFT] * 90], weights=[even])["harm-even"]

    assert finding.strength == "moderate"
    assert "do not clearly disagree" in finding.statement


def bands(folder: Path, weights: Weights) -> list[Finding]:
    street = [(month, 0, kind, n) for month in YEAR for kind, n in (("Vehicle crime", 30), ("Robbery", 6))]
    return harm.findings(evidence_of(folder, [THEFT], weights=[weights], street=street))


def test_a_type_that_is_graver_whatever_it_was_is_told_with_its_bounds(tmp_path: Path) -> None:
    weights: Weights = ("Points", {"45": 1, "48": 4, "34A": 300, "34B": 400}, {"45": "Vehicle crime", "48": "Vehicle crime", "34A": "Robbery", "34B": "Robbery"})  # fmt: skip

    [finding] = bands(tmp_path, weights)

    assert "robbery is the graver whatever they were" in finding.statement
    assert (finding.figure("harm_at_least").value, finding.figure("harm_at_most").value) == (
        360 + 72 * 300,
        1440 + 72 * 400,
    )


def test_bounds_that_overlap_say_nothing(tmp_path: Path) -> None:
    weights: Weights = ("Points", {"45": 1, "48": 400, "34A": 300}, {"45": "Vehicle crime", "48": "Vehicle crime", "34A": "Robbery"})  # fmt: skip

    assert bands(tmp_path, weights) == []


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    rows: list[Row] = [
        {**row, **(ASSAULT if at % 2 else THEFT), "property_stolen": "cash" if at % 3 else "phone"}
        for at, row in enumerate(people(150, age=rng.integers(10, 80, 150).tolist(), sex=["Male", "Female", None] * 50))
    ]
    mixed = [rows[at] for at in rng.permutation(150)]

    one, other = found(tmp_path / "1", rows, weights=[POINTS]), found(tmp_path / "2", mixed, weights=[POINTS])

    assert [(f.statement, f.figures, f.table) for f in one.values()] == [
        (f.statement, f.figures, f.table) for f in other.values()
    ]
