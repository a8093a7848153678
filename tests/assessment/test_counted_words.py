"""What stands before a noun agrees with it, and types of crime are named as crimes."""

import pytest

from frankpledge.analysis.change import compare_periods
from frankpledge.assessment import caveats, sentences
from frankpledge.assessment.main_types import Offence
from frankpledge.month import Month

MAY = (Month.parse("2025-05"),)


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        (caveats.unplaced(1, ["Elmshire Police"]), "1 row of Elmshire Police in these months has no location. It belongs"),
        (caveats.unplaced(2, ["Elmshire Police"]), "2 rows of Elmshire Police in these months have no location. They belong"),
        (caveats.older_codes(1, 0), "1 row is stated for LSOAs of 2011 that have no code of 2021. It is in the counts"),
        (caveats.older_codes(0, 1), "1 row is stated for LSOAs of 2011 that lie only partly in the area. It is not counted"),
    ],
)  # fmt: skip
def test_one_row_is_told_of_as_one(said: str, begins: str) -> None:
    assert said.startswith(begins)


def test_a_count_says_which_months_were_compared_only_where_some_were_not() -> None:
    change = compare_periods([60, 61, 62], [70, 71, 72])

    assert "Against the same months of the period before it rose from 183 to 213" in sentences.counted(
        "Burglary", "crimes", 213, MAY, change
    )
    assert "In the months compared it rose from 183 to 213" in sentences.counted("Burglary", "crimes", 290, MAY, change)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("Public order", "Where public order offences are"),
        ("Violence and sexual offences", "Where violence and sexual offences are"),
        ("Drugs", "Where drug offences are"),
        ("Burglary", "Where burglary is"),
        ("Anti-social behaviour", "Where anti-social behaviour is"),
        (None, "Where crime is"),
    ],
)
def test_a_type_is_named_as_crimes_with_a_verb_that_agrees(kind: str | None, said: str) -> None:
    offence = Offence(kind)

    assert f"Where {offence.words} {offence.agrees('is', 'are')}" == said
