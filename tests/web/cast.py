"""The fixed cast of people that every test of permission uses, and the partnerships they work in."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import Agency, Membership, Partner, Partnership, Person
from frankpledge.web.accounts.viewer import Viewer, viewer_of

TODAY = date(2026, 1, 15)
# Who, in which partnership, for which agency, in which role.
PARTS = (
    ("ada", "castermouth", "Castermouth Council", "administrator"),
    ("cora", "castermouth", "Castermouth Council", "coordinator"),
    ("ana", "castermouth", "Castermouth Council", "analyst"),
    ("lea", "castermouth", "Frankshire Fire Service", "lead"),
    ("mo", "castermouth", "Frankshire Police", "member"),
    ("chris", "castermouth", "Frankshire Police", "chair"),
    ("casey", "castermouth", "Castermouth Council", "caseworker"),
    ("scott", "castermouth", "Castermouth Council", "scrutiny"),
    ("nina", "thorley", "Thorley Council", "coordinator"),  # the next partnership, same police force
)
STRANGER = "sam"  # signs in, and belongs nowhere


@dataclass
class Cast:
    """People by first name, partnerships by address."""

    today: date = TODAY
    people: dict[str, Person] = field(default_factory=dict)
    partnerships: dict[str, Partnership] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)

    def viewer(self, name: str, partnership: str = "castermouth") -> Viewer:
        found = viewer_of(self.people[name], self.partnerships[partnership], self.today)
        assert found, f"{name} has no access to {partnership}"
        return found


def assemble(today: date = TODAY) -> Cast:
    """Put the cast in the database."""
    cast = Cast(today)
    for name in (*(part[0] for part in PARTS), STRANGER):
        person = Person(email=f"{name}@example.org", name=f"{name.title()} Example")
        person.set_unusable_password()
        person.save()
        cast.people[name] = person
    for slug in ("castermouth", "thorley"):
        cast.partnerships[slug] = Partnership.objects.create(name=f"Safer {slug.title()}", slug=slug)
    with scopes_disabled():
        for name, slug, agency_name, role in PARTS:
            agency, _ = Agency.objects.get_or_create(name=agency_name)
            cast.agencies[agency_name] = agency
            partner, made = Partner.objects.get_or_create(partnership=cast.partnerships[slug], agency=agency)
            if made:
                partner.liaison = cast.people[name]
                partner.save()
            Membership.objects.create(
                partnership=cast.partnerships[slug],
                person=cast.people[name],
                agency=agency,
                role=role,
                from_on=today - timedelta(days=30),
                confirmed_until=today + timedelta(days=60),
            )
    return cast
