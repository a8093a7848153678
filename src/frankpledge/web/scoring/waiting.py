"""What waits in choosing: scores that the viewer was asked for."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.scoring.models import Exercise, Panellist
from frankpledge.web.waiting import Waiting

ROUNDS = ((Exercise.Stage.FIRST, 1), (Exercise.Stage.SECOND, 2))


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    mine = Panellist.objects.filter(partnership=viewer.partnership, person=viewer.person, left_on=None)
    for stage, number in ROUNDS:
        for place in mine.filter(exercise__stage=stage, finished__lt=number).select_related("exercise"):
            chosen = place.exercise
            by = f" by {chosen.score_by.day} {chosen.score_by:%B}" if chosen.score_by else ""
            address = reverse("score_themes", args=[viewer.partnership.slug, chosen.pk])
            late = bool(chosen.score_by and chosen.score_by < today)
            yield Waiting(f"{chosen}: you are asked for your scores{by}", address, late)
