"""Where a priority stands in plans: plans come later in the cycle, and say so themselves."""

from collections.abc import Callable
from dataclasses import dataclass

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.priorities.models import Priority


@dataclass(frozen=True)
class Place:
    """A plan that a priority is in, by name and address."""

    words: str
    address: str


_asked: list[Callable[[Viewer, Priority], list[Place]]] = []


def register(question: Callable[[Viewer, Priority], list[Place]]) -> None:
    """Called once, when the app that holds plans is ready."""
    if question not in _asked:
        _asked.append(question)


def places(viewer: Viewer, priority: Priority) -> list[Place]:
    """Every plan that the viewer may see it in, the newest first."""
    return [place for question in _asked for place in question(viewer, priority)]
