"""Own areas and premises for tests: the dullest that are valid. Each is called in the scope of Castermouth."""

import json

import shapely

from frankpledge.archive.archive import Archive
from frankpledge.web.places import changes
from frankpledge.web.places.models import Extent, OwnArea, Premises
from tests.archive.own_places import LSOAS, square
from tests.web.cast import Cast

HARBOUR = json.dumps(json.loads(shapely.to_geojson(square(0.4, 2.3))))


def an_area(cast: Cast, name: str = "Harbour beat", lsoas: tuple[str, ...] = LSOAS[:2]) -> OwnArea:
    """A police neighbourhood of two LSOAs since 2024, without asking any archive."""
    area = OwnArea.objects.create(
        partnership=cast.partnerships["castermouth"], name=name, kind=OwnArea.Kind.NEIGHBOURHOOD
    )
    Extent.objects.create(
        partnership=area.partnership,
        area=area,
        from_on="2024-04-01",
        how=Extent.How.CHOSEN,
        lsoas=list(lsoas),
        by=cast.people["ana"],
    )
    return area


def a_drawn_area(cast: Cast, archive: Archive, name: str = "Old harbour", shape: str = HARBOUR) -> OwnArea:
    """An area drawn by the analyst."""
    return changes.make_area(
        name=name, kind="town_centre", note="", from_on=cast.today, how="drawn", shape=shape, lsoas=[],
        snapshot=archive.snapshot(), by=cast.viewer("ana"),
    )  # fmt: skip


def some_premises(cast: Cast, name: str = "The Anchor") -> Premises:
    """A public house with one condition since 2024."""
    premises = changes.put_premises(
        premises=None, by=cast.viewer("ana"), name=name, kind="licensed", address="1 Quay Street", note="Ask Mo first"
    )
    changes.add_condition(
        premises=premises, text="No glass outside after 9pm", source="Licensing, 2024",
        from_on=cast.today.replace(year=2024), until_on=None, by=cast.viewer("ana"),
    )  # fmt: skip
    return premises
