"""What the figures and columns of an edition mean."""

from collections.abc import Iterator
from typing import Any

from frankpledge.documents.data import UNITS
from frankpledge.web.api import shapes


def meanings(content: dict[str, Any]) -> list[dict[str, Any]]:
    """One entry for each figure and each table column of each finding, in the edition's order."""
    return [entry for finding in content["findings"] for entry in _of_finding(finding)]


def _of_finding(finding: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for figure in finding["figures"]:
        label = figure["name"].replace("_", " ")
        base = figure.get("base", "")
        yield _meaning(finding, False, figure["name"], f"{label}, {base}" if base else label, figure.get("unit", ""))
    table = shapes.table(finding)
    if table:
        for name, label, unit in zip(table["columns"], table["labels"], table["units"], strict=True):
            yield _meaning(finding, True, name, label, unit)


def _meaning(finding: dict[str, Any], table: bool, name: str, label: str, unit: str) -> dict[str, Any]:
    means = UNITS.get(unit, "")  # type: ignore[call-overload]  # an edition may name a unit that is no longer used
    return {"finding": finding["id"], "table": table, "name": name, "label": label, "unit": unit, "unit_means": means}
