"""What every kind of list comes down to: lines of cells, and the headings that they stand below."""

import re
from dataclasses import dataclass

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # no database or document can hold them
TAG = re.compile(r"</?(br|ul|ol|li|p|div|b|i|em|strong|span)\b[^<>]*>", re.IGNORECASE)
BREAKS = ("br", "ul", "ol", "li", "p", "div")


class UnreadableList(ValueError):
    """The list cannot be read; the message says why, in words, and what to do."""


@dataclass(frozen=True)
class Line:
    """
    One row of a table. `heading` is what it stands below: the priority, as a rule.

    `where` is for people to find it by, such as "table 2, row 5". `colours` are the cells' fill colours as RRGGBB,
    or "" for none; empty where the source has no colours.
    """

    cells: tuple[str, ...]
    where: str
    heading: str = ""
    colours: tuple[str, ...] = ()
    first: bool = False  # the first of its table

    @property
    def blank(self) -> bool:
        return not any(self.cells)


def clean(cell: str) -> str:
    """A cell's words: spaces as one, line breaks kept, the tags of pasted pages and control signs gone."""
    cell = CONTROL.sub(" ", cell)
    cell = TAG.sub(lambda tag: "\n" if tag[1].lower() in BREAKS else " ", cell)
    lines = (" ".join(line.replace("\xa0", " ").split()) for line in cell.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)
