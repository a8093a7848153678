"""
Findings as an edition keeps them: their entries of findings.json, and beside these the pictures as data.

Read back they are findings again, so that a document made years later draws and prints what was signed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from frankpledge.assessment.finding import (
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

FINEST = 6  # decimals of a degree, a tenth of a metre


def pictures_json(finding: Finding) -> dict[str, Any]:
    """The charts and maps of a finding as plain data; empty where it has none."""
    found: dict[str, Any] = {}
    if finding.charts:
        found["charts"] = [asdict(chart) for chart in finding.charts]
    if finding.maps:
        found["maps"] = [_lighter(asdict(drawn)) for drawn in finding.maps]
    return found


def finding(entry: Mapping[str, Any], pictures: Mapping[str, Any] | None = None) -> Finding:
    """The finding of an entry of findings.json, with the pictures that `pictures_json` wrote of it."""
    drawn = pictures or {}
    rests_on = entry["provenance"]
    return Finding(
        id=entry["id"],
        kind=entry["kind"],
        title=entry["title"],
        statement=entry["statement"],
        strength=entry["strength"],
        crime_type=entry.get("crime_type"),
        figures=tuple(_figure(figure) for figure in entry["figures"]),
        table=_table(entry["table"]) if entry.get("table") else None,
        charts=tuple(_chart(chart) for chart in drawn.get("charts", ())),
        maps=tuple(_map(one) for one in drawn.get("maps", ())),
        method=entry.get("method") or "",
        caveats=tuple(entry.get("caveats", ())),
        provenance=Provenance(
            dataset=rests_on["dataset"],
            versions=rests_on.get("versions", {}),
            editions=tuple(rests_on.get("editions", ())),
            filter=rests_on.get("filter", ""),
            rows_counted=rests_on.get("rows_counted", 0),
            rows_left_out=rests_on.get("rows_left_out", {}),
        ),
    )


def _figure(held: Mapping[str, Any]) -> Figure:
    return Figure(
        name=held["name"],
        value=held["value"],
        unit=held.get("unit", "count"),
        base=held.get("base", ""),
        low=held.get("low"),
        high=held.get("high"),
        suppressed=held.get("suppressed", False),
    )


def _table(held: Mapping[str, Any]) -> Table:
    names = held["columns"]
    # Editions signed by an older Frankpledge have no labels and units.
    labels = held.get("labels") or [name.replace("_", " ").capitalize() for name in names]
    units = held.get("units") or ["text" for _ in names]
    columns = (Column(name, label, unit) for name, label, unit in zip(names, labels, units, strict=True))
    return Table(held["caption"], tuple(columns), _rows(held["rows"]))


def _chart(held: Mapping[str, Any]) -> Chart:
    return Chart(
        **{
            **held,
            "labels": tuple(held["labels"]),
            "series": tuple(Series(each["name"], tuple(each["values"])) for each in held["series"]),
            "bands": tuple(Band(each["name"], tuple(each["low"]), tuple(each["high"])) for each in held["bands"]),
            "marks": tuple(Mark(**each) for each in held["marks"]),
            "x": tuple(held["x"]),
        }
    )


def _map(held: Mapping[str, Any]) -> Map:
    shapes = tuple(Shape(**each) for each in held["shapes"])
    return Map(**{**held, "legend": tuple(held["legend"]), "shapes": shapes})


def _lighter(drawn: dict[str, Any]) -> dict[str, Any]:
    """Without decimals of a degree that no drawing shows."""
    for shape in drawn["shapes"]:
        shape["geometry"] = _round(shape["geometry"])
    return {**drawn, "boundary": _round(drawn["boundary"])}


def _round(held: Any) -> Any:
    if isinstance(held, float):
        return round(held, FINEST)
    if isinstance(held, list | tuple):
        return [_round(each) for each in held]
    if isinstance(held, dict):
        return {name: _round(each) for name, each in held.items()}
    return held


def _rows(held: Iterable[Iterable[object]]) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(row) for row in held)
