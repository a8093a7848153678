"""A scheme named by its user: the file's faults by line, the places, and the verdict as a finding."""

from pathlib import Path

import numpy as np
import pytest

from frankpledge.analysis.verdict import did_it_work
from frankpledge.archive import areas
from frankpledge.archive.archive import Archive, Snapshot
from frankpledge.assessment.assess import assess
from frankpledge.assessment.did_it_work import evaluate
from frankpledge.assessment.scheme import EXAMPLE, TOUCHING, BadScheme, Scheme, read_scheme
from frankpledge.assessment.scheme_areas import find_areas
from frankpledge.month import Month
from tests.assessment.archives import Town, archive

# 8 x 2 LSOAs: ward 1 is the first column of four, and so on; done in LSOA 0, compared with 7.
TOWN = Town(8, 2, district=16, ward=4)
MONTHS = [str(month) for month in Month.parse("2023-01").to(Month.parse("2025-12"))]
TEXT = """name = "Elm patrols"
start = "2025-01"
crime_types = ["Burglary"]
treated = ["E01900000"]
comparison = ["E01900007"]
"""


def counts() -> np.ndarray:
    """By month and LSOA: 60 a month, and 36 in the first from January 2025 on."""
    made = np.random.default_rng(5).poisson(60, (len(MONTHS), 16))
    made[24:, 0] = np.random.default_rng(6).poisson(36, 12)
    return made


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    rows = [
        (month, at, kind, int(n))
        for month, line in zip(MONTHS, counts(), strict=True)
        for at, n in enumerate(line)
        for kind in ("Burglary", "Anti-social behaviour")
    ]
    return archive(tmp_path_factory.mktemp("scheme"), TOWN, rows, months=MONTHS, postcodes=False)


@pytest.fixture
def snapshot(held: Archive) -> Snapshot:
    return held.snapshot()


def scheme(text: str = TEXT, **lines: str) -> Scheme:
    """The scheme with these lines instead, or besides."""
    kept = [line for line in text.splitlines() if line.split(" =")[0] not in lines]
    return read_scheme("\n".join([*kept, *(f"{key} = {value}" for key, value in lines.items())]), "elm.toml")


def test_the_verdict_is_that_of_the_counts(snapshot: Snapshot) -> None:
    found = evaluate(snapshot, scheme())

    by_hand = did_it_work(counts()[:, 0], 24, control=counts()[:, 7], what="burglary")
    assert found.verdict.sentence == by_hand.sentence
    assert found.verdict.answer == "worked"
    assert found.finding.statement.startswith("It worked")
    assert found.finding.strength == "strong"
    assert found.finding.figure("count_after").value == counts()[24:, 0].sum()
    change = found.finding.figure("change_against_comparison")
    assert change.high is not None
    assert change.high < 0


def test_the_places_around_are_those_that_touch_and_are_in_no_other_list(snapshot: Snapshot) -> None:
    touching = scheme(around='"touching"', around_comparison='"touching"', comparison='["E01900002"]')

    found = find_areas(snapshot, touching)

    assert found.around == tuple(TOWN.lsoas[at] for at in (1, 8, 9))
    assert found.around_comparison == tuple(TOWN.lsoas[at] for at in (3, 10, 11))


def test_crime_that_moved_next_door_is_counted_in(snapshot: Snapshot) -> None:
    found = evaluate(snapshot, scheme(around='"touching"', around_comparison='"touching"'))

    total = found.finding.figure("crimes_more_or_fewer_in_all")
    near = found.finding.figure("crimes_more_or_fewer")
    around = found.finding.figure("crimes_more_or_fewer_around")
    assert total.value == pytest.approx((near.value or 0) + (around.value or 0))


def test_without_a_comparison_it_is_judged_by_its_own_course(snapshot: Snapshot) -> None:
    alone = "\n".join(line for line in TEXT.splitlines() if not line.startswith("comparison"))

    found = evaluate(snapshot, read_scheme(alone))

    assert "Without a comparison area" in found.finding.statement
    assert found.finding.figure("change_against_own_course").value < 0
    assert found.finding.strength == "moderate"


def test_too_short_says_what_is_needed(snapshot: Snapshot) -> None:
    found = evaluate(snapshot, scheme(start='"2025-10"'))

    assert found.verdict.answer == "cannot tell"
    assert "6 after are needed" in found.finding.statement
    assert found.finding.strength == "weak"


def test_a_series_too_short_for_any_test_is_background(snapshot: Snapshot) -> None:
    alone = "\n".join(line for line in TEXT.splitlines() if not line.startswith("comparison"))

    found = evaluate(snapshot, scheme(alone, start='"2025-10"'))

    assert found.verdict.series is None
    assert found.finding.strength == "context"


def test_a_change_of_some_months_says_of_which(snapshot: Snapshot) -> None:
    found = evaluate(snapshot, scheme(start='"2025-04"')).finding

    spans = "April to December 2025 with April to December 2023 and April to December 2024"
    assert spans in found.statement
    change = found.figure("change_against_comparison")
    assert "April to December 2025 with" in change.base
    assert found.figure("crimes_more_or_fewer").base.endswith(change.base)
    months = [at for at, month in enumerate(MONTHS) if month < "2025-04" and int(month[5:]) >= 4]
    assert found.figure("count_before_compared").value == counts()[months, 0].sum()
    assert any("same calendar months" in caveat for caveat in found.caveats)


def test_a_change_of_all_months_names_none(snapshot: Snapshot) -> None:
    found = evaluate(snapshot, scheme()).finding

    assert "Compared are" not in found.statement
    assert all(figure.name != "count_compared" for figure in found.figures)


@pytest.mark.parametrize(
    ("types", "what"),
    [
        ('["Burglary"]', ": burglary fell"),
        ('["Anti-social behaviour"]', ": anti-social behaviour fell"),
        ('["Burglary", "Public order"]', ": burglary and public order offences fell"),
    ],
)
def test_the_sentence_names_what_was_judged(snapshot: Snapshot, types: str, what: str) -> None:
    assert what in evaluate(snapshot, scheme(crime_types=types)).verdict.sentence


def test_a_comparison_next_door_is_warned_of(snapshot: Snapshot) -> None:
    next_door = evaluate(
        snapshot, scheme(comparison='["E01900001", "E01900007"]', around='"touching"', around_comparison='"touching"')
    ).finding
    apart = evaluate(snapshot, scheme()).finding

    assert "Part of the comparison touches where it was done (1 LSOA)" in next_door.statement
    assert any("not among the places around" in caveat for caveat in next_door.caveats)
    assert "touches" not in apart.statement


def test_a_difference_in_number_beyond_chance_beside_none_in_proportion_is_explained(tmp_path: Path) -> None:
    # Both fall to four fifths: 10 of 50 a month where it was done, 100 of 500 in the comparison.
    rows = [
        (month, at, "Burglary", int(size * (0.8 if month >= "2025-01" else 1) + turn % 3))
        for turn, month in enumerate(MONTHS)
        for at, size in ((0, 50), (7, 500))
    ]
    kept = archive(tmp_path, TOWN, rows, months=MONTHS, boundaries=False, postcodes=False)

    found = evaluate(kept.snapshot(), scheme())

    assert found.verdict.answer == "no evidence either way"
    assert "In number the difference is +1" in found.finding.statement
    assert "where it was done had 1,224 before and the comparison 12,024" in found.finding.statement


def test_months_beyond_a_gap_are_not_joined(tmp_path: Path) -> None:
    months = [month for month in MONTHS if month != "2023-06"]
    rows = [(month, at, "Burglary", 20) for month in months for at in (0, 7)]
    kept = archive(tmp_path, TOWN, rows, months=months, boundaries=False, postcodes=False)

    found = evaluate(kept.snapshot(), scheme())

    assert (str(found.months[0]), str(found.months[-1])) == ("2023-07", "2025-12")
    assert any("Only the unbroken months" in caveat for caveat in found.finding.caveats)
    assert found.finding.maps == ()


def test_beside_a_mix_of_other_places_where_the_months_bear_it(snapshot: Snapshot) -> None:
    donors = str([TOWN.lsoas[at] for at in range(2, 16) if at != 7]).replace("'", '"')

    found = evaluate(snapshot, scheme(donors=donors))

    assert found.finding.figure("difference_from_mix").value == pytest.approx(-3 * 24 / 1.5, rel=0.25)
    assert "Beside a mix of" in found.finding.statement


def test_a_mix_of_other_places_needs_two_years_before(snapshot: Snapshot) -> None:
    donors = str(list(TOWN.lsoas[1:7])).replace("'", '"')

    found = evaluate(snapshot, scheme(start='"2024-06"', donors=donors))

    assert "24 months before and 3 after are needed, and there are 17 and 19" in found.finding.statement


def test_a_scheme_stands_in_the_assessment_of_its_area_and_in_no_other(snapshot: Snapshot) -> None:
    area = areas.find_area(snapshot, "ward:Ward 1")
    other = areas.find_area(snapshot, "ward:Ward 2")

    made = assess(snapshot, area, Month.parse("2025-12"), schemes=[scheme()])

    assert [f.id for f in made.findings if f.kind == "scheme"] == ["scheme-elm-patrols"]
    with pytest.raises(BadScheme, match=r"elm.toml, line 3: E01900000 is not in Ward 2"):
        assess(snapshot, other, Month.parse("2025-12"), schemes=[scheme(start='"2025-01"')])


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ({"start": '"2025-13"'}, r"line 5: “2025-13” is not a month: write it as YYYY-MM"),
        ({"start": "2025"}, r"“2025” is not a month.* in quotes"),
        ({"end": '"2024-12"'}, r"line 6: the last month judged, 2024-12, is before the start"),
        ({"crime_types": '["Burglery"]'}, r"line 5: “Burglery” is no crime type. Did you mean “Burglary”"),
        ({"crime_types": '["Burglary", "Anti-social behaviour"]'}, "never added to crime"),
        ({"treated": "[]"}, r"line 5: treated is empty: name a place"),
        ({"treated": "[7]"}, r"line 5: treated is a list of places in quotes"),
        ({"worth_seeing": "25"}, r"line 6: worth_seeing is a share between 0 and 1"),
        ({"arround": '"touching"'}, r"line 6: nothing is called “arround”: did you mean around"),
        ({"around": '"touching"'}, r"line 6: around is judged beside around_comparison: add it"),
        ({"name": '""'}, r"line 5: name is text in quotes"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_line(lines: dict[str, str], says: str) -> None:
    with pytest.raises(BadScheme, match=f"elm.toml, .*{says}" if says.startswith("line") else says):
        scheme(**lines)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ({"treated": '["ward:Atlantis"]'}, r"line 5: No area held is called “ward:Atlantis”"),
        ({"treated": '["E01900000", "E01900000"]'}, "stands here twice"),
        ({"comparison": '["ward:Ward 1"]'}, r"line 5: where it was done and the comparison share 1 LSOA \(E01900000\)"),
        ({"donors": '["ward:Ward 1"]'}, r"line 6: ward:Ward 1 holds a part of where it was done"),
        ({"start": '"2026-03"'}, r"line 5: March 2026 and the month before it have to be held. Held for Elmshire Police: January 2023"),
    ],
)  # fmt: skip
def test_places_and_months_that_are_not_held_are_named_with_their_line(
    snapshot: Snapshot, lines: dict[str, str], says: str
) -> None:
    with pytest.raises(BadScheme, match=f"elm.toml, {says}" if says.startswith("line") else says):
        evaluate(snapshot, scheme(**lines))


def test_what_is_no_toml_and_what_is_missing_say_what_to_write() -> None:
    with pytest.raises(BadScheme, match=r"not TOML.*line 1.*Text stands in quotes"):
        read_scheme("name = Elm")
    with pytest.raises(BadScheme, match=r"treated is missing(.|\n)*Alley gates"):
        read_scheme('name = "Elm"\nstart = "2025-01"')


def test_the_example_is_a_scheme() -> None:
    example = read_scheme(EXAMPLE)

    assert example.start == Month.parse("2025-03")
    assert example.around == example.around_comparison == TOUCHING
