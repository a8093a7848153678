"""Results in the order in which a page shows them: a block for each question, with its ranking if it has one."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from frankpledge.web.surveys import results_drawing

MOST_DRAWN = 12  # wards: more columns than this are a table alone


@dataclass(frozen=True)
class Block:
    """One question with its pages; `ranking` and its `picture` where it asks how big a problem several things are."""

    key: str
    text: dict[str, str]
    pages: list[dict[str, Any]]
    ranking: dict[str, Any] | None
    picture: SafeString

    @property
    def items(self) -> bool:
        return self.pages[0]["item"] is not None


@dataclass(frozen=True)
class Who:
    """One margin of who answered, with its picture, and the groups that were missed."""

    found: dict[str, Any]
    picture: SafeString

    @property
    def missed(self) -> list[dict[str, Any]]:
        return [row for row in self.found["rows"] if row["under"]]


def blocks(content: dict[str, Any], language: str = "en") -> list[Block]:
    rankings = {each["question"]: each for each in content["rankings"]}
    by_question: dict[str, list[dict[str, Any]]] = {}
    for page in content["pages"]:
        by_question.setdefault(page["question"], []).append(page)
    made = []
    for key, pages in by_question.items():
        ranking = rankings.get(key)
        picture = results_drawing.ranking(ranking, f"ranking-{key}", language) if ranking else SafeString("")
        made.append(Block(key, pages[0]["text"], pages, ranking, picture))
    return made


def who(content: dict[str, Any], language: str = "en") -> list[Who]:
    return [
        Who(
            each,
            results_drawing.who(each, f"who-{each['name']}", language)
            if 0 < len(each["rows"]) <= MOST_DRAWN
            else SafeString(""),
        )
        for each in content["who"]
    ]
