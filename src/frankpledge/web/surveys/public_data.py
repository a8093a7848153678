"""Published results as open data: every figure in one table, and what its columns mean. Aggregates alone, guarded."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from frankpledge.documents.data import cell
from frankpledge.web.surveys.models import ResultsEdition

COLUMNS = (
    "survey", "edition", "part", "question", "item", "group_by", "group", "answer", "people", "percent", "low", "high",
    "base", "hidden",
)  # fmt: skip
MEANINGS = (
    "The survey’s title",
    "Which edition of its results",
    "answers: of everybody who answered; groups: of one group of them; who: who answered beside who lives here; "
    "comments: themes of what people wrote; recorded: the place of a problem among concerns and among records",
    "The question, as it was asked",
    "The thing that it asks about, if it asks about several",
    "By what those who answered are parted; empty for everybody",
    "The group",
    "The answer; “top” answers are the two upper steps of a scale together",
    "How many people gave the answer",
    "Their share in percent (0 to 100) of the base, weighted where the survey is",
    "Lower end of the 95% interval; only where those who answered were chosen by chance",
    "Upper end of it",
    "How many answered the question (of the group); for “who”, how many gave the group",
    "yes where a number under 5, or one that would give it away, was taken out",
)


def figures(edition: ResultsEdition) -> str:
    """CSV text. A number that is hidden or not there is empty."""
    return _csv([COLUMNS, *(_row(edition, each) for each in _rows(edition.content))])


def dictionary() -> str:
    """CSV text: each column and what it means."""
    return _csv([("column", "meaning"), *zip(COLUMNS, MEANINGS, strict=True)])


def _rows(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for page in content["pages"]:
        for line in [*page["lines"], *([page["top"]] if page["top"] else [])]:
            yield {
                "part": "answers",
                "question": page["text"]["en"],
                "item": (page["item"] or {}).get("en", ""),
                "answer": line["text"]["en"],
                "base": page["base"],
                **_numbers(line),
            }
    for cross in content["crosses"]:
        for page in cross["pages"]:
            for row in page["rows"]:
                for column, found in zip(page["columns"], row["cells"], strict=True):
                    yield {
                        "part": "groups",
                        "question": page["question"]["en"],
                        "item": page["text"]["en"] if page["text"] != page["question"] else "",
                        "group_by": cross["text"]["en"],
                        "group": row["text"]["en"],
                        "answer": column["text"]["en"],
                        "base": row["base"],
                        **_numbers(found),
                    }
    for who in content["who"]:
        for row in who["rows"]:
            for name, value in (("those who answered", row["percent"]), ("those who live here", row["population"])):
                yield {
                    "part": "who",
                    "group_by": who["text"]["en"],
                    "group": row["text"]["en"],
                    "answer": name,
                    "people": row["count"] if name == "those who answered" else None,
                    "percent": value,
                    "base": who["base"] if name == "those who answered" else None,
                    "hidden": bool(row.get("hidden")) and name == "those who answered",
                }
    for comments in content["comments"]:
        for code in comments["codes"]:
            yield {
                "part": "comments",
                "question": comments["text"]["en"],
                "answer": code["name"]["en"],
                "base": comments["base"],
                **_numbers(code),
            }
    for row in (content.get("recorded") or {}).get("rows", []):
        for name in ("concern_rank", "recorded_rank"):
            yield {"part": "recorded", "item": row["text"]["en"], "answer": name, "people": row[name]}


def _numbers(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "people": line["count"],
        "percent": line["percent"],
        "low": line.get("low"),
        "high": line.get("high"),
        "hidden": bool(line.get("hidden")),
    }


def _row(edition: ResultsEdition, found: dict[str, Any]) -> Sequence[object]:
    whole = {"survey": edition.content["title"]["en"], "edition": edition.number} | found
    whole["hidden"] = "yes" if found.get("hidden") else "no"
    return [_shown(whole.get(name)) for name in COLUMNS]


def _shown(value: object) -> object:
    if value is None:
        return ""
    return cell(round(value, 2) if isinstance(value, float) else value)


def _csv(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
