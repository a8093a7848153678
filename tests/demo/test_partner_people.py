"""Harm, people and goods in the invented extract: what is planted is found, what is not is not, and nothing small is shown."""

import re
from datetime import date

import pytest

from frankpledge.archive.archive import Snapshot
from frankpledge.archive.areas import find_area
from frankpledge.assessment import harm, partner_crimes
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import SUPPRESSED, Finding
from frankpledge.demo.extract_truths import EXTRACT
from frankpledge.demo.harm import SCHEME
from frankpledge.documents.methods import METHODS
from frankpledge.month import Month

TODAY = date(2026, 6, 1)
LAST = Month.parse("2025-12")
FEED = "-frankshire-police-recorded-crime-with-times"


@pytest.fixture(scope="module")
def found(with_partners: Snapshot) -> dict[str, Finding]:
    evidence = gather(with_partners, find_area(with_partners, "Castermouth"), LAST)
    findings = [*partner_crimes.findings(evidence, today=TODAY), *harm.findings(evidence)]
    return {finding.id.removesuffix(FEED): finding for finding in findings if finding.kind == "people"}


def cells(finding: Finding, column: str) -> dict[object, object]:
    assert finding.table
    at = [each.name for each in finding.table.columns].index(column)
    return {row[0]: row[at] for row in finding.table.rows}


def test_count_and_harm_disagree_as_planted(found: dict[str, Finding]) -> None:
    weighed = found["harm-invented-weights-for-demonstration-only"]

    assert weighed.strength == "strong"
    assert "violence has more crimes than burglary" in weighed.statement
    assert cells(weighed, "place_by_count") == {"Violence": 1, "Vehicle crime": 2, "Burglary": 3, "Bicycle theft": 4}
    assert cells(weighed, "place_by_harm") == {"Violence": 2, "Vehicle crime": 3, "Burglary": 1, "Bicycle theft": 4}
    assert any(SCHEME in caveat and "Invented data" in caveat for caveat in weighed.caveats)


def test_violence_became_graver_as_planted_and_not_more(found: dict[str, Finding]) -> None:
    weighed = found["harm-invented-weights-for-demonstration-only"]
    lately, before = EXTRACT.injury
    truth = (30 * lately + 8 * (1 - lately)) / (30 * before + 8 * (1 - before))

    graver = weighed.figure("harm_per_crime_ratio_violence")

    assert graver.low is not None
    assert graver.high is not None
    assert graver.low <= truth <= graver.high
    assert "Violence became graver" in weighed.statement
    assert "the count could be as before" in weighed.statement


def test_published_types_have_bounds_and_no_weight_of_their_own(found: dict[str, Finding]) -> None:
    bands = found["harm-bands-invented-weights-for-demonstration-only"]
    assert re.search(r"more [a-z ]+ \([\d,]+\) was recorded than [a-z ]+ \([\d,]+\)", bands.statement)
    low, high = bands.figure("harm_at_least").value, bands.figure("harm_at_most").value

    assert low is not None
    assert high is not None
    assert high > 50 * low
    assert "robbery is the graver whatever they were" in bands.statement
    assert not any(figure.name == "harm" for figure in bands.figures)


@pytest.mark.parametrize(("role", "men"), [("victims", EXTRACT.men[0]), ("suspects", EXTRACT.men[1])])
def test_shares_of_men_are_as_planted(found: dict[str, Finding], role: str, men: float) -> None:
    share = found[f"profile-{role}"].figure("share_sex_male")

    assert share.low is not None
    assert share.high is not None
    assert share.low <= 100 * men <= share.high


def test_the_planted_group_is_named_more_and_charged_no_more(found: dict[str, Finding]) -> None:
    suspects = found["disproportion-suspects"]
    ratio = suspects.figure("suspects_ratio_black")

    assert suspects.strength in ("strong", "moderate")
    assert "Black residents are named as suspects" in suspects.statement
    assert "are charged" not in suspects.statement
    assert ratio.low is not None
    assert ratio.high is not None
    assert 1 < ratio.low <= EXTRACT.named_more[1] <= ratio.high


def test_victims_of_whom_nothing_is_planted_differ_by_chance(found: dict[str, Finding]) -> None:
    assert found["disproportion-victims"].strength == "weak"
    assert "No group" in found["disproportion-victims"].statement


def test_people_in_both_roles_are_as_many_as_planted_and_more_than_chance(found: dict[str, Finding]) -> None:
    overlap = found["overlap"]

    # A few crimes have no place, and so do the people in them.
    assert EXTRACT.both - 5 <= int(overlap.figure("in_both_roles").value or 0) <= EXTRACT.both
    assert overlap.strength == "moderate"
    assert "residents of the same ages" in overlap.statement


def test_the_two_things_stolen_equally_often_stand_together(found: dict[str, Finding]) -> None:
    stolen = cells(found["stolen"], "crimes")
    one, other = (int(str(stolen[thing])) for thing in EXTRACT.tied)

    # Equal over both years; in one of them by chance about so.
    assert one == pytest.approx(other, rel=0.35)
    assert list(stolen.values()) == sorted(stolen.values(), key=lambda n: -int(str(n)))


def test_no_number_from_1_to_4_is_shown(found: dict[str, Finding]) -> None:
    shown: list[object] = []
    for finding in found.values():
        shown += [
            figure.value for figure in finding.figures if figure.unit == "count" and "expected" not in figure.name
        ]
        if finding.table:
            counts = [at for at, column in enumerate(finding.table.columns) if column.unit == "count"]
            shown += [row[at] for row in finding.table.rows for at in counts]

    assert SUPPRESSED in shown
    assert [count for count in shown if isinstance(count, int) and 0 < count < 5] == []


def test_a_hidden_number_has_no_share_and_no_rate(found: dict[str, Finding]) -> None:
    hidden = 0
    for role in ("victims", "suspects"):
        table = found[f"profile-{role}"].table
        assert table
        for row in table.rows:
            if row[1] == SUPPRESSED:
                hidden += 1
                assert [cell for at, cell in enumerate(row[2:], 2) if at != 5 and cell not in (SUPPRESSED, None)] == []
    assert hidden


def test_each_has_its_caveats_and_a_page(found: dict[str, Finding]) -> None:
    for finding in found.values():
        assert finding.method in METHODS
        assert finding.caveats
        assert finding.provenance.versions


def test_a_lapsed_agreement_blocks_them_all(with_partners: Snapshot) -> None:
    evidence = gather(with_partners, find_area(with_partners, "Castermouth"), LAST)

    assert [one.kind for one in partner_crimes.findings(evidence, today=date(2999, 1, 1))] == ["context"]
