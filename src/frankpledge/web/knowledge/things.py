"""What of this app can be cited, and what of it cites."""

from collections.abc import Callable, Collection

from django.db.models import Q
from django.urls import reverse

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.knowledge import queries
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.sorts import SORTS, Sort

SAID = ("seen", "matters", "says", "asks", "caveat", "effect")  # the field of each sort that says most


def address(thing: Known, sort: Sort) -> str:
    """Of a thing's own page."""
    return reverse("known", args=[thing.partnership.slug, sort.name, thing.pk])


def register_all() -> None:
    """Called once, when the app is ready."""
    for sort in SORTS.values():
        cites = Permission.WRITE_ASSESSMENT if sort.cites else None
        register(Kind(sort.name, sort.one, _things(sort), _search(sort), cites))


def _thing(thing: Known, sort: Sort) -> Thing:
    said = next(str(getattr(thing, name)) for name in SAID if hasattr(thing, name))
    document = thing if hasattr(thing, "restricted") else getattr(thing, "document", None)
    restricted = bool(document is not None and document.restricted)
    return Thing(sort.name, str(thing.pk), str(thing), address(thing, sort), said, restricted=restricted)


def _things(sort: Sort) -> Callable[[Viewer, Collection[str]], dict[str, Thing]]:
    def things(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
        wanted = numbers.rows(ids)
        found = queries.of_sort(viewer, sort).filter(pk__in=wanted)
        return {str(each.pk): _thing(each, sort) for each in found}

    return things


def _search(sort: Sort) -> Callable[[Viewer, str, int], list[Thing]]:
    searched = [name for name in sort.fields if name in (*SAID, "title", "question", "statement", "source")]

    def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
        found = queries.of_sort(viewer, sort)
        for word in words.split():
            held = Q()
            for name in searched:
                held |= Q(**{f"{name}__icontains": word})
            found = found.filter(held)
        return [_thing(each, sort) for each in found[:limit]]

    return search
