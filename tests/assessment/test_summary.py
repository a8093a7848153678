"""The opening: at most eight sentences, by rules that favour neither rises nor falls."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from frankpledge.archive import areas
from frankpledge.assessment.evidence import Evidence, gather
from frankpledge.assessment.finding import Figure, Finding, Kind, Provenance, Strength
from frankpledge.assessment.summary import summarise
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

LAST = Month.parse("2025-12")
MONTHS = [str(month) for month in LAST.minus(23).to(LAST)]
NOWHERE = Provenance("police_uk_street", {}, (), "", 0)
ASB = "Anti-social behaviour"


def evidence(folder: Path, months: Sequence[str] = MONTHS) -> Evidence:
    rows = [(month, at, "Burglary", 1) for month in months for at in range(4)]
    snapshot = archive(folder, Town(2, 2, district=4, ward=2), rows, months=months).snapshot()
    return gather(snapshot, areas.find_area(snapshot, "District A"), LAST)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return evidence(tmp_path_factory.mktemp("whole"))


def made(
    id: str, kind: Kind, strength: Strength, crime_type: str | None = None, statement: str = "", **figures: float
) -> Finding:
    told = tuple(Figure(name, value, "count", "of all") for name, value in figures.items())
    return Finding(id, kind, id, statement, strength, NOWHERE, crime_type, told)


def typed(crime_type: str | None, before: int, after: int, strength: Strength) -> list[Finding]:
    slug = (crime_type or "all crime").lower().replace(" ", "-")
    return [
        made(f"offence-{slug}", "offence_table", "moderate", crime_type, count=after, count_before=before),
        made(f"change-{slug}", "change", strength, crime_type),
    ]


def opening(*more: Finding) -> list[Finding]:
    return [*typed(None, 900, 950, "weak"), *typed(ASB, 200, 150, "strong"), *more]


def sentences(finding: Finding) -> list[tuple[str, str]]:
    assert finding.table is not None
    return [(str(text), str(ids)) for text, ids in finding.table.rows]


def test_it_opens_with_all_crime_and_says_when_it_could_be_chance(whole: Evidence) -> None:
    first, ids = sentences(summarise(whole, opening()))[0]

    assert "950 crimes were recorded in District A" in first
    assert "from 900 to 950 could be chance" in first
    assert ids == "offence-all-crime, change-all-crime"


def test_anti_social_behaviour_is_told_apart_and_never_added(whole: Evidence) -> None:
    second, _ = sentences(summarise(whole, opening()))[1]

    assert "150 incidents of anti-social behaviour" in second
    assert "fell from 200 to 150, more than chance would make it" in second


def test_rises_and_falls_are_named_by_the_same_rule(whole: Evidence) -> None:
    found = opening(*typed("Burglary", 100, 200, "strong"), *typed("Drugs", 200, 100, "strong"))

    third, ids = sentences(summarise(whole, found))[2]

    assert "higher: burglary (from 100 to 200)" in third
    assert "lower: drugs (from 200 to 100)" in third
    assert ids == "change-burglary, change-drugs"


def test_where_there_are_only_rises_it_says_that_none_is_lower(whole: Evidence) -> None:
    third, _ = sentences(summarise(whole, opening(*typed("Burglary", 100, 200, "strong"))))[2]

    assert third.endswith("none is lower.")


def test_what_did_not_change_has_a_sentence_with_the_largest_first(whole: Evidence) -> None:
    found = opening(
        *typed("Burglary", 100, 200, "strong"),
        *typed("Robbery", 10, 12, "weak"),
        *typed("Shoplifting", 400, 410, "weak"),
    )

    fourth, ids = sentences(summarise(whole, found))[3]

    assert fourth == "No change beyond chance is seen in shoplifting and robbery."
    assert ids == "change-shoplifting, change-robbery"


def test_nothing_changed_is_said_once(whole: Evidence) -> None:
    found = opening(*typed("Robbery", 10, 12, "weak"), *typed("Shoplifting", 400, 410, "weak"))

    said = [text for text, _ in sentences(summarise(whole, found))]

    assert said[2] == "No change beyond chance is seen in any of the 2 types of crime."
    assert sum("No change beyond chance" in text for text in said) == 1


def test_all_crime_changed_and_no_type_did_is_reconciled(whole: Evidence) -> None:
    found = [*typed(None, 900, 700, "strong"), *typed("Robbery", 80, 70, "weak"), *typed("Drugs", 90, 80, "weak")]

    said = [text for text, _ in sentences(summarise(whole, found))]

    assert said[1] == (
        "No change beyond chance is seen in any of the 2 types of crime taken by itself: small changes add up to that in "
        "all crime."
    )


def test_of_many_in_one_direction_four_are_named_and_the_rest_counted(whole: Evidence) -> None:
    kinds = ["Burglary", "Drugs", "Other theft", "Public order", "Robbery", "Shoplifting"]
    found = opening(*(one for at, kind in enumerate(kinds) for one in typed(kind, 100, 200 + at, "strong")))

    third, ids = sentences(summarise(whole, found))[2]

    assert third.count("(from") == 4
    assert "and 2 more" in third
    assert len(ids.split(", ")) == 6


def test_high_and_low_beside_other_areas_are_in_one_sentence(whole: Evidence) -> None:
    def beside(crime_type: str, strength: Strength, ratio: float) -> Finding:
        numbers = {"areas_compared": 16, "areas_above_limits": 1, "rate_per_1000": 9, "ratio_to_together": ratio}
        return made(f"comparison-{crime_type.lower()}", "comparison", strength, crime_type, **numbers)

    found = opening(beside("Burglary", "strong", 1.9), beside("Drugs", "strong", 0.4), beside("Robbery", "weak", 1.1))

    said = next(text for text, _ in sentences(summarise(whole, found)) if text.startswith("Among"))

    assert "unusually high is burglary; unusually low is drugs; the other 1 " in said


def test_there_are_never_more_than_eight_sentences_and_the_last_says_what_is_unknown(whole: Evidence) -> None:
    found = opening(
        *typed("Burglary", 100, 200, "strong"),
        *typed("Robbery", 10, 12, "weak"),
        made("comparison-all-crime", "comparison", "weak", areas_compared=3, rate_per_1000=80),
        made("trend-all-crime", "trend", "weak", statement="A trend."),
        made("place-hot-all-crime", "place", "strong", statement="Hot. More words."),
        made("deprivation-all-crime", "deprivation", "moderate", statement="A slope."),
        made("outcomes-all-crime", "outcomes", "weak", statement="Outcomes."),
    )

    said = [text for text, _ in sentences(summarise(whole, found))]

    assert len(said) == 8
    assert said[5:7] == ["Hot.", "A slope."]
    assert "No month of either period is missing" in said[7]


def test_missing_months_are_the_last_word(tmp_path: Path) -> None:
    gap = evidence(tmp_path, [month for month in MONTHS if month != "2025-07"])

    last, _ = sentences(summarise(gap, opening()))[-1]

    assert last == "Nothing can be said about July 2025: no whole file is held, and missing is not zero."


def test_every_sentence_names_a_finding_that_is_there(whole: Evidence) -> None:
    found = opening(*typed("Burglary", 100, 200, "strong"))

    for _, ids in sentences(summarise(whole, found)):
        assert ids
        assert set(ids.split(", ")) <= {finding.id for finding in found}
