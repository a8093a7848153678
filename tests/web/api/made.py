"""Published editions and tokens for tests: the dullest that are valid."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from frankpledge.web.api import changes
from frankpledge.web.api.models import Delivery, News, Subscription, Token
from frankpledge.web.api.news import notice
from frankpledge.web.assessments import living, signing
from frankpledge.web.assessments.models import Assessment, Edition
from tests.web.assessments import drafts
from tests.web.cast import Cast

TABLE = {
    "caption": "By year",
    "columns": ["year", "count"],
    "labels": ["Year", "Crimes"],
    "units": ["text", "count"],
    "rows": [["2024", 300], ["2025", None], ["=2026", "[c]"]],
}


def draft(cast: Cast, *, count: int = 271) -> Assessment:
    """An assessment with two findings, one of them with a table, and words about it."""
    begun = drafts.a_draft(cast)
    compute(begun, count)
    living.write(assessment=begun, about="burglary", text="A hard winter.", based_on=0, by=cast.viewer("ana"))
    begun.refresh_from_db()
    return begun


def compute(begun: Assessment, count: int) -> None:
    data, html = drafts.finding("burglary", count)
    drafts.compute(begun, ({**data, "table": TABLE}, html), drafts.finding("robbery", 12, kind="trend"))


def publish(cast: Cast, begun: Assessment, *, ago: timedelta = timedelta(minutes=1)) -> Edition:
    """A signed edition of it, released by two people, public since a minute ago."""
    begun.refresh_from_db()
    edition = signing.sign(assessment=begun, by=cast.viewer("chris"))
    return release(cast, edition, ago=ago)


def release(cast: Cast, edition: Edition, *, ago: timedelta = timedelta(minutes=1)) -> Edition:
    signing.ask_for_release(edition=edition, public_from=timezone.now() - ago, by=cast.viewer("cora"))
    return signing.release(edition=edition, by=cast.viewer("chris"))


def token(cast: Cast, who: str, *scopes: str, days: int = 30, partnership: str = "castermouth") -> str:
    """The secret of a token for this person."""
    by = cast.viewer(who, partnership)
    return changes.make_token(name="Dashboard", scopes=scopes or ("assessments",), lasts=timedelta(days=days), by=by)


def program(secret: str | None = None) -> Client:
    """A program that asks, with a token or without."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client(SERVER_NAME="127.0.0.1", headers=headers)


def subscription(cast: Cast, address: str = "https://hooks.example.org/csp", *news: str) -> Subscription:
    """Another system that is told."""
    return changes.subscribe(address=address, news=news or tuple(News.values), by=cast.viewer("ada"))[0]


def connected(cast: Cast, edition: Edition) -> dict[str, object]:
    """What addresses of connections ask for: a token of the lead's, and a system that was told of the edition."""
    secret_of_lea = token(cast, "lea")
    told = subscription(cast)
    release(cast, edition)
    notice(timezone.now())
    return {
        "token_id": Token.objects.get(begins=secret_of_lea[:8]).pk,
        "subscription_id": told.pk,
        "delivery_id": Delivery.objects.filter(subscription=told).earliest("pk").pk,
        "edition_id": edition.pk,
        "finding_id": "burglary",
        "rest": "none",
    }
