"""What has happened that other systems are told of, noticed from the state of the editions."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from frankpledge.web.api.models import Delivery, Message, News, Subscription
from frankpledge.web.assessments.models import Correction, Edition

LATEST = timedelta(days=7)  # what happened longer ago, while no worker ran, is no longer news
Happening = tuple[Edition, News, datetime]


def notice(now: datetime) -> int:
    """
    Write down what happened in the partnership in scope since it was last looked, and whom to tell; returns how many
    messages are new.

    It is worked out from what is so, not from calls made when it became so: nothing is missed while a worker was
    down, and nothing is told twice, because the same happening has the same row.
    """
    found = [*_released(now), *_published(now), *_corrected(now), *_taken_back()]
    return sum(_write(edition, kind, at) for edition, kind, at in found)


def _released(now: datetime) -> Iterator[Happening]:
    told = Message.objects.filter(edition=OuterRef("pk"), kind=News.RELEASED, happened_at=OuterRef("released_at"))
    for edition in _editions().filter(released_at__gt=now - LATEST).exclude(Exists(told)):
        assert edition.released_at
        yield edition, News.RELEASED, edition.released_at


def _published(now: datetime) -> Iterator[Happening]:
    """Those whose day has come."""
    told = Message.objects.filter(edition=OuterRef("pk"), kind=News.PUBLISHED, happened_at__gte=OuterRef("released_at"))
    new = _editions().filter(
        Q(public_from__gt=now - LATEST) | Q(released_at__gt=now - LATEST),
        public_from__lte=now,
        released_at__isnull=False,
    )
    for edition in new.exclude(Exists(told)):
        assert edition.released_at
        assert edition.public_from
        yield edition, News.PUBLISHED, max(edition.released_at, edition.public_from)


def _corrected(now: datetime) -> Iterator[Happening]:
    """Mistakes that were told."""
    told = Message.objects.filter(edition=OuterRef("edition"), kind=News.CORRECTED, happened_at=OuterRef("at"))
    new = Correction.objects.filter(at__gt=now - LATEST).exclude(Exists(told))
    for correction in new.select_related("edition__partnership", "edition__assessment"):
        yield correction.edition, News.CORRECTED, correction.at


def _taken_back() -> Iterator[Happening]:
    """Releases that were told of and are no longer so; the time is that of the release."""
    told = Message.objects.filter(
        edition=OuterRef("edition"), kind=News.TAKEN_BACK, happened_at=OuterRef("happened_at")
    )
    undone = Q(edition__released_at=None) | ~Q(edition__released_at=F("happened_at"))
    messages = Message.objects.filter(undone, kind=News.RELEASED).exclude(Exists(told))
    for message in messages.select_related("edition__partnership", "edition__assessment"):
        yield message.edition, News.TAKEN_BACK, message.happened_at


def _editions() -> QuerySet[Edition]:
    found: QuerySet[Edition] = Edition.objects.select_related("partnership", "assessment")
    return found.defer("content", "html", "open_html")


def _write(edition: Edition, kind: News, at: datetime) -> bool:
    """The message, and a delivery for each who is to be told; False where another worker has written it meanwhile."""
    with transaction.atomic():
        message, new = Message.objects.get_or_create(
            edition=edition,
            kind=kind,
            happened_at=at,
            defaults={"partnership": edition.partnership, "body": body(edition, kind, at)},
        )
        if new:
            # Whoever subscribed later is not told of what was before.
            for subscription in Subscription.objects.filter(ended_at=None, made_at__lte=at):
                if kind in subscription.news:
                    Delivery.objects.create(
                        partnership=edition.partnership, subscription=subscription, message=message, due_at=at
                    )
    return new


def body(edition: Edition, kind: News, at: datetime) -> str:
    """What is sent: which edition, and where to read it. No title, name or words that people wrote are in it."""
    data = {
        "partnership": edition.partnership.slug,
        "edition": edition.pk,
        "assessment": edition.assessment_id,
        "kind": edition.assessment.kind,
        "number": edition.number,
        "area": edition.assessment.area_code,
        "first_month": str(edition.assessment.first),
        "last_month": str(edition.assessment.last),
        "sha256": edition.digest,
        "address": settings.ADDRESS + reverse("v1:api_published_edition", args=[edition.pk]),
    }
    if edition.public_from and kind != News.TAKEN_BACK:
        data["public_from"] = edition.public_from.astimezone(UTC).isoformat()
    said = {"type": str(kind.value), "timestamp": at.astimezone(UTC).isoformat(), "data": data}
    return json.dumps(said, separators=(",", ":"))
