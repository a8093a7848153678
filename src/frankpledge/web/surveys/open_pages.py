"""Surveys that anybody may answer today, and results that were released."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from frankpledge.web.open_pages import OpenPage
from frankpledge.web.surveys import publishing_queries, queries


def open_pages(slug: str, now: datetime) -> Iterator[OpenPage]:
    today = timezone.localdate(now)
    for survey in queries.public_surveys(slug, today):
        ends = f"{survey.closes_on.day} {survey.closes_on:%B}" if survey.closes_on else ""
        address = reverse("answer_start", args=[slug, survey.slug])
        yield OpenPage(survey.title, f"A survey to answer until {ends}", address)
    for edition in publishing_queries.public(slug, now):
        address = reverse("published_survey", args=[slug, edition.survey.slug])
        yield OpenPage(edition.survey.title, "What people said", address)
