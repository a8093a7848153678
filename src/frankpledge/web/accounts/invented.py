"""The invented partnerships of the demonstration: their agencies and people. No real person, place or body."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.confirming import confirmed_until
from frankpledge.web.accounts.models import (
    Agency,
    AgencyAlias,
    Membership,
    Partner,
    Partnership,
    PartnershipArea,
    Person,
)
from frankpledge.web.accounts.roles import ROLES


@dataclass(frozen=True)
class InventedPerson:
    """Somebody who never was, in a role for an agency."""

    name: str
    agency: str
    roles: tuple[str, ...]


COUNCIL, POLICE, FIRE, PROBATION, HEALTH = (
    "{district} Council",
    "Frankshire Police",
    "Frankshire Fire and Rescue Service",
    "Probation Service, Frankshire",
    "Frankshire Health Board",
)
ALIASES = {POLICE: "FP", FIRE: "FFRS", HEALTH: "FHB"}
PEOPLE = (
    InventedPerson("Amira Lindqvist", COUNCIL, ("coordinator",)),
    InventedPerson("Tobias Okafor", COUNCIL, ("analyst",)),
    InventedPerson("Greta Pemberley", COUNCIL, ("administrator",)),
    InventedPerson("Chief Inspector Rowan Thistle", POLICE, ("chair", "lead")),
    InventedPerson("Sergeant Mei Calloway", POLICE, ("lead",)),
    InventedPerson("Idris Fenwick", FIRE, ("lead", "member")),
    InventedPerson("Joan Abara", PROBATION, ("member",)),
    InventedPerson("Dr Felix Marchbank", HEALTH, ("member",)),
    InventedPerson("Councillor Nell Ostrava", COUNCIL, ("scrutiny",)),
    InventedPerson("Sunita Harrow", COUNCIL, ("caseworker",)),
)


@transaction.atomic
def invent_partnership(code: str, district: str, today: date) -> Partnership:
    """The invented partnership of a district, with its people, made once: again changes nothing but their access."""
    slug = district.lower().replace(" ", "-")
    partnership, made = Partnership.objects.get_or_create(
        slug=slug, defaults={"name": f"Safer {district}", "demonstration": True}
    )
    with scope(partnership=partnership):
        if made:
            PartnershipArea.objects.create(partnership=partnership, code=code, name=district)
            for person in PEOPLE:
                _add(partnership, person, district, slug, today)
            for name, alias in ALIASES.items():
                agency = Agency.objects.get(name=name)
                AgencyAlias.objects.create(partnership=partnership, agency=agency, alias=alias)
        # Nobody invented confirms anybody: in a demonstration access does not lapse.
        for membership in Membership.objects.filter(until_on=None, confirmed_until__lt=confirmed_until(today)):
            membership.confirmed_until = confirmed_until(today)
            membership.save(update_fields=["confirmed_until"])
    return partnership


def _add(partnership: Partnership, invented: InventedPerson, district: str, slug: str, today: date) -> None:
    first = invented.name.split()[-2].lower()
    last = invented.name.split()[-1].lower()
    person = Person.objects.create_user(email=f"{first}.{last}@{slug}.invalid", name=invented.name)
    agency, _ = Agency.objects.get_or_create(name=invented.agency.format(district=district))
    partner, made = Partner.objects.get_or_create(partnership=partnership, agency=agency)
    if made:
        partner.liaison = person
        partner.save(update_fields=["liaison"])
    for role in invented.roles:
        assert role in ROLES
        Membership.objects.create(
            partnership=partnership,
            person=person,
            agency=agency,
            role=role,
            from_on=today,
            confirmed_until=confirmed_until(today),
        )
