"""Consultations, meetings and what came of them, for anybody."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from frankpledge.web.consultation import public_queries
from frankpledge.web.open_pages import OpenPage


def open_pages(slug: str, now: datetime) -> Iterator[OpenPage]:
    if public_queries.everything(slug, timezone.localdate(now)):
        what = "Who is being asked, meetings, and what neighbourhoods want done"
        yield OpenPage("Have your say", what, reverse("public_consultations", args=[slug]))
