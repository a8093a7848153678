"""Figures that a finding gave otherwise before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from frankpledge.documents import labels, numbers

Value = float | str | None


@dataclass(frozen=True)
class FigureThenNow:
    """A figure as it was and as it is; None is no such figure. `key` is its name for programs, as in findings.json."""

    key: str
    then: Value
    now: Value
    unit: str = "count"

    @property
    def name(self) -> str:
        return self.key.replace("_", " ")

    @property
    def label(self) -> str:
        """As it is called beside the finding."""
        return labels.figure(self.key)

    @property
    def said_then(self) -> str:
        return self._said(self.then)

    @property
    def said_now(self) -> str:
        return self._said(self.now)

    def _said(self, value: Value) -> str:
        if value is None:
            return "none"
        return numbers.value(value, self.unit, signed=numbers.is_change(self.key))  # type: ignore[arg-type]


def moved(before: Mapping[str, Any], after: Mapping[str, Any] | None) -> list[FigureThenNow]:
    """Those that differ between two states of a finding, as in findings.json; None is that it is no longer found."""
    then = {figure["name"]: figure for figure in before["figures"]}
    now = {figure["name"]: figure for figure in after["figures"]} if after else {}
    found = (
        FigureThenNow(
            key,
            then.get(key, {}).get("value"),
            now.get(key, {}).get("value"),
            now.get(key, then.get(key, {})).get("unit", "count"),
        )
        for key in {**then, **now}
    )
    return [each for each in found if each.then != each.now]
