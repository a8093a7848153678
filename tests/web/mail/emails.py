"""E-mails for tests."""

from typing import Any

from django_scopes import scope

from frankpledge.web.mail.models import Message
from tests.web.cast import Cast


def an_email(cast: Cast, partnership: str = "castermouth", **facts: Any) -> Message:
    """An e-mail to the partnership's fire lead, uncertain unless said otherwise, about a person."""
    place = cast.partnerships[partnership]
    said = {
        "kind": "accounts.password_reset",
        "recipient": "lea@example.org",
        "about": cast.people["lea"].pk,
        "state": Message.State.UNCERTAIN,
    }
    with scope(partnership=place):
        return Message.objects.create(partnership=place, **{**said, **facts})
