"""The headings of a partner's file, beside those that were agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frankpledge.sources.identifiers import safe_heading
from frankpledge.sources.opened import UnreadableFile
from frankpledge.sources.partner_mapping import Layout
from frankpledge.sources.spreadsheets import column_letters


@dataclass(frozen=True)
class Difference:
    """How a file's headings differ from those remembered. No difference is a match."""

    gone: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    row: int = 0  # where the headings stand, if not where they should

    @property
    def none(self) -> bool:
        return self == Difference()

    def __str__(self) -> str:
        parts = []
        if self.row:
            parts.append(f"its headings stand on row {self.row}")
        for names, word in ((self.gone, "gone"), (self.came, "new"), (self.moved, "moved")):
            if names:
                quoted = ", ".join(f"“{safe_heading(name)}”" for name in names)
                parts.append(f"{word}: {quoted}")
        return "; ".join(parts)


def difference(found: Sequence[str], expected: Sequence[str]) -> Difference:
    """
    Which columns went, came or moved.

    >>> str(difference(["Ref", "Start", "End"], ["Ref", "End", "Sex"]))
    'gone: “Sex”; new: “Start”'
    """
    gone = tuple(name for name in expected if name not in found)
    came = tuple(name for name in found if name not in expected)
    ours = [name for name in expected if name in found]
    theirs = [name for name in found if name in expected]
    moved = tuple(dict.fromkeys(name for name, other in zip(theirs, ours, strict=False) if name != other))
    return Difference(gone, came, moved)


def keys(headings: Iterable[str], *, numbered: bool) -> tuple[str, ...]:
    """Headings as the mapping names them: with `numbered`, the second “Sex” is “Sex#2” and a blank one “column 7”."""
    found: list[str] = []
    for number, heading in enumerate(headings, start=1):
        name = " ".join(str(heading).split())
        if numbered and not name:
            name = f"column {number}"
        elif numbered and name in found:
            name = f"{name}#{1 + sum(other == name or other.startswith(f'{name}#') for other in found)}"
        found.append(name)
    return tuple(found)


def agreed(columns: tuple[str, ...], layout: Layout) -> tuple[str, ...]:
    """The headings, if they are those of the layout."""
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise UnreadableFile(
            f"has the heading “{safe_heading(twice[0])}” twice: rename one, or set numbered = true in the mapping"
        )
    if "" in columns:
        at = column_letters(columns.index(""))
        raise UnreadableFile(f"has a column without a heading ({at}): name it, or set numbered = true in the mapping")
    if columns != layout.columns:
        raise UnreadableFile(f"is laid out otherwise than agreed: {difference(columns, layout.columns)}")
    return columns
