"""Premises that a partnership shows, for anybody."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from frankpledge.web.open_pages import OpenPage
from frankpledge.web.places import queries


def open_pages(slug: str, now: datetime) -> Iterator[OpenPage]:
    found = queries.public_premises(slug, timezone.localdate(now))
    if found and found[1]:
        yield OpenPage("Premises", "Places with conditions, such as licences", reverse("public_premises", args=[slug]))
