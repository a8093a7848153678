"""
The days of consultation in the partnership's calendar: public meetings and their notice, when consultations close, and by
when residents are told what came of what they said. Only what is public is named: a calendar's address can be handed on.
"""

from collections.abc import Iterator
from datetime import date

from frankpledge.web.consultation.heard import standings
from frankpledge.web.consultation.meeting import PUBLIC_KINDS
from frankpledge.web.consultation.models import Consultation, Meeting, NeighbourhoodPriority
from frankpledge.web.consultation.queries import year_of
from frankpledge.web.plans.due_days import DueDay, uid
from frankpledge.web.plans.models import CalendarLink, Plan


def days(link: CalendarLink, today: date) -> Iterator[DueDay]:
    """Of the whole partnership's calendar; an agency's own has its actions alone. Call it in the partnership's scope."""
    if link.agency_id:
        return
    since = CalendarLink.objects.filter(partnership=link.partnership).order_by("pk").first()
    here = f"{link.partnership.slug} {since.made_at.isoformat() if since else ''}"
    for meeting in Meeting.objects.filter(partnership=link.partnership, kind__in=PUBLIC_KINDS):
        yield from _of_meeting(meeting, here)
    for consultation in Consultation.objects.filter(partnership=link.partnership, held_by=""):
        yield from _of_consultation(consultation, here)
    yield from _of_the_year(link, here, today)
    raised = NeighbourhoodPriority.objects.filter(partnership=link.partnership, neighbourhood__ended_on=None)
    for standing in standings(raised.select_related("neighbourhood").prefetch_related("steps"), today):
        if standing.due_on is not None:
            named = uid(f"{here} neighbourhood priority {standing.priority.pk} {standing.last_word_on}")
            words = f"Residents of {standing.priority.neighbourhood} are to be told how their priority stands"
            yield DueDay(named, 0, standing.due_on, words, False)


def _of_the_year(link: CalendarLink, here: str, today: date) -> Iterator[DueDay]:
    """By when residents are asked about this year's review of the priorities (`queries.yearly`)."""
    published = Plan.objects.filter(
        partnership=link.partnership, stage=Plan.Stage.PUBLISHED, first_day__lte=today, last_day__gte=today
    )
    plan = published.order_by("-first_day").first()
    if plan is not None:
        _, due = year_of(plan, today)
        words = "Residents are to be asked about this year’s review of the priorities by today"
        yield DueDay(uid(f"{here} yearly {due}"), 0, due, words, False)


def _of_meeting(meeting: Meeting, here: str) -> Iterator[DueDay]:
    what = f"Public meeting: {meeting}" if meeting.published else "Public meeting"
    cancelled, version = meeting.state == Meeting.State.CANCELLED, meeting.version - 1
    yield DueDay(uid(f"{here} meeting {meeting.pk}"), version, meeting.on, what, cancelled)
    if meeting.notice_due_on is not None and meeting.state != Meeting.State.HELD:
        told = "was given" if meeting.notice_on else "is due"
        words = f"Notice {told} of the public meeting on {meeting.on:%-d %B %Y}"
        yield DueDay(uid(f"{here} notice {meeting.pk}"), version, meeting.notice_due_on, words, cancelled)
    if meeting.feedback_due_on is not None:
        words = f"Residents are to be told what came of the public meeting on {meeting.on:%-d %B %Y}"
        yield DueDay(uid(f"{here} told {meeting.pk}"), version, meeting.feedback_due_on, words, False)


def _of_consultation(held: Consultation, here: str) -> Iterator[DueDay]:
    what = f"“{held}”" if held.published else "A consultation"
    if held.closes_on is not None:
        closes = DueDay(uid(f"{here} closes {held.pk}"), held.version - 1, held.closes_on, f"{what} closes", False)
        yield closes
    if held.feedback_due_on is not None:
        words = f"“You said, we did” is due: {what if held.published else 'a consultation'}"
        yield DueDay(uid(f"{here} did {held.pk}"), held.version - 1, held.feedback_due_on, words, False)
