"""Asking liaison officers, before access lapses, who still works for their agency."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Min
from django_scopes import scope

from frankpledge.web.accounts.confirming import REMIND_DAYS
from frankpledge.web.accounts.models import Membership, Partner, Partnership
from frankpledge.web.mail.outbox import put


def remind_everywhere(today: date) -> int:
    """Ask in each partnership, within its walls; returns how many e-mails were written down."""
    written = 0
    for partnership in Partnership.objects.all():
        with scope(partnership=partnership):
            written += remind(partnership, today)
    return written


@transaction.atomic
def remind(partnership: Partnership, today: date) -> int:
    """
    Write to the liaison officer of each agency whose people lose access within a fortnight, once for that date.

    An agency without one is shown on the People page to those who manage people.
    """
    soon = today + timedelta(days=REMIND_DAYS)
    lapsing = Membership.objects.live(today).filter(until_on=None, confirmed_until__lte=soon)
    firsts = dict(lapsing.order_by().values_list("agency").annotate(first=Min("confirmed_until")))
    partners = Partner.objects.filter(agency__in=firsts).exclude(liaison=None).select_related("liaison")
    written = 0
    for partner in partners.filter(liaison__is_active=True):
        assert partner.liaison
        message = put(
            "accounts.confirm_people",
            to=partner.liaison.email,
            about=partner,
            partnership=partnership,
            once=f"confirm {partner.pk} before {firsts[partner.agency_id]}",
        )
        written += message is not None
    return written
