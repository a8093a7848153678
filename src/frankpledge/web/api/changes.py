"""Every change to tokens and subscriptions: checked, made and recorded in one transaction."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.links import fingerprint
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.api.events import Event
from frankpledge.web.api.models import Delivery, News, Subscription, Token
from frankpledge.web.api.scopes import SCOPES, open_to
from frankpledge.web.api.signing import new_salt, secret_of
from frankpledge.web.api.whereto import reason_not_to_send
from frankpledge.web.audit.record import record

LONGEST = timedelta(days=366)
BEGINS = "fpt_"  # so that people, and programs that look for lost secrets, know it for what it is
MANAGE = Permission.MANAGE_CONNECTIONS


@transaction.atomic
def make_token(*, name: str, scopes: Collection[str], lasts: timedelta, by: Viewer) -> str:
    """Make a token for `by`'s own programs; returns its secret, which is kept nowhere."""
    usable = {scope.code for scope in open_to(by)}
    if not scopes or not set(scopes) <= usable:
        raise ValidationError("Choose what it may be used for, from what you may do yourself.")
    if not timedelta(0) < lasts <= LONGEST:
        raise ValidationError("A token lasts for a year at most.")
    secret = f"{BEGINS}{secrets.token_urlsafe(32)}"
    token = Token(
        partnership=by.partnership,
        owner=by.person,
        name=name.strip(),
        fingerprint=fingerprint(secret),
        begins=secret[:8],
        scopes=[code for code in SCOPES if code in scopes],
        memberships=[membership.pk for membership in by.memberships],
        expires_at=timezone.now() + lasts,
    )
    token.full_clean(exclude=["memberships"])
    token.save()
    record(Event.TOKEN_MADE, subject=token, by=by, scopes=token.scopes, expires_at=token.expires_at.isoformat())
    return secret


def reason_not_to_end(viewer: Viewer, token: Token) -> str:
    """Why `viewer` may not end this token, in words for them to read; else ""."""
    return "" if token.owner_id == viewer.person.pk else permissions.reason_not_to(viewer, MANAGE)


@transaction.atomic
def end_token(*, token: Token, by: Viewer) -> Token:
    """End a token at once and for good: one's own, or anybody's for who manages connections."""
    permissions.require(reason_not_to_end(by, token))
    if token.ended_at is None:
        token.ended_at, token.ended_by = timezone.now(), by.person
        token.save(update_fields=["ended_at", "ended_by"])
        record(Event.TOKEN_ENDED, subject=token, by=by)
    return token


@transaction.atomic
def subscribe(*, address: str, news: Collection[str], by: Viewer) -> tuple[Subscription, str]:
    """Have another system told; returns its secret too, to be shown once."""
    permissions.require(permissions.reason_not_to(by, MANAGE))
    reason = reason_not_to_send(address)
    if reason:
        raise ValidationError({"address": reason})
    if not news or not set(news) <= set(News.values):
        raise ValidationError({"news": "Choose what it is told of."})
    subscription = Subscription(
        partnership=by.partnership,
        address=address,
        news=[kind for kind in News.values if kind in news],
        salt=new_salt(),
        made_by=by.person,
        made_at=timezone.now(),
    )
    subscription.full_clean()
    subscription.save()
    # Such an address is often a secret itself, and the record is never cleaned.
    record(Event.SUBSCRIBED, subject=subscription, by=by, host=urlsplit(address).hostname, news=subscription.news)
    return subscription, secret_of(subscription)


@transaction.atomic
def change_secret(*, subscription: Subscription, by: Viewer) -> str:
    """Give it a new secret; what is sent from now on is signed with that."""
    permissions.require(permissions.reason_not_to(by, MANAGE))
    subscription.salt = new_salt()
    subscription.save(update_fields=["salt"])
    record(Event.SECRET_CHANGED, subject=subscription, by=by)
    return secret_of(subscription)


@transaction.atomic
def unsubscribe(*, subscription: Subscription, by: Viewer) -> Subscription:
    """Tell it nothing more, not even what is waiting."""
    permissions.require(permissions.reason_not_to(by, MANAGE))
    if subscription.ended_at is None:
        subscription.ended_at = timezone.now()
        subscription.save(update_fields=["ended_at"])
        waiting = Delivery.objects.filter(subscription=subscription, due_at__isnull=False)
        waiting.update(due_at=None, given_up_at=subscription.ended_at)
        record(Event.UNSUBSCRIBED, subject=subscription, by=by)
    return subscription


def reason_not_to_replay(viewer: Viewer, delivery: Delivery) -> str:
    """Why `viewer` may not have this message sent again, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, MANAGE)
    if reason:
        return reason
    return "This address is no longer told anything." if delivery.subscription.ended_at else ""


@transaction.atomic
def replay(*, delivery: Delivery, by: Viewer) -> Delivery:
    """Send a message again, whatever became of it: the same words under the same number, signed anew."""
    permissions.require(reason_not_to_replay(by, delivery))
    delivery.due_at, delivery.tried, delivery.given_up_at = timezone.now(), 0, None
    delivery.save(update_fields=["due_at", "tried", "given_up_at"])
    record(Event.REPLAYED, subject=delivery, by=by)
    return delivery
