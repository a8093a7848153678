"""On whose behalf a question is asked or a change is made."""

from dataclasses import dataclass, field, replace
from datetime import date

from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import Agency, Membership, Partnership, Person
from frankpledge.web.accounts.roles import ROLES, Permission, Role


@dataclass(frozen=True)
class Viewer:
    """
    A person in one partnership, today. `memberships` are those that give access; there is no viewer without one.

    A person with several roles, perhaps for several agencies, may do what any of them allows.
    """

    person: Person
    partnership: Partnership
    memberships: tuple[Membership, ...]
    ended: bool = False  # the partnership had ended by today: it is read, and not changed
    permissions: frozenset[Permission] = field(init=False)
    # While a page is only read: what was asked once of what they may not see, by its kind. None: it is asked each time.
    hidden: dict[str, list[int]] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        granted = frozenset[Permission]().union(*(role.permissions for role in self.roles))
        object.__setattr__(self, "permissions", granted)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(ROLES[membership.role] for membership in self.memberships if membership.role in ROLES)

    @property
    def agencies(self) -> tuple[Agency, ...]:
        return tuple({membership.agency_id: membership.agency for membership in self.memberships}.values())

    @property
    def is_staff(self) -> bool:
        return any(role.staff for role in self.roles)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def reading(self) -> "Viewer":
        """The same, for the length of a page that changes nothing: what they may not see is asked once, and kept."""
        return replace(self, hidden={})

    def within(self, permissions: frozenset[Permission]) -> "Viewer":
        """The same person allowed no more than these, and nothing they are not allowed: as a token of theirs acts."""
        narrowed = replace(self)
        object.__setattr__(narrowed, "permissions", self.permissions & permissions)
        return narrowed


def viewer_of(person: Person, partnership: Partnership, today: date) -> Viewer | None:
    """The person in this partnership; None for somebody without access, who is not to learn more than that."""
    with scopes_disabled():
        memberships = Membership.objects.filter(person=person, partnership=partnership).live(today)
        live = tuple(memberships.select_related("agency", "person").order_by("pk"))
    return Viewer(person, partnership, live, partnership.has_ended(today)) if live else None


def partnerships_of(person: Person, today: date) -> list[Partnership]:
    """Where this person has access today, by name."""
    with scopes_disabled():
        live = Membership.objects.filter(person=person).live(today)
        return list(Partnership.objects.filter(pk__in=live.values("partnership")).order_by("name"))
