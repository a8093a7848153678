"""
The kinds of thing that can rest on another or be rested on. Each app registers its own when it is ready, as

    kinds.register(Kind("priority", "Priority", things=..., search=..., permission=Permission.WRITE_PLAN))

and shows `citations/rests_on.html` and `citations/cited_by.html` at its things.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer


@dataclass(frozen=True)
class Thing:
    """
    What a link leads to, in words for its reader. `said` is its sentence or first words; one that is `restricted`
    is never named in what is published.
    """

    kind: str
    id: str
    title: str
    address: str
    said: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class Kind:
    """
    `things` gives those of the numbers asked for that the viewer may see, in one question whatever their number.

    `search` gives things to rest on whose words hold these (all, where there are none), at most `limit`; a kind
    without it is not rested on. `permission` is what it takes to say what such a thing rests on; a kind without it,
    such as a computed finding, rests on nothing that people name. One that `comes_first` is offered before others.
    """

    name: str
    words: str
    things: Callable[[Viewer, Collection[str]], dict[str, Thing]]
    search: Callable[[Viewer, str, int], list[Thing]] | None = None
    permission: Permission | None = None
    comes_first: bool = False


_known: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called by an app when it is ready; the same name again takes the earlier one's place."""
    _known[kind.name] = kind


def find(name: str) -> Kind | None:
    return _known.get(name)


def to_rest_on() -> list[Kind]:
    """The kinds that something can rest on: those that come first, then the others by their words."""
    return sorted((kind for kind in _known.values() if kind.search), key=lambda k: (not k.comes_first, k.words))
