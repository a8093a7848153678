"""What of this app can be cited, and what of it cites."""

from collections.abc import Collection

from django.utils.timezone import localdate

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.consultation import heard, lived_queries, queries
from frankpledge.web.consultation.lived_queries import QUOTE
from frankpledge.web.consultation.models import Consultation, LivedQuote, Meeting, NeighbourhoodPriority

CONSULTATION, MEETING, PRIORITY = "consultation", "meeting", "neighbourhood-priority"


def register_all() -> None:
    """Called once, when the app is ready."""
    write = Permission.WRITE_PLAN
    register(Kind(CONSULTATION, "Consultation", consultations, search_consultations, write))
    register(Kind(MEETING, "Meeting or event", meetings, search_meetings, write))
    register(Kind(PRIORITY, "Neighbourhood priority", priorities, search_priorities, write))
    # Nothing that people name lies under a quote: it is in its account.
    register(Kind(QUOTE, "Lived experience", quotes, search_quotes))


def consultations(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    found = queries.consultations(viewer).filter(pk__in=numbers.rows(ids))
    return {str(each.pk): _consultation(each) for each in found}


def search_consultations(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.consultations(viewer)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_consultation(each) for each in found[:limit]]


def meetings(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    return {str(each.pk): _meeting(each) for each in queries.meetings(viewer).filter(pk__in=numbers.rows(ids))}


def search_meetings(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.meetings(viewer).filter(state=Meeting.State.HELD)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_meeting(each) for each in found[:limit]]


def priorities(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    return {str(each.pk): _priority(each) for each in heard.priorities(viewer).filter(pk__in=numbers.rows(ids))}


def search_priorities(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = heard.priorities(viewer)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_priority(each) for each in found[:limit]]


def quotes(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    """Only while consent stands: after it, what rests on a quote rests on something that is no longer here."""
    found = lived_queries.quotes(viewer, localdate()).filter(pk__in=numbers.rows(ids))
    return {str(each.pk): _quote(each) for each in found}


def search_quotes(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = lived_queries.quotes(viewer, localdate())
    for word in words.split():
        found = found.filter(text__icontains=word)
    return [_quote(each) for each in found[:limit]]


def _consultation(each: Consultation) -> Thing:
    return Thing(CONSULTATION, str(each.pk), each.title, each.get_absolute_url(), each.came_of_it or each.about)


def _meeting(each: Meeting) -> Thing:
    return Thing(MEETING, str(each.pk), f"{each.title}, {each.on:%-d %B %Y}", each.get_absolute_url(), each.note)


def _priority(each: NeighbourhoodPriority) -> Thing:
    title = f"{each.title} ({each.neighbourhood})"
    return Thing(PRIORITY, str(each.pk), title, each.get_absolute_url(), each.detail)


def _quote(each: LivedQuote) -> Thing:
    return Thing(QUOTE, str(each.pk), str(each), each.account.get_absolute_url(), each.text, restricted=True)
