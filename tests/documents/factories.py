"""An invented assessment with every kind of finding, and with what makes documents go wrong."""

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from frankpledge.assessment.assessment import Assessment, Period
from frankpledge.assessment.finding import (
    SUPPRESSED,
    Band,
    Chart,
    Column,
    Figure,
    Finding,
    Map,
    Mark,
    Provenance,
    Series,
    Shape,
    Table,
)
from frankpledge.month import Month

HOSTILE = '<script>alert("x")</script> & #panic("y") *b* $1$ \\ `z` </style>'
FORMULA = "=cmd|' /C calc'!A0"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch with Upper and Lower Biddlecombe-under-the-Edge"
EVERYWHERE = "Counts are rows of the files that forces publish. Some crimes have more than one row."
TESTED = "Many changes were tested at once. The chance given allows for that."
TYPES = {
    "Burglary": (271, 297),
    "Bicycle theft": (3, 6),
    "Criminal damage and arson": (402, 371),
    "Drugs": (88, 131),
    "Robbery": (51, 49),
    "Shoplifting": (611, 799),
    "Vehicle crime": (330, 262),
    "Violence and sexual offences": (1480, 1502),
}
RESIDENTS = 96_312


def provenance(rows: int = 4504, words: str = "Crime type is any but Anti-social behaviour") -> Provenance:
    editions = tuple(
        f"Westmarch Police {year}-{month:02d}, loaded 2026-01-20, sha256 {year}{month:02d}ab"
        for year in (2024, 2025)
        for month in range(1, 13)
    )
    return Provenance(
        dataset="police_uk_street",
        versions={"police_uk_street": 41, "census2021": 3},
        editions=editions,
        filter=f"{words}; LSOA code is one of the 61 of Amberdale (E22000901); Month is one of 24",
        rows_counted=rows,
        rows_left_out={"no location stated": 23},
    )


def finding(id: str = "context-residents", **given: object) -> Finding:
    """The dullest valid finding."""
    plain = Finding(
        id=id,
        kind="context",
        title="Residents",
        statement="96,312 people lived here at the Census of 2021.",
        strength="context",
        provenance=provenance(),
        figures=(Figure("residents", RESIDENTS, "count", "usual residents, Census 2021"),),
        caveats=(EVERYWHERE,),
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def offence(name: str | None, before: int, after: int, *, id: str = "", title: str = "") -> Finding:
    change = 100 * (after - before) / before
    slug = (name or "all-crime").lower().replace(" ", "-")
    return finding(
        id or f"offence-{slug}",
        kind="offence_table",
        crime_type=name,
        title=title or name or "All crime",
        statement=f"{title or name or 'All crime'} went from {before:,} to {after:,}.",
        strength="moderate",
        figures=(
            Figure("count", after, "count", "rows of January to December 2025"),
            Figure("count_before", before, "count", "rows of January to December 2024"),
            Figure("change_percent", change, "percent", f"of {before:,}", change - 9.876, change + 10.123),
            Figure(
                "rate_per_1000",
                after / 96.312,
                "per_1000",
                f"per 1,000 of {RESIDENTS:,} usual residents, Census 2021",
                after / 96.312 * 0.9,
                after / 96.312 * 1.1,
            ),
            Figure("rate_per_1000_households", after / 41.007, "per_1000_households", "per 1,000 of 41,007 households"),
        ),
        caveats=(EVERYWHERE, TESTED),
        provenance=provenance(before + after, f"Crime type is {name}"),
    )


def change(name: str | None, before: int, after: int) -> Finding:
    of = offence(name, before, after)
    slug = (name or "all-crime").lower().replace(" ", "-")
    sure = abs(after - before) > 60
    said = "A change this size is unlikely to be chance." if sure else "A change this size could be chance."
    return replace(
        of,
        id=f"change-{slug}",
        kind="change",
        title=f"{name or 'All crime'}: change",
        statement=f"{name or 'All crime'} went from {before:,} to {after:,}. {said}",
        strength="strong" if sure else "weak",
        figures=(
            of.figures[2],
            of.figures[0],
            of.figures[1],
            Figure(
                "p_adjusted",
                0.0312 if sure else 0.612,
                "probability",
                "chance of a change this size if nothing changed",
            ),
        ),
        method="change",
    )


def trend(name: str, monthly: int, *, months: int = 36) -> Finding:
    random = Random(name)
    values: list[float | None] = [
        round(monthly * (1 + 0.25 * sin(2 * pi * m / 12)) + random.gauss(0, monthly**0.5)) for m in range(months)
    ]
    values[14] = None
    labels = tuple(str(Month.parse("2023-01").plus(m)) for m in range(months))
    low = tuple(max(0.0, monthly * 0.7 + monthly * 0.25 * sin(2 * pi * m / 12)) for m in range(months))
    high = tuple(monthly * 1.3 + monthly * 0.25 * sin(2 * pi * m / 12) for m in range(months))
    return finding(
        f"trend-{name.lower().replace(' ', '-')}",
        kind="trend",
        crime_type=name,
        title=f"{name}: the months",
        statement=f"{name} ran as usual, but for two months outside the expected range.",
        strength="moderate",
        figures=(Figure("rolling_12_months", monthly * 12, "count", "the twelve months to December 2025"),),
        charts=(
            Chart(
                "line",
                f"{name} each month, with the range expected for the season",
                f"A line from January 2023 to December 2025 near {monthly} a month; March 2024 is missing.",
                labels,
                (Series("Recorded", tuple(values)),),
                bands=(Band("Expected range", low, high),),
                marks=(
                    Mark(9, "Recorded", "above the upper limit"),
                    Mark(29, "Recorded", "eight months in a row above the middle"),
                ),
                y_label="Recorded in the month",
            ),
        ),
        table=Table(
            f"{name} by month",
            (Column("month", "Month"), Column("count", "Recorded", "count")),
            tuple(zip(labels, values, strict=True)),
        ),
        method="trend",
        caveats=(EVERYWHERE, "A month is not of even length; the band allows for it."),
    )


def ring(east: float, north: float, size: float, sides: int = 24) -> dict[str, object]:
    points = [
        [east + size * cos(2 * pi * n / sides), north + 0.62 * size * sin(2 * pi * n / sides)] for n in range(sides)
    ]
    return {"type": "Polygon", "coordinates": [[*points, points[0]]]}


def shapes(count: int, grades: int, *, sides: int = 24) -> tuple[Shape, ...]:
    random = Random(count)
    across = int(count**0.5) + 1
    found = []
    for n in range(count):
        category = None if n == 5 else min(int(random.random() ** 2 * grades), grades - 1)
        centre = (-1.5 + 0.021 * (n % across), 54.0 + 0.013 * (n // across))
        shape = Shape(
            f"E0100{n:04d}", f"Amberdale {n:03d}A", ring(*centre, 0.0104, sides), category, n / 7, n % 11 == 3
        )
        found.append(shape)
    return tuple(found)


def rates_map(count: int = 30, *, sides: int = 24) -> Map:
    return Map(
        "Recorded crime per 1,000 residents, by LSOA",
        "Highest in the middle of the town and lowest in the villages.",
        ("under 20", "20 to under 50", "50 to under 64", "64 to under 97", "97 or more"),
        shapes(count, 5, sides=sides),
        boundary=ring(-1.44, 54.03, 0.095, 60),
        attribution="Boundaries: Office for National Statistics. Contains OS data © Crown copyright.",
    )


def hot_map(count: int = 30, *, sides: int = 24) -> Map:
    return Map(
        "Areas that stand out more than chance would make them",
        "Three areas by the station are hot.",
        ("no more than chance", "hot", "cold", "new this year", "was hot"),
        shapes(count, 5, sides=sides),
        scale="categories",
        outline_label="hot the year before",
        attribution="Boundaries: Office for National Statistics.",
    )


def place(id: str = "place-burglary", *, areas: int = 30, sides: int = 24) -> Finding:
    rows = tuple(
        (f"E0100{n:04d}", f"Amberdale {n:03d}A", 40 - n, (40 - n) / 1.6, None if n == 3 else n / 10)
        for n in range(areas)
    )
    return finding(
        id,
        kind="place",
        crime_type="Burglary",
        title="Where burglary happens",
        statement="Three of 30 areas stand out more than chance would make them.",
        strength="strong",
        figures=(
            Figure("hot_areas", 3, "count", "of 30 LSOAs"),
            Figure("gini_generalised", 0.41234, "index", "over 30 LSOAs", 0.38, 0.44),
            Figure("bandwidth", 750.0, "metres", "of the density"),
            Figure("areas_holding_50_percent", 22.51, "percent", "of 30 LSOAs"),
            Figure("density", 12.345, "per_km2", "crimes a year"),
            Figure("z", -1.2345, "index", "of Amberdale 007A"),
        ),
        maps=(rates_map(areas, sides=sides), hot_map(areas, sides=sides)),
        table=Table(
            "Burglary by LSOA, highest first",
            (
                Column("lsoa", "LSOA code"),
                Column("name", "LSOA"),
                Column("count", "Burglary", "count"),
                Column("rate_per_1000", "Per 1,000 residents", "per_1000"),
                Column("z", "Gi*", "index"),
            ),
            rows,
        ),
        method="hot",
    )


def comparison() -> Finding:
    names = (
        "Amberdale",
        "Northmere",
        "Eastholm",
        "Saltby",
        LONG,
        "Cragside",
        "Fenwick",
        "Dunmoor",
        "Oakhampton",
        "Rye",
    )
    rates = tuple(30.0 + 5.5 * n for n in range(len(names)))
    low, high = tuple(r * 0.9 for r in rates), tuple(r * 1.12 for r in rates)
    expected = tuple(900.0 + 400 * n for n in range(len(names)))
    ratios = (1.45, 0.97, 1.03, 0.9, 1.12, 0.99, 1.01, 0.72, 1.05, 0.95)
    limits = tuple(4 / e**0.5 for e in expected)
    return finding(
        "comparison-all-crime",
        kind="comparison",
        title="All crime beside the 10 partnerships of Westmarch",
        statement="Amberdale’s rate is above all but one; only Amberdale is outside the limits.",
        strength="moderate",
        figures=(
            Figure("rate_per_1000", 47.2, "per_1000", "per 1,000 of 96,312 usual residents, Census 2021", 45.9, 48.6),
            Figure("quarter", "highest quarter", "text", "of 10 partnerships"),
        ),
        charts=(
            Chart(
                "range",
                "All crime per 1,000 residents, with ranges",
                "Ten areas from 30 to 80.",
                names,
                (Series("Rate", rates),),
                unit="per_1000",
                bands=(Band("95% range", low, high),),
                x_label="Per 1,000 residents",
                highlight="Amberdale",
            ),
            Chart(
                "funnel",
                "Each area against what was expected",
                "Amberdale is above the limits.",
                names,
                (Series("Ratio", ratios),),
                unit="ratio",
                x=expected,
                x_label="Expected count",
                y_label="Count over expected",
                highlight="Amberdale",
                marks=(Mark(7, "Ratio", "below the limits"),),
                bands=(
                    Band("95% limits, widened", tuple(1 - x for x in limits), tuple(1 + x for x in limits)),
                    Band(
                        "99.8% limits, widened", tuple(1 - 1.6 * x for x in limits), tuple(1 + 1.6 * x for x in limits)
                    ),
                ),
            ),
        ),
        method="comparison",
    )


def deprivation() -> Finding:
    labels = tuple(f"decile {n}" for n in range(1, 11))
    return finding(
        "deprivation-all-crime",
        kind="deprivation",
        title="All crime by deprivation",
        statement="The most deprived fifth is home to 18.0% of residents and the scene of 31.0% of crime.",
        strength="moderate",
        figures=(
            Figure("share_of_count_most_deprived_fifth", 31.04, "percent", "of 4,504 crimes"),
            Figure("relative_index", 2.345, "ratio", "most over least deprived", 2.01, 2.74),
        ),
        charts=(
            Chart(
                "column",
                "Rate by national decile",
                "It falls from 80 to 22.",
                labels,
                (Series("Rate", (80.2, 71.5, 60.1, 52.0, None, 44.4, 38.2, 30.0, 26.6, 22.1)),),
                unit="per_1000",
                y_label="Per 1,000 residents",
                x_label="Decile 1 is the most deprived",
            ),
        ),
        method="deprivation",
    )


def outcomes() -> Finding:
    labels = (
        "Investigation complete; no suspect identified",
        "Unable to prosecute suspect",
        "Awaiting court outcome",
        LONG,
    )
    return finding(
        "outcomes-all-crime",
        kind="outcomes",
        title="What became of all crime",
        statement="For 41.2% of crimes no suspect was identified. Recent months will change.",
        strength="moderate",
        figures=(Figure("no_suspect", 41.23, "percent", "of 4,504 crimes", 39.8, 42.7),),
        charts=(
            Chart(
                "bar",
                "Share by outcome",
                "Most end with no suspect.",
                labels,
                (Series("Share", (41.23, 30.5, 12.0, None)),),
                unit="percent",
            ),
        ),
        method="outcomes",
    )


def partner() -> Finding:
    """Restricted counts: some hidden, one hostile name."""
    return finding(
        "place-partner-fires",
        kind="place",
        title="Deliberate fires, from the fire service",
        statement="The fire service counts 61 deliberate fires.",
        figures=(
            Figure("count", 61, "count", "deliberate fires"),
            Figure("most_in_a_ward", None, "count", "deliberate fires in one ward", suppressed=True),
            Figure("not_given", None, "count", "what the service did not give"),
        ),
        table=Table(
            "Deliberate fires by ward",
            (Column("ward", "Ward"), Column("count", "Fires", "count"), Column("change_percent", "Change", "percent")),
            ((HOSTILE, SUPPRESSED, None), (FORMULA, 40, -12.345), (LONG, 21, 3.21)),
        ),
        method="disclosure",
    )


def summary() -> Finding:
    sentences = (
        (
            "3,417 crimes were recorded in Amberdale in 2025; the change could be chance.",
            "offence-all-crime, change-all-crime",
        ),
        (
            "More than chance would make it, higher: shoplifting; lower: vehicle crime.",
            "change-shoplifting, change-vehicle-crime, change-drugs, change-robbery, change-burglary",
        ),
        ("What was never reported is in no figure.", ""),
    )
    return finding(
        "summary",
        kind="summary",
        title="Summary",
        statement=" ".join(text for text, _ in sentences),
        figures=(),
        table=Table(
            "What each sentence rests on",
            (Column("sentence", "Sentence"), Column("findings", "Findings")),
            sentences,
        ),
        method="summary",
    )


def period(*, missing: bool = False) -> Period:
    first, last = Month.parse("2025-01"), Month.parse("2025-12")
    months = tuple(month for month in first.to(last) if not (missing and str(month) == "2025-07"))
    compared = tuple(month for month in months if not (missing and str(month) == "2025-02"))
    return Period(first, last, months, compared)


def assessment(
    *, missing: bool = False, findings: tuple[Finding, ...] | None = None, name: str = "Amberdale"
) -> Assessment:
    """Every kind of finding, of an invented partnership."""
    before, after = (sum(pair[side] for pair in TYPES.values()) for side in (0, 1))
    every = (
        summary(),
        finding(),
        *(offence(kind, *counts) for kind, counts in TYPES.items()),
        offence(None, before, after),
        offence("Anti-social behaviour", 900, 905),
        offence(None, 300, 333, id="offence-acquisitive", title="Serious acquisitive crime"),
        change(None, before, after),
        *(
            each
            for kind, counts in TYPES.items()
            for each in (change(kind, *counts), trend(kind, max(counts) // 12 + 4))
        ),
        comparison(),
        place(),
        partner(),
        deprivation(),
        outcomes(),
    )
    return Assessment(
        "E22000901",
        name,
        "Community Safety Partnership",
        period(missing=missing),
        every if findings is None else findings,
        (
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Contains OS data © Crown copyright and database right 2026.",
        ),
        "2026-01-20T09:30:00+00:00",
    )


def typical() -> Assessment:
    """As much as a real assessment holds: 60 findings, 6 maps of 120 shapes, 20 charts or more."""
    base = assessment()
    places = tuple(place(f"place-{n}", areas=120, sides=60) for n in range(3))
    rest = tuple(replace(outcomes(), id=f"outcomes-{n}") for n in range(12))
    more = tuple(replace(deprivation(), id=f"deprivation-{n}") for n in range(11))
    kept = tuple(f for f in base.findings if f.kind != "place")
    return replace(base, findings=(*kept, *places, *more, *rest))
