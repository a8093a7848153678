"""
Hiding small numbers of a survey's results, once, before they leave for anybody outside.

One rule: nobody may learn that 1 to 4 people gave an answer. What is hidden of each part of the results:

- Answers to a page with one answer each: every option, the two upper steps together and the base leave as one list
  (`analysis.linked`). Of several answers each option is a list of two: those who chose it, and those who did not.
- A page that only some were asked leaves only where every answer that led to it is shown: its base is their sum. It
  is not parted by groups.
- Groups: those with fewer than 10 answers to a page are left out of it, together with those whose group is not known,
  and guarded as one. Options that are hidden in the list are one column. So every total of a table is shown already in
  the list, tables share nothing but totals that are known, and each is guarded by itself (`analysis.disclosure`). A
  table that would have to hide a total does not leave.
- Who answered: by a question, as that question's list has it; by place, as a list of its own.
- Last year's numbers: as last year's list hides them.
"""

from copy import deepcopy
from typing import Any

import numpy as np

from frankpledge.analysis.disclosure import is_small, suppress, suppress_list
from frankpledge.analysis.linked import suppress_together

THRESHOLD = 5
FEWEST_OF_A_GROUP = 10
Content = dict[str, Any]


def guarded(content: Content) -> Content:
    """The same with every number gone that could give away a small one; the given content stays as it was."""
    made = deepcopy(content)
    guard_pages(made["pages"])
    pages = {page["page"]: page for page in made["pages"]}
    for each in made["modes"]:
        each["hidden"] = False
    _hide_list(made["modes"], made["n"])
    _guard_rankings(made["rankings"], pages)
    # A margin of a page that is withheld would give its base.
    made["who"] = [each for each in made["who"] if not pages.get(each["page"], {"withheld": False})["withheld"]]
    for each in made["who"]:
        _guard_who(each, pages, made["n"])
    for cross in made["crosses"]:
        cross["pages"] = [each for each in cross["pages"] if not each["routed"] and not pages[each["page"]]["withheld"]]
        for each in cross["pages"]:
            _guard_cross(each, pages[each["page"]])
        cross["pages"] = [each for each in cross["pages"] if each["rows"]]
    made["crosses"] = [cross for cross in made["crosses"] if cross["pages"]]
    if made["compared"]:
        _guard_compared(made["compared"], pages)
    for comments in made["comments"]:
        for code in comments["codes"]:
            if _two_sided(code["count"], comments["base"]):
                _hide(code)
    return made


def guard_pages(pages: list[Content]) -> None:
    """Hide within each page's list; `withheld` pages show nothing at all."""
    done: dict[str, Content] = {}
    for page in pages:
        page["withheld"] = False
        for line in [*page["lines"], *([page["top"]] if page["top"] else [])]:
            line["hidden"] = False
        led = [done.get(each["page"]) for each in page["after"]]
        open_way = all(each and not each["withheld"] and not any(x["hidden"] for x in each["lines"]) for each in led)
        if not open_way or is_small([page["base"]], threshold=THRESHOLD)[0]:
            _withhold(page)
        elif page["several"]:
            for line in page["lines"]:
                if _two_sided(line["count"], page["base"]):
                    _hide(line)
        else:
            _guard_list(page)
        done[page["page"]] = page


def _guard_list(page: Content) -> None:
    counts = [line["count"] for line in page["lines"]]
    numbers: list[list[int]] = [[at] for at in range(len(counts))]
    if page["top"]:
        numbers.append([0, 1])  # a scale begins with its two upper steps
    numbers.append(list(range(len(counts))))
    if not is_small([*counts, page["top"]["count"] if page["top"] else 0], threshold=THRESHOLD).any():
        return
    hidden = suppress_together(counts, numbers, threshold=THRESHOLD).hidden
    if hidden[-1]:
        _withhold(page)
        return
    for line, hide in zip(page["lines"], hidden[: len(counts)], strict=True):
        if hide:
            _hide(line)
    if page["top"] and hidden[len(counts)]:
        _hide(page["top"])


def _guard_rankings(rankings: list[Content], pages: dict[str, Content]) -> None:
    for ranking in rankings:
        for row in ranking["rows"]:
            page = pages[row["page"]]
            row["hidden"] = page["withheld"] or page["top"]["hidden"]
            if row["hidden"]:
                _hide(row)
                row["rank"] = None


def _guard_who(found: Content, pages: dict[str, Content], n: int) -> None:
    for row in found["rows"]:
        row["hidden"] = False
    if not found["rows"]:
        return
    page = pages.get(found["page"])
    if page is not None:
        lines = {line["key"]: line for line in page["lines"]}
        for row in found["rows"]:
            if page["withheld"] or (row["key"] in lines and lines[row["key"]]["hidden"]):
                _hide(row)
    else:
        _hide_list(found["rows"], n)
        if is_small([found["unknown"]], threshold=THRESHOLD)[0]:
            found["unknown"] = None


def _hide_list(rows: list[Content], n: int) -> None:
    """Counts whose total is known, and with it those that are in none of the rows."""
    if not rows:
        return
    counts = [row["count"] for row in rows]
    hidden = suppress_list([*counts, n - sum(counts)], threshold=THRESHOLD)
    for row, hide in zip(rows, hidden, strict=False):
        if hide:
            _hide(row)


def _guard_cross(cross: Content, page: Content) -> None:
    """Hide cells; the rows of small groups and of those without a group go. No rows: the table may not leave."""
    hidden_columns = {line["key"] for line in page["lines"] if line["hidden"]}
    if not cross["partition"] and page["top"] and page["top"]["hidden"]:
        cross["rows"] = []
        return
    shown, others = _large(cross["rows"])
    rows = [*shown, *([_summed(others)] if others else [])]
    for row in rows:
        for cell in row["cells"]:
            cell["hidden"] = False
    tables = _tables(cross, rows, hidden_columns)
    for columns, table in tables:
        if not table.sum():
            continue
        hide = suppress(table, threshold=THRESHOLD) if is_small(table, threshold=THRESHOLD).any() else None
        if hide is None:
            continue
        if hide.row_totals.any() or hide.column_totals.any() or hide.grand_total:
            cross["rows"] = []
            return
        for at, row in enumerate(rows):
            for place, column in enumerate(columns):
                if column is not None and hide.cells[at, place]:
                    _hide(row["cells"][column])
    for row in rows:
        for column, cell in zip(cross["columns"], row["cells"], strict=True):
            if column["key"] in hidden_columns:
                _hide(cell)
    cross["rows"] = shown
    cross["small"] = [row["text"] for row in others if row["key"] and row["base"]]


def _large(rows: list[Content]) -> tuple[list[Content], list[Content]]:
    """Groups with answers enough, and the others; the others together are none, or enough as well."""
    shown = [row for row in rows if row["key"] and row["base"] >= FEWEST_OF_A_GROUP]
    others = [row for row in rows if row not in shown]
    while shown and 0 < sum(row["base"] for row in others) < FEWEST_OF_A_GROUP:
        least = min(shown, key=lambda row: row["base"])
        shown.remove(least)
        others.append(least)
    return shown, others


def _summed(rows: list[Content]) -> Content:
    cells = [
        {"count": sum(cell["count"] for cell in column)} for column in zip(*(r["cells"] for r in rows), strict=True)
    ]
    return {"key": "", "base": sum(row["base"] for row in rows), "cells": cells}


def _tables(
    cross: Content, rows: list[Content], hidden_columns: set[str]
) -> list[tuple[list[int | None], "np.ndarray[Any, np.dtype[np.int64]]"]]:
    """The columns that leave, by their place in a row (None: made up of others), with the counts of each group."""
    counts = np.array([[cell["count"] for cell in row["cells"]] for row in rows], dtype=np.int64)
    base = np.array([row["base"] for row in rows], dtype=np.int64)
    if len(rows) == 0:
        return []
    if not cross["partition"]:
        places = [at for at, column in enumerate(cross["columns"]) if column["key"] not in hidden_columns]
        return [([at, None], np.column_stack([counts[:, at], base - counts[:, at]])) for at in places]
    kept = [at for at, column in enumerate(cross["columns"]) if column["key"] not in hidden_columns]
    rest = base - counts[:, kept].sum(axis=1)
    if rest.any():
        return [([*kept, None], np.column_stack([counts[:, kept], rest]))]
    return [([*kept], counts[:, kept])]


def _guard_compared(compared: Content, pages: dict[str, Content]) -> None:
    guard_pages(compared["before"])
    before = {page["page"]: page for page in compared.pop("before")}
    for row in compared["rows"]:
        row["hidden"] = _is_hidden(pages[row["page"]], row["key"]) or _is_hidden(before[row["page_before"]], row["key"])
        if row["hidden"]:
            for name in ("now", "before", "points", "low", "high", "base", "base_before"):
                row[name] = None


def _is_hidden(page: Content, key: str) -> bool:
    lines = [page["top"]] if key == "top" else [line for line in page["lines"] if line["key"] == key]
    return bool(page["withheld"] or any(line["hidden"] for line in lines))


def _two_sided(count: int, base: int) -> bool:
    """Whether those who did, or those who did not, are too few."""
    return bool(is_small([count, base - count], threshold=THRESHOLD).any())


def _withhold(page: Content) -> None:
    page["withheld"] = True
    page["base"] = page["asked"] = None
    for line in [*page["lines"], *([page["top"]] if page["top"] else [])]:
        _hide(line)


def _hide(line: Content) -> None:
    line["hidden"] = True
    for name in ("count", "percent", "low", "high"):
        if name in line:
            line[name] = None
