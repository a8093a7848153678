"""The published plan, for anybody."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from frankpledge.web.open_pages import OpenPage
from frankpledge.web.plans import queries


def open_pages(slug: str, now: datetime) -> Iterator[OpenPage]:
    plan = queries.published_plan(slug)
    if plan:
        yield OpenPage(str(plan), "The plan, and how it goes", reverse("published_plan", args=[slug]))
