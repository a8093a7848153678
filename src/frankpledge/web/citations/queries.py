"""What rests on what, asked on a viewer's behalf: one question for the links and one for each kind at their far ends."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import kinds
from frankpledge.web.citations.kinds import Kind, Thing
from frankpledge.web.citations.models import Citation

MOST_OFFERED = 30


@dataclass(frozen=True)
class Link:
    """A citation with the thing at its far end; None where the viewer may not see that, or it is no more."""

    citation: Citation
    thing: Thing | None
    words: str

    @property
    def key(self) -> int:
        return self.citation.pk


def thing(viewer: Viewer, kind: str, thing_id: str) -> Thing | None:
    """One thing that the viewer may see, or None."""
    known = kinds.find(kind)
    return known.things(viewer, [thing_id]).get(thing_id) if known else None


def rests_on(viewer: Viewer, kind: str, ids: Collection[str]) -> dict[str, list[Link]]:
    """What each of these things rests on, in the order in which it was said."""
    said = Citation.objects.filter(partnership=viewer.partnership, citing=kind, citing_id__in=ids)
    return _linked(viewer, [(each.citing_id, each.cited, each.cited_id, each) for each in said])


def cited_by(viewer: Viewer, kind: str, ids: Collection[str]) -> dict[str, list[Link]]:
    """What rests on each of these things, in the order in which it was said."""
    said = Citation.objects.filter(partnership=viewer.partnership, cited=kind, cited_id__in=ids)
    return _linked(viewer, [(each.cited_id, each.citing, each.citing_id, each) for each in said])


def offered(viewer: Viewer, words: str) -> list[tuple[Kind, list[Thing]]]:
    """What something could rest on, by kind; kinds without any are left out."""
    found = [(kind, kind.search(viewer, words, MOST_OFFERED) if kind.search else []) for kind in kinds.to_rest_on()]
    return [(kind, things) for kind, things in found if things]


def _linked(viewer: Viewer, ends: Iterable[tuple[str, str, str, Citation]]) -> dict[str, list[Link]]:
    ends = list(ends)
    wanted: dict[str, set[str]] = defaultdict(set)
    for _, kind, far, _ in ends:
        wanted[kind].add(far)
    known = {kind: found for kind in wanted if (found := kinds.find(kind))}
    things = {kind: known[kind].things(viewer, ids) for kind, ids in wanted.items() if kind in known}
    links: dict[str, list[Link]] = defaultdict(list)
    for near, kind, far, citation in ends:
        words = known[kind].words if kind in known else kind
        links[near].append(Link(citation, things.get(kind, {}).get(far), words))
    return dict(links)
