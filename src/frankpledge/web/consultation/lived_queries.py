"""
Accounts of lived experience, on behalf of those who may read them.

Lists hold no word of what was told; `read` gives the words of one, records the look first, and refuses where consent
does not stand.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.looks import looked
from frankpledge.web.citations import queries as citations
from frankpledge.web.consultation.models import LivedAccount, LivedQuote
from frankpledge.web.consultation.permissions import reason_not_to_read_accounts

QUOTE = "lived-quote"
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Used:
    """A quote, and what was said to rest on it."""

    quote: LivedQuote
    links: list[citations.Link]


def accounts(viewer: Viewer) -> QuerySet[LivedAccount]:
    """Every account without its words, erased ones too. Raises NotAllowed."""
    permissions.require(reason_not_to_read_accounts(viewer))
    mine: QuerySet[LivedAccount] = LivedAccount.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "heard_by", "kept_by").defer("text")


def read(viewer: Viewer, account: LivedAccount, today: date) -> str:
    """What was told; "" where consent does not stand. Who read it is recorded first. Raises NotAllowed."""
    permissions.require(reason_not_to_read_accounts(viewer))
    if not account.stands(today):
        return ""
    looked(subject=account, by=viewer)
    return account.text


def used(viewer: Viewer, account: LivedAccount) -> list[Used]:
    """Every quote that was picked, with what rests on it: what is to be looked at again when consent goes."""
    permissions.require(reason_not_to_read_accounts(viewer))
    picked = LivedQuote.objects.filter(partnership=viewer.partnership, account=account).select_related("account")
    links = citations.cited_by(viewer, QUOTE, [str(each.pk) for each in picked])
    return [Used(each, links.get(str(each.pk), [])) for each in picked]


def quotes(viewer: Viewer, today: date) -> QuerySet[LivedQuote]:
    """The quotes that may be quoted today, for those who may read accounts; none for others."""
    mine: QuerySet[LivedQuote] = LivedQuote.objects.filter(partnership=viewer.partnership)
    if reason_not_to_read_accounts(viewer):
        return mine.none()
    standing = mine.filter(account__erased_on=None, account__given_on__lte=today, account__ends_on__gte=today)
    return standing.exclude(text="").select_related("account__partnership")
