"""Restricted counts of one assessment are hidden together: the table, the year before, and what was published earlier."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from frankpledge.analysis.linked import Together
from frankpledge.analysis.linked_attack import differenced, possible_values
from frankpledge.archive import areas
from frankpledge.archive.archive import Archive
from frankpledge.assessment import partners
from frankpledge.assessment.evidence import gather
from frankpledge.assessment.finding import SUPPRESSED, Finding, Released
from frankpledge.assessment.partner_parts import THRESHOLD
from frankpledge.documents.data import released_in
from frankpledge.month import Month
from tests.assessment.archives import LOAD, Town, _partner, archive

TOWN = Town(4, 2, district=8, ward=2)  # one partnership of four wards
MONTHS = [str(month) for month in Month.parse("2024-01").to(Month.parse("2026-01"))]
KINDS = ("Assault", "Fall", "Fire")
WARDS = {TOWN.ward_of(at)[0]: {at, at + 1} for at in (0, 2, 4, 6)}


def sent(counts: np.ndarray) -> list[tuple[str, str, str, str, int, str, int]]:
    """Rows of a restricted data set from counts by month, LSOA and kind."""
    return [
        ("Call-outs", "Elm Ambulance", "restricted", MONTHS[month], at, KINDS[kind], int(counts[month, at, kind]))
        for month, at, kind in np.argwhere(counts)
    ]


def counts_of(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).negative_binomial(0.25, 0.5, (len(MONTHS), 8, len(KINDS)))


def held(folder: Path, counts: np.ndarray) -> Archive:
    street = [(month, 0, "Burglary", 3) for month in MONTHS]
    return archive(folder, TOWN, street, months=MONTHS, partner=sent(counts), boundaries=False, postcodes=False)


def found(kept: Archive, last: str, area: str = "District A", published: tuple[Released, ...] = ()) -> Finding:
    snapshot = kept.snapshot()
    evidence = gather(snapshot, areas.find_area(snapshot, area), Month.parse(last), published=published)
    return partners.findings(evidence)[0]


@dataclass(frozen=True)
class Reader:
    """Somebody who has every edition, and the data that it was made from to judge the answer by."""

    parts: np.ndarray
    numbers: list[np.ndarray]
    hidden: np.ndarray

    def works_out(self) -> int:
        """How many hidden numbers can be worked out or are narrower than 1 to 4."""
        value = np.array([self.parts[one].sum() for one in self.numbers])
        small = self.hidden & (value < THRESHOLD)
        known = Together(self.hidden, small, value, value, np.zeros_like(small), THRESHOLD)
        bounds = possible_values(self.parts, self.numbers, known)
        narrow = small & ((bounds.low > 1) | (bounds.high < THRESHOLD - 1)) & self._finest()
        return int(
            (narrow | (self.hidden & (bounds.low == bounds.high)) | differenced(self.parts, self.numbers, known)).sum()
        )

    def _finest(self) -> np.ndarray:
        sets = [set(one[self.parts[one] > 0].tolist()) for one in self.numbers]
        return np.array([not any(other and other < own for other in sets) for own in sets])


def reader(*editions: tuple[tuple[Released, ...], np.ndarray]) -> Reader:
    first = editions[0][1]
    parts, numbers, hidden = list(first.ravel()), [], []
    for released, counts in editions:
        place = np.arange(first.size).reshape(first.shape)
        for at in np.argwhere(counts != first):
            place[tuple(at)] = len(parts)
            parts.append(int(counts[tuple(at)]))
        for one in released:
            months = [MONTHS.index(month) for month in one.months]
            for pairs, hides in ((one.shown, False), (one.hidden, True)):
                for ward, kind in pairs:
                    lsoas = sorted(WARDS[ward]) if ward else list(range(8))
                    kinds = [KINDS.index(kind)] if kind else list(range(3))
                    numbers.append(place[np.ix_(months, lsoas, kinds)].ravel())
                    hidden.append(hides)
    return Reader(np.array(parts), numbers, np.array(hidden))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_table_and_the_year_before_give_nothing_away(tmp_path: Path, seed: int) -> None:
    counts = counts_of(seed)

    finding = found(held(tmp_path, counts), "2025-12")

    assert any(one.hidden for one in finding.released)
    assert reader((finding.released, counts)).works_out() == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_corrected_edition_and_one_of_a_month_later_give_nothing_away(tmp_path: Path, seed: int) -> None:
    counts = counts_of(seed)
    kept = held(tmp_path, counts)
    first = found(kept, "2025-12")
    corrected = counts.copy()
    corrected[12 + 3] = counts_of(seed + 50)[12 + 3]  # April 2025 is sent again
    rows = [row for row in sent(corrected) if row[3] == "2025-04"]
    kept.replace_months("counts_extract", _partner("2025-04", rows), ["2025-04"], load=LOAD)

    again = found(kept, "2025-12", published=first.released)
    later = found(kept, "2026-01", published=(*first.released, *again.released))

    everything = reader((first.released, counts), (again.released, corrected), (later.released, corrected))
    assert everything.works_out() == 0


def test_without_the_earlier_edition_some_pair_of_editions_does_give_something_away(tmp_path: Path) -> None:
    """The test above can fail: hidden each by itself, editions do betray what the others hide."""
    betrayed = 0
    for seed in (1, 2):
        counts = counts_of(seed)
        kept = held(tmp_path / str(seed), counts)
        each = [(found(kept, last).released, counts) for last in ("2025-11", "2025-12", "2026-01")]
        betrayed += reader(*each).works_out()

    assert betrayed > 0


def test_what_leaves_is_written_down_without_values_and_read_back(tmp_path: Path) -> None:
    finding = found(held(tmp_path, counts_of(1)), "2025-12")
    written = json.loads(json.dumps([{"released": [vars(one) for one in finding.released]}]))

    assert released_in(written) == finding.released
    pairs = [pair for one in finding.released for pair in (*one.shown, *one.hidden)]
    assert ("", "") in pairs
    assert all(ward in {"", *WARDS} and kind in {"", *KINDS} for ward, kind in pairs)


@pytest.mark.parametrize("area", ["District A", "ward:Ward 2"])
def test_no_number_leaves_that_is_not_written_down_as_shown(tmp_path: Path, area: str) -> None:
    """Table, figures, charts and maps, cell by cell; what is written down is what the attack above is given."""
    counts = counts_of(1)
    finding = found(archive(tmp_path, TOWN, [(m, 0, "Burglary", 3) for m in MONTHS], months=MONTHS, partner=sent(counts),
                            postcodes=False), "2025-12", area)  # fmt: skip
    names = {TOWN.ward_of(at)[1]: TOWN.ward_of(at)[0] for at in (0, 2, 4, 6)}
    this = {pair for one in finding.released if one.months[0] == "2025-01" for pair in one.shown}
    before = {pair for one in finding.released if one.months[0] == "2024-01" for pair in one.shown}
    assert finding.table is not None
    labels = [column.label for column in finding.table.columns[1:]]

    for name, *cells in finding.table.rows:
        allowed = before if "2024" in str(name) else this
        for label, cell in zip(labels, cells, strict=True):
            pair = (names.get(str(name), ""), "" if label == "Total" else label)
            assert (cell != SUPPRESSED) == (pair in allowed)
    for figure in finding.figures:
        kind = next((kind for kind in KINDS if kind.lower() in figure.name), "")
        if figure.value is not None and area == "District A":
            assert ("", kind) in (before if "before" in figure.name else this)
    for drawn in finding.charts:
        assert all((names.get(label, ""), "") in this for label in drawn.labels)
    for shape in (shape for drawn in finding.maps for shape in drawn.shapes):
        assert (shape.value == "hidden") == ((shape.code, "") not in this)


def test_a_wards_own_assessment_says_that_only_its_own_row_left(tmp_path: Path) -> None:
    finding = found(held(tmp_path, counts_of(1)), "2025-12", "ward:Ward 2")

    wards = {ward for one in finding.released for ward, _ in (*one.shown, *one.hidden)}
    assert wards == {TOWN.ward_of(2)[0]}


def test_the_year_before_stands_in_the_table_and_in_words(tmp_path: Path) -> None:
    counts = counts_of(1)

    finding = found(held(tmp_path, counts), "2025-12")

    assert finding.table is not None
    last = finding.table.rows[-1]
    assert last[0] == "All of District A, January to December 2024"
    assert last[-1] == int(counts[:12].sum())
    assert f"In January to December 2024 there were {int(counts[:12].sum()):,}: a difference" in finding.statement
    assert finding.figure("count_before_compared").value == int(counts[:12].sum())


def test_a_small_number_of_the_year_before_is_hidden_too(tmp_path: Path) -> None:
    counts = np.zeros((len(MONTHS), 8, 3), dtype=int)
    counts[12:, :, :] = 2
    counts[:12, :, :2] = 3
    counts[4, 2, 2] = 3

    finding = found(held(tmp_path, counts), "2025-12")

    assert finding.table is not None
    before = dict(zip([column.label for column in finding.table.columns], finding.table.rows[-1], strict=True))
    assert before["Fire"] == SUPPRESSED
    assert list(before.values()).count(SUPPRESSED) == 2


def test_where_an_earlier_edition_cannot_be_read_any_more_nothing_is_shown(tmp_path: Path) -> None:
    kept = held(tmp_path, counts_of(1))
    first = found(kept, "2025-12")
    gone = tuple(replace(one, versions={"counts_extract": 999, "lsoa21_places": 0}) for one in first.released)

    finding = found(kept, "2025-12", published=gone)

    assert finding.table is None
    assert finding.figures == ()
    assert "can no longer be read" in finding.statement
