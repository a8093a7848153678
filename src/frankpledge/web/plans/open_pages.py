"""The published plan, for anybody, and the same to print or keep."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from frankpledge.web.open_pages import OpenPage
from frankpledge.web.plans import queries


def open_pages(slug: str, now: datetime) -> Iterator[OpenPage]:
    plan = queries.published_plan(slug)
    if plan:
        yield OpenPage(str(plan), "The plan, and how it goes", reverse("published_plan", args=[slug]))
        address = reverse("published_plan_file", args=[slug, "pdf"])
        yield OpenPage(f"{plan}, as PDF", "The same plan to print or keep", address)
        address = reverse("published_plan_actions", args=[slug])
        yield OpenPage(f"{plan}, actions as CSV", "What is done and how it goes, as open data", address)
