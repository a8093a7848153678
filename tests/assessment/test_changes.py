"""Changes of an assessment: what one month can tell, and what looking at a whole table allows for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from frankpledge.archive import areas
from frankpledge.assessment import change, offences, place_tables, sentences, summary
from frankpledge.assessment.evidence import Evidence, gather
from frankpledge.assessment.finding import Finding
from frankpledge.assessment.main_types import ALL_CRIME
from frankpledge.assessment.place_evidence import gather as gather_places
from frankpledge.documents.offences import could_be_chance
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

LAST = Month.parse("2025-12")
TOWN = Town(2, 1, district=2, ward=1)


def evidence(folder: Path, counts: Mapping[str, Sequence[int]], held: Sequence[str], months: int = 12) -> Evidence:
    """Counts of each type in the months held, all in the first LSOA."""
    rows = [(month, 0, kind, n) for kind, series in counts.items() for month, n in zip(held, series, strict=True) if n]
    snapshot = archive(folder, TOWN, rows, months=held, boundaries=False, postcodes=False).snapshot()
    return gather(snapshot, areas.find_area(snapshot, "csp:District A"), LAST, months)


def two_years() -> list[str]:
    return [str(month) for month in LAST.minus(23).to(LAST)]


def the(findings: list[Finding], id: str) -> Finding:
    return next(finding for finding in findings if finding.id == id)


def test_one_month_against_one_cannot_tell(tmp_path: Path) -> None:
    gathered = evidence(tmp_path, {"Burglary": [371, 288]}, ["2024-12", "2025-12"], months=1)

    found = the(change.findings(gathered), "change-burglary")
    opening = summary.summarise(gathered, [*offences.findings(gathered), *change.findings(gathered)])

    assert "fell from 371 to 288" in found.statement
    assert "cannot be told" in found.statement
    assert "more than chance" not in found.statement + opening.statement
    assert "one month in each year cannot tell" in opening.statement
    assert found.strength == "weak"
    assert found.figure("unevenness").value is None
    assert found.figure("chance_of_such_a_change").value is None
    percent = found.figure("change_percent")
    assert (percent.low, percent.high) == (None, None)
    assert change.CANNOT_TELL in found.caveats
    assert change.CLUSTERED not in found.caveats
    assert could_be_chance(the(offences.findings(gathered), "offence-burglary"), found) == "Cannot tell"
    whole = the(offences.findings(gathered), "offence-all-crime")
    assert could_be_chance(whole, None) == "Cannot tell"
    wards = place_tables.finding(gather_places(gathered), ALL_CRIME, "ward")
    assert wards is not None
    assert "cannot be told" in wards.statement


def test_one_month_borrows_the_unevenness_of_the_other_months_held(tmp_path: Path) -> None:
    series = [300, 420, 260, 410, 350, 380, 290, 430, 250, 400, 360, 371]
    uneven = [*series, *reversed(series[1:]), 288]
    gathered = evidence(tmp_path, {"Burglary": uneven}, two_years(), months=1)

    found = the(change.findings(gathered), "change-burglary")

    assert found.figure("unevenness").value > 5
    assert found.strength == "weak"
    assert any("January to December 2024 and January to December 2025" in caveat for caveat in found.caveats)
    independent = found.figure("change_percent_if_independent")
    assert independent.high is not None
    assert independent.high < 0
    assert found.figure("change_percent").low < independent.low


def test_all_crime_and_composites_are_among_the_changes_looked_at_together(tmp_path: Path) -> None:
    counts = {"Burglary": [20] * 12 + [30] * 12, "Drugs": list(np.tile([19, 22, 20], 8))}
    gathered = evidence(tmp_path, counts, two_years())

    changed = offences.changes(gathered, offences.lines(gathered))

    assert all(one.adjusted_p is not None for one in changed.values())
    assert changed["all-crime"].adjusted_p >= changed["all-crime"].p


def test_a_sentence_says_why_a_range_without_nought_could_still_be_chance() -> None:
    from frankpledge.analysis.change import adjust, compare_periods

    alone = compare_periods([9, 12, 10, 8], [14, 17, 18, 12])
    quiet = [compare_periods([5, 6, 5, 6], [6, 5, 5, 6])] * 60
    together = adjust([alone, *quiet])[0]

    assert sentences.chance(alone) == "A change this size is more than chance would give."
    assert sentences.chance(together).startswith("Looked at alone this change would be more than chance")
    assert sentences.chance(quiet[0]) in ("A change this size could be chance.", "")


@pytest.mark.parametrize(("end", "said"), [(-0.02, "just under 0%"), (0.02, "just over 0%"), (0.0, "0%")])
def test_an_end_that_is_not_quite_nought_is_not_rounded_to_it(end: float, said: str) -> None:
    from dataclasses import replace

    from frankpledge.analysis.change import compare_periods

    change_ = replace(compare_periods([100] * 12, [90] * 12), high=1 + end / 100)

    assert f"to {said})" in sentences.moved(change_)
