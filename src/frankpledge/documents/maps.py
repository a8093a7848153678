"""Maps as SVG: shapes in grades of one colour, or in kinds told apart by colour and pattern."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, inf, radians

from frankpledge.assessment.finding import Map, Shape
from frankpledge.documents import svg

GRADES = {
    1: ("#5694ca",),
    2: ("#cfe1f2", "#1d70b8"),
    3: ("#dbe9f6", "#5694ca", "#0b3c68"),
    4: ("#e3eef8", "#9cc3e4", "#3d7fbf", "#0b3c68"),
    5: ("#e7f0f8", "#b3cfe8", "#6fa6d6", "#2a6cab", "#0b3c68"),
    6: ("#e7f0f8", "#bcd6ec", "#86b5dd", "#4a8bc6", "#1f62a3", "#0b335a"),
    7: ("#ecf3fa", "#c9def0", "#9cc3e4", "#6aa3d5", "#3d80bf", "#1b5896", "#0a2f54"),
}
# The first kind is the plain one. Each other has a pattern of its own, so that colour is not needed.
KINDS = (
    ("#eef0f2", ""), ("#b10e1e", "slope"), ("#1d70b8", "dots"), ("#b35900", "back"), ("#6f3f99", "cross"),
    ("#00703c", "level"), ("#505a5f", "upright"),
)  # fmt: skip
PATTERNS = {
    "slope": "M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2",
    "back": "M-1,7 l2,2 M0,0 l8,8 M7,-1 l2,2",
    "cross": "M0,0 l8,8 M8,0 l-8,8",
    "level": "M0,4 l8,0",
    "upright": "M4,0 l0,8",
}
UNKNOWN = "#ffffff"
WIDTH, TALLEST, EDGE = 480.0, 460.0, 6.0
FINEST = 0.7  # of a unit, which is about a pixel
METRES_PER_DEGREE = 111_320.0  # of latitude
BARS = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


def colour(drawn: Map, category: int | None) -> str:
    """The fill of a category, without its pattern."""
    if category is None:
        return UNKNOWN
    if drawn.scale == "sequential":
        grades = GRADES.get(len(drawn.legend), GRADES[7])
        return grades[min(category, len(grades) - 1)]
    return KINDS[category % len(KINDS)][0]


def pattern(drawn: Map, category: int | None) -> str:
    return "" if category is None or drawn.scale == "sequential" else KINDS[category % len(KINDS)][1]


@dataclass(frozen=True)
class _View:
    """Degrees to the drawing's units: longitude is shortened as the latitude asks, north is up."""

    west: float
    north: float
    east_scale: float
    scale: float
    width: float
    height: float

    def ring(self, points: Iterable[Sequence[float]]) -> str:
        """A closed path, without the points that are nearer to the one before than an eye can tell."""
        every = [
            ((point[0] - self.west) * self.east_scale * self.scale + EDGE, (self.north - point[1]) * self.scale + EDGE)
            for point in points
        ]
        kept: list[tuple[float, float]] = []
        for x, y in every:
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
                kept.append((x, y))
        if len(kept) < 4:  # a tiny shape is drawn as it is
            kept = every
        return f"M{'L'.join(f'{svg.number(x)} {svg.number(y)}' for x, y in kept)}Z" if kept else ""

    def path(self, geometry: dict[str, object]) -> str:
        return "".join(self.ring(ring) for ring in _rings(geometry))


def draw(drawn: Map, id: str, *, with_legend: bool = False, class_: str | None = None) -> str:
    """
    The map as one `<svg>` element. The legend is drawn in the picture for paper; a page has it as text beside.
    """
    view = _view(drawn)
    used = [shape.category for shape in drawn.shapes]
    parts = [svg.tag("defs", "".join(_patterns(drawn, id, used)))] if drawn.scale == "categories" else []
    for shape in sorted(drawn.shapes, key=lambda s: -1 if s.category is None else s.category):
        parts.append(_shape(drawn, shape, view, id))
    if drawn.boundary:
        parts.append(svg.tag("path", d=view.path(drawn.boundary), fill="none", stroke=svg.GREY, stroke_width=1.2))
    for shape in drawn.shapes:
        if shape.outlined:
            outline = svg.tag("path", d=view.path(shape.geometry), fill="none", stroke=svg.INK, stroke_width=2.2,
                              stroke_linejoin="round")  # fmt: skip
            parts.append(outline)
    height = view.height
    bar, height = _scale_bar(view, height)
    parts += bar
    if with_legend:
        legend, height = _legend(drawn, id, height)
        parts += legend
    return svg.drawing(
        parts, width=view.width, height=height, id=id, title=drawn.title, description=described(drawn), class_=class_
    )


def described(drawn: Map) -> str:
    """What a person who cannot see the map needs to know, and how many areas are in each part of the legend."""
    counts = [sum(shape.category == place for shape in drawn.shapes) for place in range(len(drawn.legend))]
    parts = "; ".join(f"{words}: {count}" for words, count in zip(drawn.legend, counts, strict=True))
    return f"{drawn.description} Areas by legend: {parts}."


def swatch(drawn: Map, category: int | None, id: str) -> str:
    """A legend's small square, hidden from those who have the words."""
    inner = svg.tag("rect", x=1, y=1, width=26, height=18, fill=colour(drawn, category), stroke=svg.GREY)
    if pattern(drawn, category):
        own = f"{id}-swatch-{category}"
        inner = _pattern(own, pattern(drawn, category)) + inner
        inner += svg.tag("rect", x=1, y=1, width=26, height=18, fill=f"url(#{own})")
    return svg.tag(
        "svg", inner, xmlns="http://www.w3.org/2000/svg", viewBox="0 0 28 20", width=28, height=20, aria_hidden="true"
    )


def outline_swatch() -> str:
    inner = svg.tag("rect", x=2, y=2, width=24, height=16, fill="none", stroke=svg.INK, stroke_width=3)
    return svg.tag(
        "svg", inner, xmlns="http://www.w3.org/2000/svg", viewBox="0 0 28 20", width=28, height=20, aria_hidden="true"
    )


def legend(drawn: Map) -> list[tuple[int | None, str]]:
    """Category and words of every line of the legend; “not known” only where it occurs."""
    lines: list[tuple[int | None, str]] = list(enumerate(drawn.legend))
    if any(shape.category is None for shape in drawn.shapes):
        lines.append((None, "not known"))
    return lines


def bounds(drawn: Map) -> tuple[float, float, float, float]:
    """West, south, east, north of everything drawn."""
    west, south, east, north = inf, inf, -inf, -inf
    geometries = [shape.geometry for shape in drawn.shapes] + ([drawn.boundary] if drawn.boundary else [])
    for geometry in geometries:
        for ring in _rings(geometry):
            for point in ring:
                west, east = min(west, point[0]), max(east, point[0])
                south, north = min(south, point[1]), max(north, point[1])
    if west is inf:
        raise ValueError(f"the map “{drawn.title}” has no shapes")
    return west, south, east, north


def geojson(drawn: Map) -> dict[str, object]:
    """The same shapes and colours, for a map that can be moved."""
    west, south, east, north = bounds(drawn)
    features = [
        {
            "type": "Feature",
            "geometry": shape.geometry,
            "properties": {
                "name": shape.name,
                "value": "" if shape.value is None else shape.value,
                "category": "not known" if shape.category is None else drawn.legend[shape.category],
                "colour": colour(drawn, shape.category),
                "outlined": shape.outlined,
            },
        }
        for shape in drawn.shapes
    ]
    return {
        "title": drawn.title,
        "attribution": drawn.attribution,
        "bounds": [[west, south], [east, north]],
        "collection": {"type": "FeatureCollection", "features": features},
    }


def _view(drawn: Map) -> _View:
    west, south, east, north = bounds(drawn)
    shrink = cos(radians((south + north) / 2))
    across, down = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * EDGE) / across, (TALLEST - 2 * EDGE) / down)
    centred = (WIDTH - 2 * EDGE - across * scale) / 2 / (shrink * scale)
    return _View(west - centred, north, shrink, scale, WIDTH, down * scale + 2 * EDGE)


def _rings(geometry: dict[str, object]) -> Iterator[Sequence[Sequence[float]]]:
    """The rings of a polygon, or of every polygon of several; other geometry has none."""
    coordinates = geometry.get("coordinates")
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:  # type: ignore[attr-defined]
            yield from _rings(part)
    elif geometry["type"] == "Polygon":
        yield from coordinates  # type: ignore[misc]
    elif geometry["type"] == "MultiPolygon":
        for polygon in coordinates:  # type: ignore[attr-defined]
            yield from polygon


def _shape(drawn: Map, shape: Shape, view: _View, id: str) -> str:
    path = view.path(shape.geometry)
    pale = drawn.scale == "categories" or shape.category is None
    words = svg.tag("title", escape(_said(drawn, shape)))
    fill = colour(drawn, shape.category)
    plain = svg.tag("path", words, d=path, fill=fill, fill_rule="evenodd", stroke="#8a9299" if pale else svg.PAPER,
                    stroke_width=0.6)  # fmt: skip
    if not pattern(drawn, shape.category):
        return plain
    return plain + svg.tag("path", d=path, fill=f"url(#{id}-{pattern(drawn, shape.category)})", fill_rule="evenodd")


def _said(drawn: Map, shape: Shape) -> str:
    """What a pointer resting on the shape is told."""
    known = "not known" if shape.category is None else drawn.legend[shape.category]
    return f"{shape.name}: {known}"


def _patterns(drawn: Map, id: str, used: Iterable[int | None]) -> Iterator[str]:
    for name in sorted({pattern(drawn, category) for category in used} - {""}):
        yield _pattern(f"{id}-{name}", name)


def _pattern(id: str, name: str) -> str:
    mark = (
        svg.tag("circle", cx=4, cy=4, r=1.6, fill=svg.PAPER)
        if name == "dots"
        else svg.tag("path", d=PATTERNS[name], stroke=svg.PAPER, stroke_width=1.4)
    )
    return svg.tag("pattern", mark, id=id, patternUnits="userSpaceOnUse", width=8, height=8)


def _scale_bar(view: _View, top: float) -> tuple[list[str], float]:
    """The longest round distance that takes at most a third of the width."""
    per_metre = view.scale / METRES_PER_DEGREE
    metres = max([bar for bar in BARS if bar * per_metre <= view.width / 3], default=BARS[0])
    length, y = metres * per_metre, top + 14
    words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return [
        svg.tag("path", d=f"M{EDGE} {svg.number(y - 6)}v6h{svg.number(length)}v-6", fill="none", stroke=svg.INK,
                stroke_width=1.5),
        svg.text(words, EDGE + length + 8, y + 2, font_size=18, fill=svg.INK),
    ], y + 8  # fmt: skip


def _legend(drawn: Map, id: str, top: float) -> tuple[list[str], float]:
    size, x, y, parts = 15.0, EDGE, top + 14.0, []
    lines = [(category, words, False) for category, words in legend(drawn)]
    if drawn.outline_label:
        lines.append((None, drawn.outline_label, True))
    for category, words, outlined in lines:
        needed = 34 + svg.text_width(words, size) + 18
        if x > EDGE and x + needed > WIDTH:
            x, y = EDGE, y + 24
        fill = "none" if outlined else colour(drawn, category)
        parts.append(
            svg.tag("rect", x=x, y=y, width=26, height=16, fill=fill, stroke=svg.INK if outlined else svg.GREY,
                    stroke_width=2.4 if outlined else 1)
        )  # fmt: skip
        if not outlined and pattern(drawn, category):
            hatch = f"{id}-legend-{category}"
            parts.append(_pattern(hatch, pattern(drawn, category)))
            parts.append(svg.tag("rect", x=x, y=y, width=26, height=16, fill=f"url(#{hatch})"))
        for n, part in enumerate(svg.wrap(words, WIDTH - 40, size)):
            y += 19 if n else 0
            parts.append(svg.text(part, x + 34, y + 13, font_size=size, fill=svg.INK))
        x += needed
    return parts, y + 24
