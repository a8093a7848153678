"""A text taken apart: passages of sentences, and tables of rows, each with its place in the text."""

import re
from dataclasses import dataclass

ROW = re.compile(r"\t|\|.*\|")
RULE_LINE = re.compile(r"[\s|:+=-]*")
ONLY_A_NUMBER = re.compile(r"\s*(?:over|under|almost|nearly|about|around)?\s*[\d,.]+\s?%?\s*", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!No\.)(?<!St\.)(?<!Mr\.)\s+(?=[A-Z0-9“\"'(])")
LONGEST = 1_000  # letters in a sentence
WEB = re.compile(r"(?:https?://|www\.)[^\s<>)]+")
BULLET = re.compile(r"\s*(?:[-•*–#]+\s+)?")
CELL_END = re.compile(r"\t|\|")


@dataclass(frozen=True)
class Sentence:
    """One sentence; `text` is as long as what stands in the source, line ends as spaces, so that places agree."""

    text: str
    start: int
    passage: int
    before: str = ""  # the sentences before it in its passage
    after: str = ""  # and those after it


@dataclass(frozen=True)
class Cell:
    text: str
    start: int


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first row is the heading where it has no figure but years."""

    rows: tuple[tuple[Cell, ...], ...]


def read(text: str) -> tuple[list[Sentence], list[Table]]:
    """The sentences and the tables of a text, in its order. Addresses of web pages are passed over."""
    text = WEB.sub(lambda each: "·" * len(each[0]), text)
    sentences: list[Sentence] = []
    tables: list[Table] = []
    passage: list[tuple[int, int]] = []
    rows: list[tuple[Cell, ...]] = []
    count = 0

    def end_passage() -> None:
        nonlocal count
        if passage:
            count += 1
            sentences.extend(_sentences(text, passage[0][0], passage[-1][1], count))
            passage.clear()

    def end_table() -> None:
        if rows:
            tables.append(Table(tuple(rows)))
            rows.clear()

    place = 0
    for line in text.split("\n"):
        start, end = place, place + len(line)
        place = end + 1
        if RULE_LINE.fullmatch(line):
            continue
        if ROW.search(line):
            end_passage()
            rows.append(_cells(line, start))
            continue
        end_table()
        if passage and not _goes_on(text[slice(*passage[-1])], line):
            end_passage()
        passage.append((start, end))
    end_passage()
    end_table()
    return sentences, tables


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence before it: it was broken by the page, or a number stood alone."""
    if ONLY_A_NUMBER.fullmatch(before):
        return True
    return before.rstrip()[-1:] not in ".!?:;" and line.lstrip()[:1].islower()


def _sentences(text: str, start: int, end: int, passage: int) -> list[Sentence]:
    whole = re.sub(r"\s", " ", text[start:end])
    found: list[Sentence] = []
    at = 0
    ends = [*(each.start() for each in SENTENCE_END.finditer(whole)), len(whole)]
    while at < len(whole):
        # What is longer than any sentence is a fault of whoever pasted it, and would take long to compare.
        stop = min(next(each for each in ends if each > at), at + LONGEST)
        part = whole[at:stop]
        lead = len(BULLET.match(part)[0])  # type: ignore[index]  # it matches anything
        if part.strip():
            found.append(
                Sentence(
                    part[lead:].strip(),
                    start + at + lead,
                    passage,
                    whole[max(0, at - 2 * LONGEST) : at],
                    whole[stop : stop + LONGEST],
                )
            )
        at = stop
    return found


def _cells(line: str, start: int) -> tuple[Cell, ...]:
    found = []
    at = 0
    for stop in [*(each.start() for each in CELL_END.finditer(line)), len(line)]:
        part = line[at:stop]
        found.append(Cell(part.strip(" *"), start + at + len(part) - len(part.lstrip())))
        at = stop + 1
    if line.lstrip().startswith("|"):
        found = found[1:]
    if line.rstrip().endswith("|"):
        found = found[:-1]
    return tuple(found)
