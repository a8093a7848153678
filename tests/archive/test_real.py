"""The real files: loaded whole, counted as a slow and obvious reader counts them, every quirk as docs/data.md says."""

import csv
import json
from collections import Counter

import pytest

from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area, force_names_covering
from frankpledge.archive.holdings import holdings
from frankpledge.archive.load import load
from frankpledge.assessment.assess import assess
from frankpledge.assessment.evidence import ANTI_SOCIAL
from frankpledge.documents import data
from frankpledge.month import Month

pytestmark = pytest.mark.real_data
YEAR = Month.parse("2025-01").to(Month.parse("2025-12"))


@pytest.fixture(scope="module")
def archive(real_data, tmp_path_factory):
    archive = Archive(tmp_path_factory.mktemp("real") / "archive")
    folders = ("police-uk", "geography", "geography-south-yorkshire", "police-uk-extracts")
    archive.report = load(archive, [real_data / folder for folder in folders])
    return archive


@pytest.fixture(scope="module")
def snapshot(archive):
    return archive.snapshot()


@pytest.fixture(scope="module")
def slow(real_data):
    """Rows of the street files by month, force, LSOA and type, read one at a time."""
    counts = Counter()
    for path in sorted((real_data / "police-uk").glob("*/*-street.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                counts[row["Month"], row["Falls within"], row["LSOA code"], row["Crime type"]] += 1
    return counts


def test_everything_loads_without_a_bad_row(archive):
    assert archive.report.ok, archive.report.rejected[:3]
    assert archive.report.quality


def test_every_row_of_every_month_is_held(snapshot, slow):
    held = {(h.month, h.force): h.rows for h in holdings(snapshot) if h.dataset == "police_uk_street"}
    rows = Counter()
    for (month, force, _, _), n in slow.items():
        rows[month, force] += n

    assert held == dict(rows)


@pytest.mark.parametrize(("force", "rows", "repeated", "blank", "no_lsoa"), [
    ("North Yorkshire Police", 123_397, 1_476, 30_706, 768),
    ("Thames Valley Police", 272_678, 83, 30_092, 8_384),
])  # fmt: skip
def test_the_quality_report_counts_each_quirk(archive, force, rows, repeated, blank, no_lsoa):
    months = [month for month in archive.report.quality if (month.force, month.dataset) == (force, "police_uk_street")]

    assert sum(month.rows for month in months) == rows
    assert sum(month.repeated_ids for month in months) == repeated
    assert sum(month.blank_ids for month in months) == blank
    assert sum(month.no_lsoa for month in months) == no_lsoa


def test_identical_rows_are_counted_and_kept(archive):
    months = [month for month in archive.report.quality if month.force == "North Yorkshire Police"]

    assert sum(month.identical_rows for month in months) == 8_891 + 322


def test_july_without_unplaced_crimes_is_pointed_out(archive):
    [july] = [m for m in archive.report.quality if (m.force, m.month) == ("North Yorkshire Police", "2025-07")]

    assert any("no rows without a place at all" in said for said in july.unusual)


def test_a_missing_month_is_missing(archive, snapshot):
    held = crimes.months_held(snapshot, ["Thames Valley Police"])["Thames Valley Police"]
    [gap] = [gap for gap in archive.report.gaps if gap.force == "Thames Valley Police"]

    assert Month.parse("2025-07") not in held
    assert "2025-07" in [str(month) for month in gap.months]


def test_an_earlier_edition_moves_outcomes_and_nothing_else(real_data, tmp_path):
    archive = Archive(tmp_path / "archive")
    months = ("2024-04", "2025-01", "2025-04")
    load(archive, [real_data / "police-uk" / month for month in months])

    report = load(archive, [real_data / "police-uk-earlier-edition"])

    moved = {c.month: (c.outcomes_moved, c.crimes, c.rows_added, c.rows_gone) for c in report.changes}
    assert moved == {"2024-04": (2864, 4003, 0, 0), "2025-01": (1274, 3380, 0, 0), "2025-04": (2443, 3876, 0, 0)}


@pytest.mark.parametrize("name", ["City of York", "Slough", "ward:Acomb", "E01013335", "force:North Yorkshire"])
def test_findings_equal_the_slow_count(snapshot, slow, name):
    area = find_area(snapshot, name)
    forces = force_names_covering(snapshot, area)
    held = [month for month in YEAR if (str(month), forces[0]) in {(m, f) for m, f, _, _ in slow}]
    wanted = {str(month) for month in held}
    lsoas = set(area.lsoas)

    document = data.findings_json(assess(snapshot, area, Month.parse("2025-12")))

    counted = Counter()
    for (month, force, lsoa, kind), n in slow.items():
        if month in wanted and (force in forces if area.kind == "force" else lsoa in lsoas):
            counted[kind] += n
    table = {f["crime_type"]: f for f in document["findings"] if f["kind"] == "offence_table" and f["crime_type"]}
    assert {kind: _value(f, "count") for kind, f in table.items()} == {kind: counted[kind] for kind in table}
    everything = next(f for f in document["findings"] if f["id"] == "offence-all-crime")
    assert _value(everything, "count") == sum(n for kind, n in counted.items() if kind != ANTI_SOCIAL)


def _value(finding, name):
    return next(figure["value"] for figure in finding["figures"] if figure["name"] == name)


def test_gaps_are_named_and_only_like_is_compared_with_like(snapshot):
    made = assess(snapshot, find_area(snapshot, "Slough"), Month.parse("2025-12"))
    document = json.loads(json.dumps(data.findings_json(made)))

    everything = next(f for f in document["findings"] if f["id"] == "offence-all-crime")
    names = {figure["name"] for figure in everything["figures"]}

    assert [str(month) for month in made.period.missing] == ["2025-07"]
    assert [str(month) for month in made.period.compared] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert {"count_compared", "count_before_compared"} <= names


def test_districts_agree_with_the_benchmark(real_data, snapshot):
    with open(real_data / "benchmark" / "derived_lad24_crime_type_2025.csv", newline="", encoding="utf-8") as file:
        published = {(r["LAD24CD"], r["crime_type"]): int(r["records_2025"]) for r in csv.DictReader(file)}
    york = find_area(snapshot, "council:York")

    counted = crimes.area_counts(snapshot, york.lsoas, YEAR).groupby("crime_type")["n"].sum()

    # Other forces record a few crimes in York, and their files are not at hand: never more than a hundredth.
    for kind, n in counted.items():
        assert 0.97 * published[york.code, kind] - 3 <= n <= published[york.code, kind]


def test_names_mean_a_partnership_first(snapshot):
    assert find_area(snapshot, "slough").kind == "csp"
    assert find_area(snapshot, "council:Slough").kind == "council"
    assert find_area(snapshot, "Thames Valley Police").kind == "force"
    assert (
        len({find_area(snapshot, name).code for name in ("Wycombe", "Chiltern", "South Bucks", "Aylesbury Vale")}) == 4
    )
    with pytest.raises(AmbiguousArea, match="E05013120"):
        find_area(snapshot, "ward:Abbey")
    with pytest.raises(UnknownArea, match="York"):
        find_area(snapshot, "Yrok")
