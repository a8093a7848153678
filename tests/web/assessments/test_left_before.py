"""A new edition takes account of what of restricted data has left before."""

import pytest
from django_scopes import scope

from frankpledge.archive.areas import find_area
from frankpledge.assessment.finding import Released
from frankpledge.month import Month
from frankpledge.web.assessments import living, signing
from frankpledge.web.assessments.computing import compute_living
from frankpledge.web.assessments.left_before import left_before
from frankpledge.web.assessments.models import Assessment, Found
from tests.assessment.archives import LOAD, Town, _partner, archive
from tests.web.assessments.drafts import a_draft, compute, finding
from tests.web.cast import Cast

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
NUMBERS = {
    "dataset": "Call-outs", "area": "E22000900", "months": MONTHS, "versions": {"counts_extract": 1, "lsoa21_places": 0},
    "shown": [["", ""]], "hidden": [["E05009000", "Fall"]],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_castermouth(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield


def test_what_a_signed_edition_released_is_known_and_what_is_unsigned_is_not(cast: Cast) -> None:
    draft = a_draft(cast)
    data, html = finding("call-outs", 40)
    compute(draft, ({**data, "released": [NUMBERS]}, html))
    assert left_before(draft.partnership) == ()

    draft.refresh_from_db()
    signing.sign(assessment=draft, by=cast.viewer("chris"))

    assert left_before(draft.partnership) == (
        Released("Call-outs", "E22000900", tuple(MONTHS), NUMBERS["versions"], (("", ""),), (("E05009000", "Fall"),)),
    )


def test_an_edition_from_before_this_was_written_down_has_none(cast: Cast) -> None:
    draft = a_draft(cast)
    compute(draft, finding("burglary", 271))
    draft.refresh_from_db()
    signing.sign(assessment=draft, by=cast.viewer("chris"))

    assert left_before(draft.partnership) == ()


def test_a_new_assessment_withholds_what_the_signed_one_withheld(cast: Cast, tmp_path) -> None:
    town = Town(4, 2, district=8, ward=2)
    kinds = ("Assault", "Fall", "Fire")
    counts = {(at, kind): 20 + 3 * at + place for at in range(8) for place, kind in enumerate(kinds)}
    counts[0, "Fall"], counts[1, "Fall"] = 3, 0
    rows = [("Call-outs", "Elm", "restricted", "2025-03", at, kind, n) for (at, kind), n in counts.items()]
    kept = archive(tmp_path, town, [(month, 0, "Burglary", 3) for month in MONTHS], months=MONTHS, partner=rows)
    area = find_area(kept.snapshot(), "csp:District A")
    first = living.begin(title="First", area=area, last=Month.parse("2025-12"), months=12, by=cast.viewer("ana"))
    asked = {"assessment": first.pk, "partnership": first.partnership_id}
    there: list[int] = []  # how many findings can be read already, step by step
    compute_living(tmp_path, asked, lambda *told: there.append(Found.objects.filter(assessment=first).count()))
    assert there[0] == 0
    assert len({*there}) > 4
    assert max(there) == Found.objects.filter(assessment=first).count() - 1  # the summary comes last
    hidden = hidden_pairs(first)
    assert len(hidden) >= 4
    signing.sign(assessment=Assessment.objects.get(pk=first.pk), by=cast.viewer("chris"))
    # The sender corrects the small number upwards: alone, nothing would be hidden any more.
    corrected = [(*row[:6], 9) if row[4:6] == (0, "Fall") else row for row in rows]
    kept.replace_months("counts_extract", _partner("2025-03", corrected), ["2025-03"], load=LOAD)

    compute_living(tmp_path, asked, lambda *told: None)

    # What was withheld stays so, and with it whatever would give it away beside the edition that was signed.
    assert hidden_pairs(first) == hidden


def hidden_pairs(assessment: Assessment) -> set[tuple[str, str]]:
    data = Found.objects.get(assessment=assessment, key="place-partner-call-outs").data
    return {(ward, category) for one in data["released"] for ward, category in one["hidden"]}
