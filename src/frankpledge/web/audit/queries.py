"""Questions about the record, asked on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.models import AuditEvent


def events(viewer: Viewer) -> QuerySet[AuditEvent]:
    """The partnership's record, newest first; raises NotAllowed for somebody who may not read it."""
    permissions.require(permissions.reason_not_to(viewer, Permission.SEE_AUDIT))
    return AuditEvent.objects.filter(chain=viewer.partnership.pk).select_related("person").order_by("-sequence")
