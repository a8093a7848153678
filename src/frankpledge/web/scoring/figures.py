"""
Which of an assessment's figures answer which evidence criterion, for one type of crime.

Pure: from the findings' data, as findings.json has them, to figures with their ranges. Figures from restricted data
are never taken: a panel, and the public after it, would see them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """`value` with the ends of its 95% range, where it has one; `key` is the finding that it stands in."""

    value: float | None
    low: float | None
    high: float | None
    base: str
    key: str

    @property
    def least(self) -> float:
        return next(each for each in (self.low, self.value) if each is not None)

    @property
    def most(self) -> float:
        return next(each for each in (self.high, self.value) if each is not None)


def answers(findings: Iterable[Mapping[str, Any]], crime_type: str) -> dict[str, Answer]:
    """Kind of evidence → what the findings say of this type of crime; kinds that they say nothing of are left out."""
    found: dict[str, Answer] = {}
    for finding in findings:
        kind, same = finding["kind"], finding["crime_type"] == crime_type
        if kind == "offence_table" and same:
            _put(found, "volume", _figure(finding, "rate_per_1000"))
        elif kind == "change" and same:
            _put(found, "trend", _trend(finding))
        elif kind == "comparison" and same:
            _put(found, "comparison", _comparison(finding))
        elif finding["id"] == "place-concentration":
            _put(found, "concentration", _figure(finding, f"{_snake(crime_type)}_generalised_gini"))
        elif finding["id"].startswith("harm-bands-"):
            _put(found, "harm", _harm(finding, crime_type))
    return found


def _put(found: dict[str, Answer], kind: str, answer: Answer | None) -> None:
    if answer is not None:
        found.setdefault(kind, answer)


def _snake(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def _named(finding: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    for figure in finding["figures"]:
        if figure["name"] == name and figure["value"] is not None and not figure.get("suppressed"):
            return dict(figure)
    return None


def _figure(finding: Mapping[str, Any], name: str) -> Answer | None:
    figure = _named(finding, name)
    if figure is None:
        return None
    return Answer(figure["value"], figure.get("low"), figure.get("high"), figure["base"], finding["id"])


def _trend(finding: Mapping[str, Any]) -> Answer | None:
    """The change with its own range, and the chance of it, which allows for how many types were looked at together."""
    change, chance = _figure(finding, "change_percent"), _named(finding, "chance_of_such_a_change")
    if change is None:
        return None
    together = "; chance of a change this large if nothing real changed, with all types looked at together"
    said = f"{together}: {_percent(chance['value'])}" if chance else ""
    return Answer(change.value, change.low, change.high, change.base + said, change.key)


def _percent(chance: float) -> str:
    return "under 1%" if chance < 0.01 else f"{100 * chance:.0f}%"


def _comparison(finding: Mapping[str, Any]) -> Answer | None:
    """Its rate over that of the areas together; the range is that of its own rate."""
    ratio, rate, together = (
        _named(finding, name) for name in ("ratio_to_together", "rate_per_1000", "rate_per_1000_together")
    )
    if not (ratio and rate and together) or not together["value"]:
        return None
    low, high = (rate[end] / together["value"] if rate.get(end) is not None else None for end in ("low", "high"))
    return Answer(ratio["value"], low, high, ratio["base"], finding["id"])


def _harm(finding: Mapping[str, Any], crime_type: str) -> Answer | None:
    """
    Its share of all harm by the loaded weights, were each crime its type's lightest, and were each its gravest.

    A range without a middle: nobody knows where between the two the truth lies.
    """
    table = finding["table"]
    if not table:
        return None
    names = table["columns"]
    rows = [dict(zip(names, row, strict=True)) for row in table["rows"]]
    own = next((row for row in rows if row.get("type") == crime_type), None)
    if own is None:
        return None
    shares = []
    for end in ("harm_at_least", "harm_at_most"):
        total = sum(row[end] for row in rows if isinstance(row[end], (int, float)))
        if not total or not isinstance(own[end], (int, float)):
            return None
        shares.append(100 * own[end] / total)
    return Answer(None, min(shares), max(shares), table["caption"], finding["id"])
