"""
The gallery: one picture for each method that real, open data can bear, and why there is none for the others.

    python -m bench.gallery           writes docs/gallery.md and docs/images/gallery/*.svg

Real data is looked for in FRANKPLEDGE_REAL_DATA, or in ../shared/data beside the repository. The same data give the
same files. The pictures are those that an assessment prints; a few are drawn here from the functions themselves, and those of
surveys and panels, which nobody publishes row by row, from invented answers.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench import gallery_invented
from bench.picture import Picture
from frankpledge import analysis
from frankpledge.archive import crimes, geography
from frankpledge.archive.archive import Archive, Snapshot
from frankpledge.archive.areas import Area, find_area
from frankpledge.archive.load import load
from frankpledge.assessment import comparison
from frankpledge.assessment.assess import assess
from frankpledge.assessment.assessment import Assessment
from frankpledge.assessment.did_it_work import evaluate
from frankpledge.assessment.evidence import ANTI_SOCIAL, gather
from frankpledge.assessment.finding import Band, Chart, Series
from frankpledge.assessment.scheme import read_scheme
from frankpledge.month import Month

ROOT = Path(__file__).parent.parent
PAGE, PICTURES = ROOT / "docs" / "gallery.md", ROOT / "docs" / "images" / "gallery"
AREA, LAST = "E22000371", "2025-12"  # the partnership of York
MOST_BYTES = 1_500_000

# Page in docs/methods, heading, finding and, where it has several, which of its pictures.
PRINTED = (
    ("control-chart", "Which months stand out", "trend-shoplifting", 0),
    ("hot-areas", "Areas that stand out with their neighbours", "place-hot-all-crime", 0),
    ("squares", "The same on squares of 250 m", "place-hot-squares-vehicle-crime", 0),
    ("local-moran", "Areas unlike those around them", "place-outliers", 0),
    ("persistent-areas", "Areas that stay hot, come and go", "place-history", 0),
    ("pattern-change", "Has the pattern moved?", "place-pattern-change", 0),
    ("density", "Density", "place-density-burglary", 0),
    ("clusters", "Clusters of map points", "place-clusters", 0),
    ("deprivation-gradient", "Crime along deprivation", "deprivation-all-crime", 0),
    ("shares", "What became of it", "outcomes-all-crime", 0),
)
# Nothing is drawn that the data cannot bear.
NONE = (
    ("season", "36 months without a gap are needed; the longest run at hand has 24."),
    (
        "forecast",
        "36 months too; and a forecast is shown only where a back-test finds it better than last year's month.",
    ),
    ("backtest", "24 months to learn from and 12 to be judged by are needed."),
    ("interrupted-series", "24 months before and 12 after are needed."),
    ("synthetic-control", "24 months before are needed, and places that did nothing."),
    ("control-phases", "A year or more on one side of a settled level is needed."),
    ("time-of-week", "These files give the month alone, not the day."),
    ("near-repeats", "Without days, and with places moved to shared map points, no pair can be told to be close."),
    ("space-time-scan", "Three years of months, or days, are needed."),
    ("repeats", "Nobody is named in these files, and a map point is no address."),
    ("overlap", "People are not named in these files."),
    ("profiles", "Neither victims nor suspects are in these files."),
    ("disproportionality", "Neither victims nor suspects are in these files."),
    ("severity", "Broad types hold offences of very different weight."),
    ("suppression", "The publisher has made these counts anonymous: nothing is hidden."),
    ("linked-tables", "There too nothing is hidden in open counts."),
    ("busiest-points", "A table: a point on a map would be taken for a place."),
    ("change-points", "36 months, so that the season can be taken out first."),
    ("difference-in-differences", "One ratio and its range; its months are the picture of “Did it work?”."),
    ("displacement", "One number of crimes and its range, in the words of “Did it work?”."),
    ("emerging-hot-spots", "Eight words for mapping software; the same places are drawn in four."),
    ("multiple-testing", "No picture of its own: it is in the words of every comparison of many."),
    ("prediction", "Four numbers, said of the squares that were hot a year before."),
    ("similarity", "One number for two maps."),
    ("two-counts", "Two numbers and a range."),
    ("year-to-date", "A table of years."),
    ("year-end", "One number and its range, on a measure’s page."),
    ("summary", "Eight sentences."),
    ("code-suggestions", "Words about words."),
    ("likely-personal", "Words about words."),
)
SCHEME = """name = "Guildhall, a scheme that never was"
start = "2025-04"
treated = ["ward:Guildhall"]
comparison = ["ward:Micklegate"]
around = "touching"
around_comparison = "touching"
"""


def main() -> int:
    real = Path(os.environ.get("FRANKPLEDGE_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not (real / "police-uk").is_dir():
        print(f"No real data at {real}: set FRANKPLEDGE_REAL_DATA.")
        return 1
    with tempfile.TemporaryDirectory(prefix="frankpledge-gallery-") as temporary:
        archive = Archive(Path(temporary))
        load(archive, [real / "police-uk", real / "geography"])
        snapshot = archive.snapshot()
        area = find_area(snapshot, AREA)
        made = assess(snapshot, area, Month.parse(LAST))
        pictures = [*_printed(made), _beside(snapshot), *_own(snapshot, area), *gallery_invented.pictures()]
        _write(pictures, made)
    size = sum(path.stat().st_size for path in PICTURES.glob("*.svg"))
    print(
        f"{sum(one.drawn is not None for one in pictures)} pictures, {size / 1e6:.2f} MB, in {PICTURES.relative_to(ROOT)}; {PAGE.relative_to(ROOT)}"
    )
    return 0 if size <= MOST_BYTES else 1


def _printed(made: Assessment) -> Iterator[Picture]:
    found = {finding.id: finding for finding in made.findings}
    for method, heading, id, at in PRINTED:
        finding = found[id]
        drawn = [*finding.charts, *finding.maps]
        if not drawn:
            yield Picture(method, heading, None, _first_two(finding.statement))
            continue
        yield Picture(method, heading, drawn[at], _first_two(finding.statement))


def _beside(snapshot: Snapshot) -> Picture:
    """Of another partnership, whose force has sixteen: York's has two."""
    area = find_area(snapshot, "csp:Slough")
    found = comparison.findings(gather(snapshot, area, Month.parse(LAST)), ())
    one = next(finding for finding in found if finding.id == "comparison-all-crime")
    words = f"{_first_two(one.statement)} (Slough, whose force has more partnerships than York's.)"
    return Picture("comparison", "Beside other areas", one.charts[0], words)


def _first_two(statement: str) -> str:
    """Its first two sentences: a gallery is not read like an assessment."""
    return ". ".join(statement.split(". ")[:2]).rstrip(".") + "."


def _own(snapshot: Snapshot, area: Area) -> Iterator[Picture]:
    last = Month.parse(LAST)
    months = last.minus(23).to(last)
    rows = crimes.area_counts(snapshot, area.lsoas, months)
    rows = rows[rows["crime_type"] != ANTI_SOCIAL]
    by_month = rows.groupby("month_ix")["n"].sum().reindex([month.index for month in months], fill_value=0).to_numpy()
    yield _rolling(by_month, months)
    burglary = rows[(rows["crime_type"] == "Burglary") & (rows["month_ix"] > last.minus(12).index)]
    counts = burglary.groupby("lsoa")["n"].sum().reindex(list(area.lsoas), fill_value=0).to_numpy()
    yield _concentration(counts)
    yield from _wards(snapshot, area, dict(zip(area.lsoas, counts.tolist(), strict=True)))
    yield _types(rows, last)
    judged = evaluate(snapshot, read_scheme(SCHEME))
    yield Picture(
        "verdict", "Did it work?", judged.finding.charts[0],
        f"Nothing was done here: the scheme is invented, and its start. The rule says: “{judged.verdict.sentence}” The rule "
        "cannot know why two wards part: they had reasons of their own, and of twenty tries at nothing one looks like something.",
    )  # fmt: skip


def _rolling(by_month: np.ndarray, months: list[Month]) -> Picture:
    sums = analysis.rolling_sum(by_month)[11:]
    chart = Chart(
        kind="line",
        title="All crime, 12 months to each month",
        description=f"From {sums[0]:,.0f} in the year to {months[11].label} to {sums[-1]:,.0f} in the year to {months[-1].label}.",
        labels=tuple(month.label for month in months[11:]),
        series=(Series("12 months to then", tuple(float(n) for n in sums)),),
        y_label="Crimes in 12 months",
    )
    words = "Neighbouring points share 11 months, so a line that runs smoothly is no evidence of a trend."
    return Picture("rolling-year", "The rolling year", chart, words)


def _concentration(counts: np.ndarray) -> Picture:
    from frankpledge.analysis.concentration import generalised_gini, lorenz, share_of_places

    line = lorenz(counts)
    at = np.linspace(0, 1, 21)
    held = np.interp(at, line.places, line.crimes)
    chart = Chart(
        kind="line",
        title="Burglary over neighbourhoods, fewest first",
        description="How much of all burglary the neighbourhoods with the fewest hold together.",
        labels=tuple(f"{share:.0%}" for share in at),
        series=(
            Series("As recorded", tuple(float(100 * share) for share in held)),
            Series("If all had the same", tuple(float(100 * share) for share in at)),
        ),
        unit="percent",
        y_label="Of all burglaries",
    )
    words = (
        f"Half of the burglaries are in {100 * share_of_places(counts, 0.5):.0f}% of the neighbourhoods; the generalised Gini, "
        f"which allows for there being few, is {generalised_gini(counts):.2f}."
    )
    return Picture("concentration", "How concentrated it is", chart, words)


def _wards(snapshot: Snapshot, area: Area, counts: dict[str, int]) -> Iterator[Picture]:
    places = geography.places(snapshot, area.lsoas).merge(geography.residents(snapshot, area.lsoas), on="lsoa")
    places["n"] = places["lsoa"].map(counts)
    wards = places.groupby("ward_name", observed=True)[["n", "households"]].sum().sort_values("n", ascending=False)
    n, homes = wards["n"].to_numpy(), wards["households"].to_numpy(dtype=float)
    ends = analysis.poisson_interval(n)
    top = 10
    yield Picture(
        "intervals", "A count with what chance could do",
        Chart(
            kind="range", title="Burglary in the ten wards with most", description="Counts of 2025 with their 95% intervals.",
            labels=tuple(str(name) for name in wards.index[:top]),
            series=(Series("Burglaries", tuple(float(x) for x in n[:top])),),
            bands=(Band("95% interval", tuple(float(x) for x in ends.low[:top]), tuple(float(x) for x in ends.high[:top])),),
        ),
        "Wards whose ranges overlap cannot be put in order.",
    )  # fmt: skip
    expected = analysis.expected_counts(n, homes)
    found = analysis.area_funnel(n, expected)
    bands = tuple(
        Band(f"{level:.1%} limits", tuple(low.tolist()), tuple(high.tolist()))
        for level, low, high in zip(found.level, found.adjusted_low, found.adjusted_high, strict=True)
    )
    yield Picture(
        "funnel", "Which areas are unlike the rest",
        Chart(
            kind="funnel", title="Burglary in wards against what their households would give",
            description=f"{len(n)} wards; limits allow for how much wards differ anyway.",
            labels=tuple(str(name) for name in wards.index), series=(Series("Ratio", tuple(found.ratio.tolist())),),
            bands=bands, x=tuple(expected.tolist()), unit="ratio", x_label="Expected burglaries", y_label="Recorded over expected",
        ),
        f"Wards differ {found.dispersion:.1f} times as much as chance alone; {int((found.outside[1] != 0).sum())} lie outside "
        "the outer limits that allow for it.",
    )  # fmt: skip


def _types(rows, last: Month) -> Picture:  # type: ignore[no-untyped-def]
    now = [month.index for month in last.minus(11).to(last)]
    kinds = sorted(rows["crime_type"].unique())
    table = rows.groupby(["crime_type", "month_ix"], observed=True)["n"].sum()
    found = [
        analysis.compare_periods(
            [table.get((kind, at - 12), 0) for at in now], [table.get((kind, at), 0) for at in now]
        )
        for kind in kinds
    ]  # fmt: skip
    kept = [(kind, change) for kind, change in zip(kinds, analysis.adjust(found), strict=True) if change.before >= 50]
    kept.sort(key=lambda pair: -(pair[1].percent or 0))
    sure = sum(not change.could_be_chance for _, change in kept)
    chart = Chart(
        kind="range", title="Change from 2024 to 2025 by type", unit="percent",
        description="Each type's change with its 95% interval, which allows for uneven months.",
        labels=tuple(kind for kind, _ in kept),
        series=(Series("Change", tuple(float(change.percent or 0) for _, change in kept)),),
        bands=(
            Band(
                "95% interval", tuple(change.percent_low for _, change in kept),
                tuple(change.percent_high for _, change in kept),
            ),
        ),
    )  # fmt: skip
    return Picture(
        "change", "Comparing two periods", chart,
        f"Of {len(kept)} types with 50 or more, {sure} changed beyond chance once all are allowed for.",
    )  # fmt: skip


def _write(pictures: list[Picture], made: Assessment) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.svg"):
        old.unlink()
    lines = [
        "# Gallery", "",
        f"One picture for each method that open data can bear: {made.area_name}, {made.period.first.label} to "
        f"{made.period.last.label}, as recorded and published. Made by `.venv/bin/python -m bench.gallery`; the same "
        "data give the same files. What a picture does not show is on the method's page.", "",
    ]  # fmt: skip
    for invented in (False, True):
        if invented:
            lines += [
                "## On invented answers", "",
                "Surveys and panels are not published row by row. These are of a town that is not: 600 invented answers, and a "
                "panel of nine that never met.", "",
            ]  # fmt: skip
        drawn = (one for one in pictures if one.drawn and one.invented == invented)
        for picture in sorted(drawn, key=lambda one: one.method):
            lines += _shown(picture)
    lines += ["## No picture, and why", "", "| Method | Why |", "|---|---|"]
    nothing = [(one.method, f"Here there is nothing to draw: {one.words}") for one in pictures if one.drawn is None]
    lines += [
        f"| [{name.replace('-', ' ').capitalize()}](methods/{name}.md) | {why} |" for name, why in (*nothing, *NONE)
    ]
    lines += ["", "## Whose data", "", *(f"- {line}" for line in made.attribution), ""]
    PAGE.write_text("\n".join(lines), encoding="utf-8")


def _shown(picture: Picture) -> list[str]:
    assert picture.drawn is not None
    (PICTURES / f"{picture.method}.svg").write_text(picture.svg() + "\n", encoding="utf-8")
    return [
        f"{'###' if picture.invented else '##'} {picture.heading}", "",
        f"![{picture.drawn.title}. {picture.drawn.description}](images/gallery/{picture.method}.svg)", "",
        f"{picture.words} [How it is worked out](methods/{picture.method}.md).", "",
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
