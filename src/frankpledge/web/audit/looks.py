"""Looks at what is restricted, recorded one for each view of a page."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from frankpledge.web.audit.record import record

if TYPE_CHECKING:
    from frankpledge.web.accounts.viewer import Viewer


class Event(models.TextChoices):
    LOOKED = "audit.looked", "looked at something restricted"


@transaction.atomic
def looked(*, subject: models.Model, by: "Viewer", **detail: Any) -> None:
    """
    Record that `by` was shown something restricted, before it is shown: a look that cannot be recorded is refused.

    `detail` says which part in codes and counts, such as the keys of findings; never what was in it.
    """
    record(Event.LOOKED, subject=subject, by=by, **detail)
