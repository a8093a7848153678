"""Grants that were put into open data, for anybody."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from frankpledge.web.funding import queries
from frankpledge.web.open_pages import OpenPage


def open_pages(slug: str, now: datetime) -> Iterator[OpenPage]:
    if queries.open_grants(slug):
        what = "Grants given, in the 360Giving shape (CSV)"
        yield OpenPage("Grants", what, reverse("public_grants", args=[slug]))
