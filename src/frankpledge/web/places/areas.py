"""
Areas as a partnership knows them: those with an ONS code, its own, and its partnerships taken together.

`own-7` is an own area, `all-3` all areas of a partnership and of the partnerships under it. Whoever looks an area up
is in the scope of one partnership, and finds the own areas of no other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django_scopes import get_scope, scopes_disabled

from frankpledge.archive.archive import Snapshot
from frankpledge.archive.areas import Area, UnknownArea, find_area
from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership, PartnershipArea
from frankpledge.web.places.models import OwnArea

OURS = re.compile(r"(own|all)-(\d{1,5})")


@dataclass(frozen=True)
class Part:
    """An area that belongs to a partnership, or to one under it, on some day. `whose` is that partnership's name."""

    code: str
    name: str
    whose: str
    slug: str


def is_ours(code: str) -> bool:
    """Whether a code is of an own area or of partnerships together."""
    return OURS.fullmatch(code) is not None


def find(snapshot: Snapshot, text: str, on: date) -> Area:
    """
    The area of that code or name on a day: an own area or partnerships together by code, any other as the archive
    knows it. Raises UnknownArea (also for an own area that fits no LSOA), AmbiguousArea, NothingHeld.
    """
    ours = OURS.fullmatch(text.strip())
    if ours is None:
        return find_area(snapshot, text)
    if ours[1] == "all":
        here = get_scope().get("partnership")
        partnership = next((each for each in _below(here, on) if each.pk == int(ours[2])), None) if here else None
        return together(snapshot, partnership, on) if partnership else _unknown(text)
    own = OwnArea.objects.prefetch_related("extents").filter(pk=int(ours[2])).first()
    return best_fit(own, on) if own else _unknown(text)


def best_fit(own: OwnArea, on: date) -> Area:
    """The own area as the LSOAs that fit it best on a day; raises UnknownArea where none does."""
    extent = own.extent_on(on)
    if extent is None or not extent.lsoas:
        raise UnknownArea(
            f"No LSOA lies mostly in {own.name}, so that it cannot be counted by LSOA. "
            "Ask a question that counts the map points inside it."
        )
    return Area(own.code, own.name, "own", tuple(extent.lsoas))


def parts(partnership: Partnership, on: date) -> list[Part]:
    """
    The areas of a partnership and of those under it, as they were on a day: merged and combined areas have dates.

    An area that both name is counted once, under the one that is below.
    """
    # Which areas a partnership has is no secret from the board above it.
    with scopes_disabled():
        below = _below(partnership, on)
        held = PartnershipArea.objects.filter(partnership__in=below).select_related("partnership").order_by("name")
        live = [area for area in held if _live(area.from_on, area.until_on, on)]
    depth = {each.pk: place for place, each in enumerate(below)}
    by_code: dict[str, PartnershipArea] = {}
    for area in sorted(live, key=lambda area: depth[area.partnership_id]):
        by_code[area.code] = area
    found = [Part(code, area.name, area.partnership.name, area.partnership.slug) for code, area in by_code.items()]
    return sorted(found, key=lambda part: part.name)


def _below(partnership: Partnership, on: date) -> list[Partnership]:
    """The partnership itself and all under it, from the top down."""
    found, waiting = [], [partnership]
    while waiting:
        found += waiting
        under = Partnership.objects.filter(parent__in=waiting).exclude(pk__in=[each.pk for each in found])
        waiting = [each for each in under if _live(each.began_on, each.ended_on, on)]
    return found


def _live(first: date | None, until: date | None, on: date) -> bool:
    """`until` is the first day on which it is no more."""
    return (first is None or first <= on) and (until is None or on < until)


def together(snapshot: Snapshot, partnership: Partnership, on: date) -> Area:
    """All its areas as one; raises UnknownArea where it has none, or one of them is not known to the archive."""
    found = [find_area(snapshot, part.code) for part in parts(partnership, on)]
    if not found:
        raise UnknownArea(f"{partnership} has no area on {on.day} {on:%B %Y}.")
    lsoas = {lsoa for area in found for lsoa in area.lsoas}
    return Area(code_of_all(partnership), f"{partnership.name}, all together", "together", tuple(sorted(lsoas)))


def code_of_all(partnership: Partnership) -> str:
    return f"all-{partnership.pk}"


def choices(partnership: Partnership, on: date) -> list[tuple[str, str]]:
    """Codes and names of what only this partnership can choose: all its areas together, and its own."""
    several = parts(partnership, on)
    found = [(code_of_all(partnership), f"All {len(several)} areas together")] if len(several) > 1 else []
    own: Sequence[OwnArea] = OwnArea.objects.prefetch_related("extents").order_by("name")
    fitting = [area for area in own if _live(None, area.ended_on, on) and (e := area.extent_on(on)) and e.lsoas]
    return found + [(area.code, f"{area.name} ({area.get_kind_display()})") for area in fitting]


def drawn_only(partnership: Partnership, on: date) -> list[tuple[str, str]]:
    """Own areas that fit no LSOA, and can be counted by the map points inside them alone."""
    own = OwnArea.objects.filter(partnership=partnership).prefetch_related("extents").order_by("name")
    found = [area for area in own if _live(None, area.ended_on, on) and (e := area.extent_on(on)) and not e.lsoas]
    return [(area.code, f"{area.name} (by map point alone)") for area in found]


def last_day(month: Month) -> date:
    """The day by which an assessment or question up to that month takes its boundaries."""
    after = month.plus(1)
    return date.fromordinal(date(after.year, after.number, 1).toordinal() - 1)


def _unknown(text: str) -> Area:
    raise UnknownArea(f"There is no area {text} here.")
