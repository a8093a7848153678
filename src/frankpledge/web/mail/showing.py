"""
What an e-mail of a demonstration would say. Nobody is written to there, so that this page is the only place to see it.

The text is made anew for whoever looks, and whatever making it changed is taken back at once: a link in it never
worked, and every link is left out besides. It is kept nowhere and logged nowhere.
"""

import re

from django.db import transaction
from django.template.loader import render_to_string

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.mail.kinds import kind_of
from frankpledge.web.mail.models import Message

NOWHERE = "https://nowhere.invalid"
LINK = re.compile(r"https?://\S+")
LEFT_OUT = "[a link, left out here]"


def reason_not_to_read(viewer: Viewer, message: Message) -> str:
    """Why `viewer` may not read this e-mail's text, in words for them to read; else ""."""
    if reason := permissions.reason_not_to(viewer, Permission.MANAGE_PEOPLE):
        return reason
    if message.state != Message.State.SHOWN:
        return "What an e-mail said is not kept."
    kept_from = kind_of(message.kind).kept_from
    if kept_from and kept_from(message.about, viewer):
        return "It speaks of something that is kept to a group in which you are not."
    return ""


def text(viewer: Viewer, message: Message) -> str:
    """Its text as it would go out today, without links. Raises NotAllowed, and NoLongerNeeded where it would not."""
    if reason := reason_not_to_read(viewer, message):
        raise NotAllowed(reason)
    kind = kind_of(message.kind)
    with transaction.atomic():
        said = render_to_string(kind.template, {**kind.values(message.about), "address": NOWHERE})
        transaction.set_rollback(True)
    return LINK.sub(LEFT_OUT, said).strip()
