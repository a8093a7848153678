"""What waits of people: those whose access lapses soon unless their agency confirms them, and areas to be named."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from frankpledge.counted import counted
from frankpledge.web.accounts import queries
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.waiting import Waiting

SOON = timedelta(days=14)


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    lapsing = queries.lapsing(viewer, by=today + SOON)
    spoken_for = [partner.agency_id for partner in queries.partners(viewer) if partner.liaison_id == viewer.person.pk]
    if not viewer.may(Permission.MANAGE_PEOPLE):
        lapsing = lapsing.filter(agency__in=spoken_for)
    if number := lapsing.count():
        words = f"{counted(number, 'person', 'people')} to confirm, or their access lapses"
        yield Waiting(words, reverse("people", args=[viewer.partnership.slug]))
    covers = queries.areas_on(viewer, today).exists() or queries.below(viewer).exists()
    if viewer.may(Permission.MANAGE_PEOPLE) and not covers and not viewer.ended:
        words = "Say which areas the partnership covers: surveys ask for it"
        yield Waiting(words, reverse("about_partnership", args=[viewer.partnership.slug]))
