"""The steps of likelihood and severity as registers write them: Low, M, 4, “4 – likely”, Almost certain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.web.risks.levels import FIVE, THREE

OF_THREE = {1: r"l|low", 2: r"m|med|medium|moderate", 3: r"h|high"}
OF_FIVE = {
    1: r"rare|remote|very unlikely|negligible|insignificant|very low|vl",
    2: r"unlikely|minor",
    3: r"possible|moderate",
    4: r"likely|probable|major|significant|serious",
    5: r"almost certain|certain|very likely|extreme|catastrophic|severe|critical|very high|vh",
}
# Low, medium and high mean these where the register has "very low" or "very high" too.
BETWEEN = {2: r"l|low", 3: r"m|med|medium", 4: r"h|high"}
FIVES = "|".join(OF_FIVE.values()).replace("|moderate", "")
BREAK = r"(?:\s*[-–—:;,.(]\s*|\s*$)"


@dataclass(frozen=True)
class Used:
    """The scale that a register uses, and whether its words are among five."""

    scale: int
    among_five: bool

    @property
    def asks(self) -> str:
        return "Write Low, Medium or High." if self.scale == THREE else "Write a number from 1 to 5."


def scale_of(cells: Iterable[str], own: int) -> Used:
    """
    Five steps where the register has a 4, a 5, or a word that only five steps have; three where it has Low, Medium or
    High; else the partnership's own.

    >>> scale_of(["High", "low"], 5), scale_of(["2", "4"], 3), scale_of(["1", "2"], 5).scale, scale_of(["Very high"], 3)
    (Used(scale=3, among_five=False), Used(scale=5, among_five=False), 5, Used(scale=5, among_five=True))
    """
    plain = [" ".join(cell.casefold().split()) for cell in cells]
    among = any(re.match(rf"(?:{FIVES}){BREAK}", cell) for cell in plain)
    numbers = {int(found[1]) for cell in plain if (found := re.match(rf"([1-5])(?:/5)?{BREAK}", cell))}
    if among or any(number > THREE for number in numbers):
        return Used(FIVE, among)
    words = "|".join(OF_THREE.values())
    if any(re.match(rf"(?:{words}){BREAK}", cell) for cell in plain):
        return Used(THREE, False)
    return Used(own, False)


def read(cell: str, used: Used) -> tuple[int | None, str]:
    """
    The step that a cell begins with, None for none that is known; and what the cell says beside it.

    >>> read("Medium – two posts are vacant", Used(3, False)), read("4, likely", Used(5, False))
    ((2, 'two posts are vacant'), (4, ''))
    >>> read("High", Used(5, True)), read("Purple", Used(3, False)), read("Medium/High", Used(3, False))
    ((4, ''), (None, ''), (None, ''))
    """
    plain = " ".join(cell.split())
    words = OF_THREE if used.scale == THREE else OF_FIVE
    patterns = list(words.items()) + (list(BETWEEN.items()) if used.among_five else [])
    number = re.match(rf"([1-{used.scale}])(?:/{used.scale})?{BREAK}", plain)
    if number:
        rest = plain[number.end() :].strip(" ).")
        named = any(re.fullmatch(pattern, rest, re.IGNORECASE) for _, pattern in patterns)
        return int(number[1]), "" if named else rest
    for step, pattern in patterns:
        found = re.match(rf"(?:{pattern}){BREAK}", plain, re.IGNORECASE)
        if found:
            rest = plain[found.end() :].strip(" ).")
            return step, "" if rest == str(step) else rest
    return None, ""


def mostly(cells: Iterable[str]) -> bool:
    """Whether most of the cells that have words rate something, as a column called Impact may."""
    filled = [cell for cell in cells if cell.strip()]
    used = scale_of(filled, FIVE)
    return bool(filled) and sum(read(cell, used)[0] is not None for cell in filled) > len(filled) / 2
