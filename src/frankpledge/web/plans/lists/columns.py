"""Which column of a list says what: by its head, as partnerships write them."""

import re
from collections.abc import Collection, Mapping

# The first pattern that a head matches whole decides.
ACTION_HEADS: dict[str, str] = {
    "number": r"(action )?(no|number|ref|reference|id|#)\.?",
    "text": r"(key |agreed |planned |proposed )?(actions?|tasks?|activit(y|ies)|what( will (we|be) do(ne)?)?|description|"
    r"action (to be taken|required|description)|what we will do|steps?)",
    "lead": r"(action )?(lead(s|er)?|owner(s)?|responsib(le|ility)|who|by whom|leads? (agency|agencies|officer|partner|organisation)|"
    r"(lead )?responsible( agency| officer| person)?|agency|agencies|partner(s)?|delivered by|lead ?/ ?partners?)",
    "helping": r"(support(ing|ed by)?|other|partner) ?(agenc(y|ies)|partners|organisations)?",
    "update": r"(latest |progress |quarterly |current )?(updates?|progress|comments?|position|notes|narrative|commentary)"
    r"( to date| report)?|(q[1-4]|quarter [1-4]) ?(update|progress)?",
    "updated": r"(date )?(last |date )?(updated|update date|date of( last)? update|as at|reviewed)( on)?|last update|date updated",
    "status": r"(current )?(rag|brag|status|rag ?(status|rating)|rating|brag ?(status|rating)|r/a/g)",
    "due": r"(due|deadline|target|completion|end|by when|when|timescales?|time ?scales?|due by|complete by)( ?date)?|"
    r"date due|to be completed by",
    "starts": r"(start|from|begins?)( ?date)?",
    "priority": r"(priority|theme|strand|priority area|aim|section|workstream)",
    "objective": r"(objectives?|outcomes?|goal)",
    "public": r"(public|plain english) ?(sentence|summary|wording)|what residents (will )?see",
}


class Columns:
    """
    The columns that one kind of list has: patterns of their heads, by name. One of them has to be `text`.

    A row with words in one of the columns `tells` begins something new, even where its sentence could go on from the
    row before. The cells of `coloured` may say by their colour what they mean. `asks` says what such a list has to have.
    """

    def __init__(self, heads: Mapping[str, str], *, tells: Collection[str], asks: str, coloured: str = ""):
        self.tells, self.asks, self.coloured = tells, asks, coloured
        self._compiled = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in heads.items()}

    def recognise(self, cells: tuple[str, ...]) -> dict[str, int]:
        """What each column says → its position; empty where these cells are not the head of such a list."""
        found: dict[str, int] = {}
        for position, cell in enumerate(cells):
            head = " ".join(cell.strip(" *:").split())
            name = next((name for name, pattern in self._compiled.items() if pattern.fullmatch(head)), None)
            if name and name not in found:
                found[name] = position
        return found if "text" in found and len(found) > 1 else {}

    def joined(self, upper: tuple[str, ...], lower: tuple[str, ...]) -> dict[str, int]:
        """
        The columns of a head that two rows share ("LAST" over "UPDATED"); empty where the lower row is none of it.

        It is where the lower row has no words of its own below the text, and the two together say more.
        """
        alone = self.recognise(upper)
        if not alone or len(lower) != len(upper) or lower[alone["text"]] or not any(lower):
            return {}
        together = self.recognise(tuple(f"{above} {below}".strip() for above, below in zip(upper, lower, strict=True)))
        return together if len(together) > len(alone) or _moved(alone, together) else {}


def _moved(alone: dict[str, int], together: dict[str, int]) -> bool:
    return set(together) >= set(alone) and together != alone


ACTIONS = Columns(
    ACTION_HEADS,
    tells=("status", "updated", "number"),
    coloured="status",
    asks="No table of actions was found. Its first row has to name its columns, such as Action, Lead, Update, "
    "Last updated and RAG; one of them has to be Action.",
)
