"""Questions that anybody may ask: about what partnerships have published, and nothing else."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest
from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.assessments.models import Edition

BIG = ("content", "html", "open_html")  # not fetched for a list


def partnerships(now: datetime, *, start: int, size: int) -> tuple[list[Partnership], int]:
    """Those that have published something, by name, and how many there are."""
    with scopes_disabled():
        found = Partnership.objects.filter(pk__in=_public(now).values("partnership")).order_by("name")
        return list(found[start : start + size]), found.count()


def editions(now: datetime, *, slug: str, start: int, size: int) -> tuple[list[Edition], int]:
    """Published editions, the newest first, of one partnership or of all, and how many there are."""
    with scopes_disabled():
        found = _public(now)
        if slug:
            found = found.filter(partnership__slug=slug)
        lines = _with_newest(found, now).order_by("-public_from", "-pk").defer(*BIG)
        return list(lines[start : start + size]), found.count()


def edition(pk: int, now: datetime) -> Edition:
    """One published edition; raises DoesNotExist, also for one that is not public yet, or no longer."""
    with scopes_disabled():
        return _with_newest(_public(now), now).get(pk=pk)


def line_of(chosen: Edition, now: datetime) -> list[Edition]:
    """The published editions of the same assessment up to this one, oldest first."""
    with scopes_disabled():
        return list(_public(now).filter(assessment=chosen.assessment_id, number__lte=chosen.number).order_by("number"))


def _public(now: datetime) -> QuerySet[Edition]:
    shown = Edition.objects.filter(may_be_public(), released_at__isnull=False, public_from__lte=now)
    found: QuerySet[Edition] = shown
    return found


def _with_newest(found: QuerySet[Edition], now: datetime) -> QuerySet[Edition]:
    """With `newest`, the number in our books of the newest of the same assessment, and since when that is public."""
    same = _public(now).filter(assessment=OuterRef("assessment")).order_by("-number")
    since = Greatest("released_at", "public_from")
    return found.select_related("assessment", "partnership").annotate(
        newest=Subquery(same.values("pk")[:1]),
        newest_since=Subquery(same.annotate(since=since).values("since")[:1]),
    )
