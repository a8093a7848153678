"""How priorities were chosen, for anybody."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from frankpledge.web.open_pages import OpenPage
from frankpledge.web.scoring import queries


def open_pages(slug: str, now: datetime) -> Iterator[OpenPage]:
    address = reverse("published_choosing", args=[slug])
    for each in queries.published(slug):
        yield OpenPage(str(each.exercise), "How the priorities were chosen", f"{address}?of={each.exercise_id}")
