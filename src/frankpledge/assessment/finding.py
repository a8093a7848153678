"""One thing the evidence says, with everything a reader needs to believe or doubt it."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "context",
    "offence_table",
    "change",
    "trend",
    "comparison",
    "place",
    "people",
    "deprivation",
    "outcomes",
    "scheme",
    "summary",
]
Strength = Literal["strong", "moderate", "weak", "context"]
# How a value is printed; values themselves are never rounded. Percentages are 0-100.
Unit = Literal[
    "count", "percent", "per_1000", "per_1000_households", "ratio", "index", "rank", "metres", "months",
    "per_km2", "probability", "text",
]  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """
    A number and what it is a number of. `low` and `high` are the ends of its 95% interval, where it has one.

    `base` says of what, in words: "of 4,504 recorded crimes", "per 1,000 of 96,300 usual residents, Census 2021".
    A suppressed figure has no value and no interval.
    """

    name: str
    value: float | int | None
    unit: Unit
    base: str
    low: float | None = None
    high: float | None = None
    suppressed: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table. `name` is for programs (snake_case), `label` for people."""

    name: str
    label: str
    unit: Unit = "text"


SUPPRESSED = "[c]"  # a small number that is hidden; None means there is no such number


@dataclass(frozen=True)
class Table:
    """Rows of plain values (text, int, float, None, or SUPPRESSED), unrounded, the first column naming the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Series:
    """One line or set of bars; a None value is missing and leaves a gap, it is never drawn as zero."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Band:
    """A range drawn behind the lines, such as control limits."""

    name: str
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


@dataclass(frozen=True)
class Mark:
    """A point or moment worth pointing at: `at` is a position in the chart's labels."""

    at: int
    series: str
    label: str


@dataclass(frozen=True)
class Chart:
    """
    A chart as data, drawn later. `labels` are the x values (months, areas, deciles).

    Kinds: `line` over months; `bar` (horizontal, one series, categories); `column` (vertical);
    `range` (a dot with its interval for each label: one series and one band, e.g. areas compared);
    `funnel` (expected on x, ratio on y: `x` holds the x values, `bands` the limits at those x).
    `highlight` names the label, if any, to be drawn in the strong colour.
    """

    kind: Literal["line", "bar", "column", "range", "funnel"]
    title: str
    description: str  # what a person who cannot see it needs to know, in a sentence or two
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit = "count"
    y_label: str = ""
    x_label: str = ""
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    x: tuple[float, ...] = ()
    highlight: str | None = None


@dataclass(frozen=True)
class Shape:
    """An area or a square on a map: `geometry` is GeoJSON geometry in WGS84; `category` chooses the colour."""

    code: str
    name: str
    geometry: dict[str, object]
    category: int | None  # position in the map's legend; None where nothing is known
    value: float | int | str | None = None
    outlined: bool = False  # drawn with a heavy outline, e.g. last year's hot areas


@dataclass(frozen=True)
class Map:
    """
    A map as data, drawn later: shapes coloured by legend entry, a boundary round them.

    `scale` is "sequential" (light to dark), or "categories" (distinct colours, legend order:
    for hot areas, the first entry is the plain one).
    """

    title: str
    description: str
    legend: tuple[str, ...]
    shapes: tuple[Shape, ...]
    scale: Literal["sequential", "categories"] = "sequential"
    boundary: dict[str, object] | None = None  # GeoJSON geometry of the whole area, WGS84
    outline_label: str = ""  # what the outlined shapes are, for the legend
    attribution: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where the figures come from: enough to count the same rows again."""

    dataset: str
    versions: dict[str, int]  # archive version of every dataset used
    editions: tuple[str, ...]  # "North Yorkshire Police 2025-12, loaded 2026-11-20, sha256 1f2e…"
    filter: str  # in words: "Crime type is Burglary; LSOA is one of 117; month 2025-01 to 2025-12"
    rows_counted: int
    rows_left_out: dict[str, int] = field(default_factory=dict)  # reason -> rows


@dataclass(frozen=True)
class Released:
    """
    Which numbers of restricted data leave with a finding, so that the next edition can take them into account.

    `area` is the partnership in whose table they stand, `months` ("2025-01") those counted, `versions` the archive's.
    `shown` and `hidden` hold pairs: a ward's code ("" for all wards) and a category ("" for all). No values.
    """

    dataset: str
    area: str
    months: tuple[str, ...]
    versions: dict[str, int]
    shown: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Finding:
    """
    `id` is unique in the assessment and stable from year to year ("change-burglary"), so that it can be cited.

    `statement` is one or two plain sentences with the number, and whether it could be chance.
    `method` is the name of a page in docs/methods, without ".md".
    """

    id: str
    kind: Kind
    title: str
    statement: str
    strength: Strength
    provenance: Provenance
    crime_type: str | None = None
    figures: tuple[Figure, ...] = ()
    table: Table | None = None
    charts: tuple[Chart, ...] = ()
    maps: tuple[Map, ...] = ()
    method: str = ""
    caveats: tuple[str, ...] = ()
    released: tuple[Released, ...] = ()

    def figure(self, name: str) -> Figure:
        """The figure of that name; raises KeyError."""
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(name)
