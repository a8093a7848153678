"""What waits in consultation: public meetings that are missing, and people who are to be told what came of it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from frankpledge.counted import counted
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation import heard, queries
from frankpledge.web.consultation.meeting import PUBLIC_KINDS
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if not viewer.may(Permission.WRITE_PLAN):
        return
    slug = viewer.partnership.slug
    for words in queries.meeting_warnings(viewer, today):
        yield Waiting(words, reverse("meetings", args=[slug]))
    for meeting in queries.meetings(viewer).filter(kind__in=PUBLIC_KINDS, on__lt=today):
        if meeting.over(today):
            yield Waiting(f"{meeting}: say how it went", meeting.get_absolute_url(), True)
        elif due := meeting.feedback_due_on:
            words = f"{meeting}: tell residents what came of it by {due:%-d %B}"
            yield Waiting(words, meeting.get_absolute_url(), due < today)
    for held in queries.consultations(viewer).filter(held_by="", we_did=""):
        if held.state(today) == "To be closed":
            yield Waiting(f"{held}: its last day is over, so close it", held.get_absolute_url(), True)
        elif held.closed_on is not None and (due := held.feedback_due_on):
            words = f"{held}: say what you did because of it by {due:%-d %B}"
            yield Waiting(words, held.get_absolute_url(), due < today)
    raised = heard.priorities(viewer).filter(neighbourhood__ended_on=None)
    late = sum(each.overdue for each in heard.standings(raised, today))
    if late:
        words = f"{counted(late, 'neighbourhood priority', 'neighbourhood priorities')}: tell residents how it goes"
        yield Waiting(words, reverse("neighbourhoods", args=[slug]), True)
