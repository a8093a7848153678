"""
What other apps say of a thing, shown on its page: a risk that bears on an action, money spent on it, whether it worked.

Each app registers its own when it is ready, so that the page of a thing imports none of them:

    beside.register("action", "Risks", notes)
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from frankpledge.web.accounts.viewer import Viewer


@dataclass(frozen=True)
class Note:
    """One thing said, with the page that says more. `tag` is a state in a word or two, `colour` that of its tag."""

    title: str
    address: str
    said: str = ""
    tag: str = ""
    colour: str = "grey"


Notes = Callable[[Viewer, Collection[int]], dict[int, list[Note]]]
_known: dict[str, dict[str, Notes]] = defaultdict(dict)


def register(kind: str, heading: str, notes: Notes) -> None:
    """
    `notes` gives what is said of things by their numbers, in a fixed number of questions whatever their number, and
    only what the viewer may see. The same heading again takes the earlier one's place.
    """
    _known[kind][heading] = notes


def said_of(viewer: Viewer, kind: str, number: int) -> list[tuple[str, list[Note]]]:
    """What every app says of one thing, by heading; headings with nothing are left out."""
    found = [(heading, notes(viewer, [number]).get(number, [])) for heading, notes in sorted(_known[kind].items())]
    return [(heading, each) for heading, each in found if each]


def said_under(viewer: Viewer, kind: str, heading: str, numbers: Collection[int]) -> dict[int, list[Note]]:
    """What is said under one heading of several things; nothing where no app says anything there."""
    notes = _known[kind].get(heading)
    return notes(viewer, numbers) if notes and numbers else {}
