"""How every change of this app is kept: checked whole, saved, and recorded in the caller's transaction."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.consultation.events import Event
from frankpledge.web.consultation.permissions import Publishable, reason_not_to_publish

Held = TypeVar("Held", bound=models.Model)


class ChangedMeanwhile(ValidationError):
    """Somebody else changed this after the page was opened; nothing was saved."""


def keep(held: Held, event: Event, by: Viewer, *, subject: models.Model | None = None, **detail: Any) -> Held:
    """Check and save, and record it of `subject`, or of what is saved. Raises ValidationError."""
    held.full_clean()
    held.save()
    record(event, subject=subject or held, by=by, **detail)
    return held


def put(held: Held, facts: dict[str, Any]) -> None:
    """Set these fields; words without the blanks around them."""
    for name, value in facts.items():
        setattr(held, name, value.strip() if isinstance(value, str) else value)


def same_version(held: Any, version: int) -> None:
    """Stop where another change came first, and count this one; raises ChangedMeanwhile."""
    if held.version != version:
        raise ChangedMeanwhile("Somebody changed this while the page was open. Look again.")
    held.version += 1


@transaction.atomic
def publish(*, held: Publishable, public: bool, by: Viewer) -> None:
    """Show it to anybody, or take it back."""
    permissions.require(reason_not_to_publish(by))
    held.published = public
    held.save(update_fields=["published"])
    record(Event.PUBLISHED if public else Event.UNPUBLISHED, subject=held, by=by)
