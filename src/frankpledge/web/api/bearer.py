"""From a token to the person it acts for, and no more than that person may do at this moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from ninja.security import HttpBearer

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.links import fingerprint
from frankpledge.web.accounts.middleware import Asked, needs_second_factor, viewer_in
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.second_factor import has_second_factor
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.api.models import Token
from frankpledge.web.api.scopes import SCOPES, permissions_of

NOTED_EVERY = timedelta(minutes=1)  # how finely "last used" is kept: a write for each use would cost more than reading


@dataclass(frozen=True)
class Acting:
    """A token at work: `viewer` is its owner, allowed no more than the token's scopes."""

    token: Token
    viewer: Viewer

    def may(self, code: str) -> bool:
        return code in self.token.scopes and self.viewer.may(SCOPES[code].permission)

    def require(self, code: str) -> None:
        """Raise NotAllowed, saying why, where the token or its owner may not."""
        if code not in self.token.scopes:
            raise NotAllowed(f"This token was not made to {SCOPES[code].words}. Make one with the scope “{code}”.")
        permissions.require(permissions.reason_not_to(self.viewer, SCOPES[code].permission))


def acting(secret: str, asked: Asked, now: datetime) -> Acting | None:
    """
    Whom the secret acts for today; None where it acts for nobody: unknown, ended, run out, or its owner's access gone.

    Which of these it is, is not told: whoever holds a dead token learns nothing from it.
    """
    with scopes_disabled():
        open_ones = Token.objects.open(now).select_related("owner", "partnership")
        token = open_ones.filter(fingerprint=fingerprint(secret)).first()
    if token is None:
        return None
    viewer = viewer_in(token.owner, token.partnership, asked.today)
    if viewer is None or not {membership.pk for membership in viewer.memberships} & set(token.memberships):
        return None
    if needs_second_factor(viewer) and not has_second_factor(viewer.person):
        return None
    return Acting(token, viewer.within(permissions_of(token.scopes)))


class MemberToken(HttpBearer):
    """A member's token, as `Authorization: Bearer …`. What is asked with it is asked in its partnership's scope."""

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        asked: Asked = request  # type: ignore[assignment]  # the middleware has made it one
        now = timezone.now()
        found = acting(token, asked, now)
        if found is None:
            return None
        asked.scope.enter_context(scope(partnership=found.viewer.partnership))
        used = found.token.used_at
        if used is None or now - used >= NOTED_EVERY:
            Token.objects.filter(pk=found.token.pk).update(used_at=now)
        return found
