"""
What residents call a problem beside what was recorded: the two orders of the same issues, and where they part.

Which crime types stand beside which problem is dated data (`data/recorded.toml`). Issues that share a record are one
row: a record can stand in the order once.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.change import compare_periods
from frankpledge.analysis.perceived import UNCERTAIN, Issue, PerceivedRecorded, perceived_against_recorded
from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area, force_names_covering
from frankpledge.month import Month
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys import results_queries
from frankpledge.web.surveys.results_working import Results

if TYPE_CHECKING:
    import pandas as pd

MONTHS = 12
PROBLEM = "problem"
FEWEST = 3  # issues with a record: two places say nothing


@dataclass(frozen=True)
class Pair:
    """One problem of the bank and the crime types that stand beside it; `near` where they mean much the same."""

    problem: str
    crime_types: tuple[str, ...]
    near: bool
    note: str


@cache
def pairs() -> dict[str, Pair]:
    """By the bank's key of the problem."""
    held = tomllib.loads(files("frankpledge.web.surveys").joinpath("data/recorded.toml").read_text(encoding="utf-8"))
    found = [Pair(p["problem"], tuple(p["crime_types"]), p["fit"] == "near", p["note"]) for p in held["pair"]]
    return {each.problem: each for each in found}


def beside_records(
    viewer: Viewer, results: Results, content: dict[str, Any], archive: Path, today: date
) -> dict[str, Any] | None:
    """
    Rows as results show them, the largest concern first; None where nothing can stand beside the records.

    Shares are taken from `content`, so that one that is hidden there is hidden here. Records are of the last 12 months
    that every force of the area has published, up to the survey's last day.
    """
    issues = _issues(content)
    until = min(today, results.survey.closes_on or today)
    counted = _recorded(archive, results_queries.area_codes(viewer, results.survey), until) if issues else None
    if counted is None or len(issues) < FEWEST:
        return None
    recorded, months = counted
    rows = [(page, pair, recorded.of(pair.crime_types)) for page, pair in issues]
    by_page = {each.page.key: each for each in results.shares}
    found = perceived_against_recorded(
        [
            Issue(page["item"]["en"], page["top"]["percent"], top.effective_base, count, dispersion)
            for page, _, (count, dispersion) in rows
            if (top := by_page[page["page"]].top)
        ],
        sample=results.sample,
    )
    made = [_row(page, pair, place) for (page, pair, _), place in zip(rows, found, strict=True)]
    return {
        "first": str(months[0]),
        "last": str(months[-1]),
        "first_label": months[0].label,
        "last_label": months[-1].label,
        "rows": sorted(made, key=lambda row: (-(row["percent"] or 0), row["text"]["en"])),
        "without": [
            page["item"]
            for page in _problems(content)
            if _key(page) not in pairs() and page["top"]["percent"] is not None
        ],
    }


def _row(page: dict[str, Any], pair: Pair, found: PerceivedRecorded) -> dict[str, Any]:
    return {
        "page": page["page"],
        "text": page["item"],
        "percent": found.percent,
        "recorded": found.recorded,
        "crime_types": list(pair.crime_types),
        "near": pair.near,
        "note": pair.note,
        "concern_rank": found.concern_rank,
        "recorded_rank": found.recorded_rank,
        "verdict": _verdict(found),
    }


def _verdict(found: PerceivedRecorded) -> str:
    """In words for residents; that nothing was tested stays said."""
    if found.verdict == UNCERTAIN and found.places:
        higher = "worries" if found.places > 0 else "records"
        return f"higher among {higher}, as far as these people can tell: they are not a sample"
    return found.verdict


def _problems(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [page for page in content["pages"] if page["code"] == PROBLEM and page["item"] and page["top"]]


def _key(page: dict[str, Any]) -> str:
    return str(page["page"]).partition(".")[2]


def _issues(content: dict[str, Any]) -> list[tuple[dict[str, Any], Pair]]:
    """Of problems with the same record, the one of most concern: a record stands in the order once."""
    best: dict[tuple[str, ...], tuple[dict[str, Any], Pair]] = {}
    for page in _problems(content):
        pair = pairs().get(_key(page))
        if pair is None or page["top"]["percent"] is None:
            continue
        held = best.get(pair.crime_types)
        if held is None or page["top"]["percent"] > held[0]["top"]["percent"]:
            best[pair.crime_types] = page, pair
    return list(best.values())


@dataclass(frozen=True)
class Recorded:
    """Counts by crime type, month by month: the last 12, and the 12 before where they are held as well (else none)."""

    now: dict[str, NDArray[np.int64]]
    before: dict[str, NDArray[np.int64]]

    def of(self, kinds: tuple[str, ...]) -> tuple[int, float]:
        """
        What was recorded in the 12 months, and how much more it varies than independent crimes would, 1 or more.

        As in an assessment the months are paired with those of the year before (`analysis.change`); with one year
        alone its months are set against their mean, which counts the seasons as well and so claims less.
        """
        now = sum((self.now.get(kind, NONE) for kind in kinds), NONE)
        if self.before:
            before = sum((self.before.get(kind, NONE) for kind in kinds), NONE)
            spread = compare_periods(before, now).dispersion
        else:
            spread = float(now.var(ddof=1) / now.mean()) if now.any() else 1.0
        return int(now.sum()), max(spread, 1.0) if np.isfinite(spread) else 1.0


NONE = np.zeros(MONTHS, dtype=np.int64)


def _recorded(archive: Path, codes: tuple[str, ...], until: date) -> tuple[Recorded, list[Month]] | None:
    snapshot = Archive(archive).snapshot()
    if not codes or not snapshot.holds(crimes.STREET):
        return None
    try:
        areas = [find_area(snapshot, code) for code in codes]
    except (UnknownArea, AmbiguousArea):
        return None
    lsoas = sorted({lsoa for area in areas for lsoa in area.lsoas})
    forces = sorted({name for area in areas for name in force_names_covering(snapshot, area)})
    held = crimes.months_held(snapshot, forces)
    whole = set.intersection(*held.values()) if held else set()
    months = sorted(month for month in whole if month <= Month.parse(f"{until:%Y-%m}"))[-MONTHS:]
    if len(months) < MONTHS:
        return None
    earlier = [month.minus(MONTHS) for month in months]
    now = _by_type(crimes.area_counts(snapshot, lsoas, months), months)
    paired = set(earlier) <= whole
    before = _by_type(crimes.area_counts(snapshot, lsoas, earlier), earlier) if paired else {}
    return Recorded(now, before), months


def _by_type(counts: "pd.DataFrame", months: list[Month]) -> "dict[str, NDArray[np.int64]]":
    table = counts.groupby(["crime_type", "month_ix"])["n"].sum().unstack(fill_value=0)
    table = table.reindex(columns=[month.index for month in months], fill_value=0)
    return {str(kind): row.to_numpy(dtype=np.int64) for kind, row in table.iterrows()}
