"""Questions about people and partnerships, each asked on a viewer's behalf."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from frankpledge.web.accounts.links import OneTimeLink, fingerprint
from frankpledge.web.accounts.models import Membership, Partner, Partnership, PartnershipArea, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer, partnerships_of, viewer_of


def partners(viewer: Viewer) -> QuerySet[Partner]:
    """The partnership's agencies with their liaison officers, and how many people each has; not those that left."""
    return every_partner(viewer).filter(left_on=None)


def left(viewer: Viewer) -> QuerySet[Partner]:
    """Agencies that left, the last first."""
    return every_partner(viewer).exclude(left_on=None).order_by("-left_on", "agency__name")


def every_partner(viewer: Viewer) -> QuerySet[Partner]:
    """Those that left too."""
    mine: QuerySet[Partner] = Partner.objects.filter(partnership=viewer.partnership)
    return (
        mine.select_related("agency", "liaison")
        .prefetch_related("agency__aliases")
        .annotate(
            people=Count(
                "agency__memberships__person",
                distinct=True,
                filter=Q(agency__memberships__until_on=None, agency__memberships__partnership=viewer.partnership),
            )
        )
        .order_by("agency__name")
    )


def memberships(viewer: Viewer) -> QuerySet[Membership]:
    """Everybody's roles here that have not ended, by agency and name; also those that nobody confirmed in time."""
    current: QuerySet[Membership] = Membership.objects.filter(partnership=viewer.partnership, until_on=None)
    return current.select_related("person", "agency").order_by("agency__name", "person__name", "role")


def areas(viewer: Viewer) -> QuerySet[PartnershipArea]:
    """Every area that the partnership covers or covered, by name and the day it came."""
    mine: QuerySet[PartnershipArea] = PartnershipArea.objects.filter(partnership=viewer.partnership)
    return mine.order_by("name", "from_on")


def areas_on(viewer: Viewer, on: date) -> QuerySet[PartnershipArea]:
    """The areas that the partnership covers on a day."""
    mine: QuerySet[PartnershipArea] = PartnershipArea.objects.filter(partnership=viewer.partnership).live(on)
    return mine.order_by("name")


def below(viewer: Viewer) -> QuerySet[Partnership]:
    """The partnerships that are part of the viewer's own."""
    return Partnership.objects.filter(parent=viewer.partnership).order_by("name")


def merged(viewer: Viewer) -> QuerySet[Partnership]:
    """Those whose place the viewer's own took."""
    return Partnership.objects.filter(succeeded_by=viewer.partnership).order_by("name")


def managed(viewer: Viewer, today: date) -> list[Partnership]:
    """Where this very person manages people today; invented partnerships for those in one, real ones for the rest."""
    found = []
    for each in partnerships_of(viewer.person, today):
        there = viewer_of(viewer.person, each, today)
        if each.demonstration == viewer.partnership.demonstration and there and there.may(Permission.MANAGE_PEOPLE):
            found.append(each)
    return found


def lapsing(viewer: Viewer, *, by: date) -> QuerySet[Membership]:
    """Those whose access lapses on or before this day unless the agency confirms them."""
    return memberships(viewer).filter(confirmed_until__lte=by)


def people_of(viewer: Viewer, partner: Partner) -> QuerySet[Person]:
    """An agency's people here."""
    here = memberships(viewer).filter(agency=partner.agency)
    return Person.objects.filter(pk__in=here.values("person")).order_by("name")


def is_first_link(secret: str) -> bool:
    """Whether this is the link that makes the first administrator, still unused."""
    first = OneTimeLink.objects.open(timezone.now()).filter(purpose=OneTimeLink.Purpose.FIRST_ADMINISTRATOR)
    return first.filter(fingerprint=fingerprint(secret)).exists()


def invitation_of(secret: str) -> OneTimeLink | None:
    """The open invitation with this secret: whoever has the secret may read it, and nobody else."""
    open_ones = OneTimeLink.objects.open(timezone.now()).filter(purpose=OneTimeLink.Purpose.INVITATION)
    return open_ones.select_related("partnership", "agency").filter(fingerprint=fingerprint(secret)).first()


def invitations(viewer: Viewer) -> QuerySet[OneTimeLink]:
    """Those that nobody has taken up yet, the newest first: for who may manage people, and nobody else."""
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return OneTimeLink.objects.none()
    sent = OneTimeLink.objects.open(timezone.now()).filter(
        partnership=viewer.partnership, purpose=OneTimeLink.Purpose.INVITATION
    )
    return sent.select_related("agency", "invited_by").order_by("-made_at")


def demonstration_people() -> list[Membership]:
    """The people of invented partnerships, for anybody at this machine to try as."""
    with scopes_disabled():
        invented = Membership.objects.filter(partnership__demonstration=True, until_on=None)
        return list(invented.select_related("person", "agency", "partnership").order_by("pk"))
