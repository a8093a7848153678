"""Questions about tokens and subscriptions, each asked on a viewer's behalf."""

from django.db.models import Count, OuterRef, QuerySet, Subquery

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.api.models import Delivery, Subscription, Token

MANAGE = Permission.MANAGE_CONNECTIONS


def tokens(viewer: Viewer) -> QuerySet[Token]:
    """The viewer's own tokens here, or everybody's for who manages connections; the newest first."""
    here: QuerySet[Token] = Token.objects.filter(partnership=viewer.partnership).select_related("owner", "ended_by")
    return here if viewer.may(MANAGE) else here.filter(owner=viewer.person)


def token(viewer: Viewer, pk: int) -> Token:
    """One token of the partnership; raises DoesNotExist. Who may end it, `changes` says."""
    here: QuerySet[Token] = Token.objects.filter(partnership=viewer.partnership)
    return here.get(pk=pk)


def subscriptions(viewer: Viewer) -> QuerySet[Subscription]:
    """Who is told of news here, with how many messages wait and were given up."""
    permissions.require(permissions.reason_not_to(viewer, MANAGE))
    here: QuerySet[Subscription] = Subscription.objects.filter(partnership=viewer.partnership)
    deliveries = Delivery.objects.filter(subscription=OuterRef("pk")).order_by().values("subscription")
    return here.select_related("made_by").annotate(
        waiting=Subquery(deliveries.filter(due_at__isnull=False).annotate(n=Count("pk")).values("n")),
        given_up=Subquery(deliveries.filter(given_up_at__isnull=False).annotate(n=Count("pk")).values("n")),
    )


def deliveries(viewer: Viewer, subscription: Subscription) -> QuerySet[Delivery]:
    """What it was told, the newest first, with every try."""
    permissions.require(permissions.reason_not_to(viewer, MANAGE))
    here: QuerySet[Delivery] = Delivery.objects.filter(subscription=subscription, partnership=viewer.partnership)
    return here.select_related("message__edition__assessment", "subscription").prefetch_related("attempts")
