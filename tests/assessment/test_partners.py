"""Partners' counts: what came on terms leaves with small numbers hidden, and nothing gives them away."""

from pathlib import Path

import numpy as np

from frankpledge.archive import areas
from frankpledge.assessment import partners
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import SUPPRESSED, Finding
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

YEAR = [str(month) for month in Month.parse("2025-01").to(Month.parse("2025-12"))]
TOWN = Town(4, 4, district=16, ward=4)  # one partnership of four wards
# Ward by category, for the year. The 3 is small; everything else is not.
COUNTS = np.array([[3, 40, 12], [25, 30, 9], [17, 22, 31], [8, 14, 0]])
CATEGORIES = ("Assault", "Fire", "Fall")


def found(folder: Path, sensitivity: str, area: str = "District A", counts: np.ndarray = COUNTS) -> Finding | None:
    street = [(month, 0, "Burglary", 3) for month in YEAR]
    sent = [
        ("Ambulance call-outs", "Elm Ambulance", sensitivity, "2025-03", 4 * ward, CATEGORIES[kind], int(n))
        for ward, row in enumerate(counts)
        for kind, n in enumerate(row)
        if n
    ]
    snapshot = archive(folder, TOWN, street, months=YEAR, partner=sent).snapshot()
    evidence = gather(snapshot, areas.find_area(snapshot, area), Month.parse("2025-12"))
    findings = partners.findings(evidence)
    return findings[0] if findings else None


def cells(finding: Finding) -> dict[str, dict[str, object]]:
    assert finding.table is not None
    labels = [column.label for column in finding.table.columns]
    return {str(row[0]): dict(zip(labels[1:], row[1:], strict=True)) for row in finding.table.rows}


def test_open_counts_are_shown_whole(tmp_path: Path) -> None:
    finding = found(tmp_path, "open")

    assert finding is not None
    assert cells(finding)["Ward 1"]["Assault"] == 3
    assert finding.figure("count").value == COUNTS.sum()


def test_a_small_number_of_restricted_data_is_hidden(tmp_path: Path) -> None:
    finding = found(tmp_path, "restricted")

    assert finding is not None
    assert cells(finding)["Ward 1"]["Assault"] == SUPPRESSED
    assert any("hidden" in caveat and "1 to 4" in caveat for caveat in finding.caveats)


def test_the_totals_do_not_give_the_hidden_number_away(tmp_path: Path) -> None:
    finding = found(tmp_path, "restricted")

    assert finding is not None
    shown = cells(finding)
    row, column = shown["Ward 1"], [ward["Assault"] for ward in shown.values()]
    assert sum(value == SUPPRESSED for value in row.values()) >= 2
    assert sum(value == SUPPRESSED for value in column) >= 2


def test_nought_is_shown(tmp_path: Path) -> None:
    finding = found(tmp_path, "restricted")

    assert finding is not None
    assert cells(finding)["Ward 4"]["Fall"] == 0


def test_a_hidden_number_is_nowhere_in_the_finding(tmp_path: Path) -> None:
    counts = COUNTS.copy()
    counts[0, 0] = 4
    counts[1:, 0] = [251, 173, 89]  # the column's hidden partner would be one of these
    finding = found(tmp_path, "restricted", counts=counts)

    assert finding is not None
    shown = list(cells(finding).values())[:4]
    hidden = [
        n for own, row in zip(counts, shown, strict=True) for n, value in zip(own, list(row.values())[:3], strict=True)
        if value == SUPPRESSED
    ]  # fmt: skip
    assert len(hidden) >= 4
    said = repr((finding.figures, finding.charts, [s.value for m in finding.maps for s in m.shapes]))
    for number in hidden:
        assert f"value={number}," not in said


def test_figures_of_hidden_totals_have_no_value_and_say_so(tmp_path: Path) -> None:
    finding = found(tmp_path, "restricted", counts=np.array([[3, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]))

    assert finding is not None
    total = finding.figure("count")
    assert (total.value, total.suppressed) == (None, True)
    assert "not shown" in finding.statement
    assert "3" not in finding.statement.replace("2025", "")
    assert finding.provenance.rows_counted == 0


def test_a_wards_own_assessment_hides_what_its_partnerships_hides(tmp_path: Path) -> None:
    whole = found(tmp_path / "whole", "restricted")
    ward = found(tmp_path / "ward", "restricted", "ward:Ward 1")

    assert whole is not None
    assert ward is not None
    assert cells(ward)["Ward 1"] == cells(whole)["Ward 1"]


def test_restricted_counts_are_not_shown_for_an_lsoa(tmp_path: Path) -> None:
    finding = found(tmp_path, "restricted", TOWN.lsoas[0])

    assert finding is not None
    assert finding.table is None
    assert finding.figures == ()


def test_months_without_a_count_are_named(tmp_path: Path) -> None:
    finding = found(tmp_path, "open")

    assert finding is not None
    assert any(
        "No count was sent for January to February and April to December 2025" in caveat for caveat in finding.caveats
    )
