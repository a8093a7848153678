"""
The content tree: what a document says, in order, before it is printed in any format.

Text is plain text: whoever prints it escapes it. Values are already in words (`numbers`), so that
every format says the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from frankpledge.assessment.finding import Chart, Map
from frankpledge.counted import counted


@dataclass(frozen=True)
class Paragraph:
    """`statement` is what a finding says, printed large; `small` is for what is beside the point but must be there."""

    text: str
    style: Literal["body", "lead", "statement", "small"] = "body"


@dataclass(frozen=True)
class Notice:
    """What a reader must know before anything else."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """A part of the document that something rests on: its title and id."""

    title: str
    anchor: str


@dataclass(frozen=True)
class Sentence:
    text: str
    rests_on: tuple[Reference, ...]
    more: int = 0  # further parts that it rests on, not named here


@dataclass(frozen=True)
class Sentences:
    """The summary: each sentence with what it rests on, so that a reader can go and see."""

    items: tuple[Sentence, ...]


@dataclass(frozen=True)
class Folded:
    """Further sentences, opened on demand on a screen. Paper has them open, unless it says the same elsewhere."""

    id: str
    summary: str
    lines: tuple[str, ...]
    paper: bool = True


@dataclass(frozen=True)
class Notes:
    """Numbered caveats that several findings share; `first` is the number of the first. Findings refer to them."""

    first: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class KeyFigure:
    """A number printed large: what it is, its range (or nothing) and what it is of."""

    label: str
    value: str
    range: str
    base: str


@dataclass(frozen=True)
class KeyFigures:
    """Every figure of a finding, the most telling first. A screen shows the first large and folds the rest."""

    id: str
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Cell:
    """
    `numeric` cells are set to the right. A `tone` colours the cell and a `mark` stands before its words: both only say
    again what the words say, and the mark is not read out.
    """

    text: str
    numeric: bool = False
    tone: Literal["", "blue", "green", "yellow", "red", "grey"] = ""
    mark: str = ""


# Behind black words each of them has a contrast of more than 12 to 1.
TONES = {"blue": "#cfe1f2", "green": "#cce2d8", "yellow": "#fff7bf", "red": "#f6d7d2", "grey": "#eeefef"}


@dataclass(frozen=True)
class DataTable:
    """
    The first cell of each row names it. `folded` tables open on demand on a screen and are open on paper; of a
    table longer than `print_rows` paper has the first rows, or none, and says where the whole is.
    """

    id: str
    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    folded: bool = True
    notes: tuple[str, ...] = ()
    file: str = ""  # where the whole table is, unrounded: "tables/<finding>.csv"
    print_rows: int = 20
    apart: tuple[int, ...] = ()  # rows with a rule above: a total, or what must not be added to the rest
    row_ids: tuple[str, ...] = ()  # the finding that each row prints, so that it can be cited

    @property
    def printed_rows(self) -> tuple[tuple[Cell, ...], ...]:
        return self.rows[: self.print_rows]

    @property
    def cut_in_print(self) -> str:
        """What paper says where it has not every row."""
        if len(self.rows) <= self.print_rows:
            return ""
        if not self.print_rows:
            return f"Table of {counted(len(self.rows), 'row')}: {self.file}."
        where = f" The whole table is {self.file}." if self.file else ""
        return f"The first {self.print_rows} of {len(self.rows):,} rows.{where}"


@dataclass(frozen=True)
class ChartBlock:
    id: str
    chart: Chart
    marks: tuple[str, ...] = ()  # what the numbered points are


@dataclass(frozen=True)
class MapBlock:
    id: str
    map: Map


@dataclass(frozen=True)
class Strength:
    """How much weight a finding can bear: a word, and what the word means."""

    word: str
    meaning: str


@dataclass(frozen=True)
class About:
    """
    What stands behind a finding: the method, the notes to read it with (their numbers), caveats of its own,
    and where the figures come from: in full, and `brief` for paper, which says once what many findings share.
    Paper and files to take away leave `rows` out.
    """

    id: str
    method: Reference | None
    notes: tuple[int, ...]
    caveats: tuple[str, ...]
    sources: tuple[str, ...]
    brief: str
    rows: tuple[tuple[str, str], ...] = ()  # words and address of the rows themselves, where there are pages for them


Block = (
    Paragraph | Notice | Bullets | Sentences | Folded | Notes | KeyFigures | DataTable | ChartBlock | MapBlock
    | Strength | About
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """
    A heading, what is under it, and the sections within it. `id` can be linked to. A `wide` one keeps the whole width of
    the paper, where two short ones would stand side by side.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class Document:
    """
    `facts` are the lines of the title page ("Period: …"). `opening` is read first; `sections` follow,
    listed in the contents.
    """

    title: str
    kicker: str  # the line over the title
    facts: tuple[tuple[str, str], ...]
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    licences: tuple[str, ...]
    language: str = "en-GB"

    def walk(self) -> Iterator[Section]:
        """Every section, in reading order."""
        for section in self.sections:
            yield from _walk(section)


def _walk(section: Section) -> Iterator[Section]:
    yield section
    for inner in section.sections:
        yield from _walk(inner)


def anchor(text: str) -> str:
    """
    Safe as an id, in a link and as a file's name; the ids of findings already are.

    >>> anchor("change-burglary"), anchor('a"b c')
    ('change-burglary', 'a-b-c')
    """
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in text)
