"""The demonstration's own area and premises, and the districts that its county takes together. Nothing of it is real."""

from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.archive.places import all_places
from frankpledge.web.accounts.models import Partnership, PartnershipArea
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.evidence import kept
from frankpledge.web.knowledge.invented import viewers
from frankpledge.web.places import changes
from frankpledge.web.places.models import Extent, OwnArea, Premises

HARBOUR = "The Harbour (invented)"
LSOAS = 4  # of the district's first, which lie beside each other
BESIDE = 2  # districts that the county has beside those of the partnerships under it


@transaction.atomic
def invent_places(partnership: Partnership, code: str, archive: Path, today: date) -> OwnArea | None:
    """A neighbourhood of the district of that code, and premises with conditions; made once, None where it was."""
    with scope(partnership=partnership):
        if OwnArea.objects.exists() or Premises.objects.exists():
            return None
        people = viewers(partnership, today)
        snapshot = Archive(archive).snapshot()
        places = all_places(snapshot)
        here = sorted(places.loc[(places["csp"] == code) | (places["council"] == code), "lsoa"])
        _premises(people["Okafor"], people["Lindqvist"], today)
        if not here:
            return None
        return changes.make_area(
            name=HARBOUR,
            kind=OwnArea.Kind.NEIGHBOURHOOD,
            note="As the neighbourhood policing team drew it, by LSOA.",
            from_on=date(today.year - 5, 4, 1),
            how=Extent.How.CHOSEN,
            shape="",
            lsoas=here[:LSOAS],
            snapshot=snapshot,
            by=people["Okafor"],
        )


def _premises(analyst: Viewer, manager: Viewer, today: date) -> None:
    bar = changes.put_premises(
        premises=None,
        by=analyst,
        name="The Lantern (invented)",
        kind=Premises.Kind.LICENSED,
        address="4 Quay Lane",
        note="One of the two bars of the profile on late bars.",
    )
    began = today - timedelta(days=200)
    for text, until in (
        ("Last entry at half past midnight on Fridays and Saturdays.", None),
        ("A second member of staff at the door during the summer.", today - timedelta(days=50)),
    ):
        changes.add_condition(
            premises=bar, text=text, source="Castermouth Council", from_on=began, until_on=until, by=analyst
        )
    changes.publish(premises=bar, public=True, by=manager)
    changes.put_premises(
        premises=None, by=analyst, name="Quayside Stores (invented)", kind=Premises.Kind.SHOP, address="9 High Street"
    )


@transaction.atomic
def invent_county(partnership: Partnership, archive: Path) -> None:
    """What the county above the partnership assesses beside its district: two more of the island. Made once."""
    county = partnership.parent
    if county is None or not county.demonstration:
        return
    with scope(partnership=partnership):
        ours = set(PartnershipArea.objects.values_list("code", flat=True))
    with scope(partnership=county):
        if PartnershipArea.objects.exists():
            return
        others = [area for area in kept.partnerships_of(archive) if area.code not in ours]
        for area in others[:BESIDE]:
            PartnershipArea.objects.create(partnership=county, code=area.code, name=area.name)
