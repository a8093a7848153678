"""Looks at restricted figures and profiles, one record for each view of a page."""

from collections.abc import Iterable

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.models import Assessment, Edition, Found
from frankpledge.web.audit.looks import looked
from frankpledge.web.citations.queries import Link


def at_assessment(
    viewer: Viewer, assessment: Assessment, findings: Iterable[Found] = (), links: Iterable[Link] = ()
) -> None:
    """
    The viewer is about to see these findings, and links to other things; recorded where any of it is restricted, or
    the whole is a restricted profile.
    """
    keys = sorted(found.key for found in findings if found.restricted)
    things = sorted({f"{link.thing.kind} {link.thing.id}" for link in links if link.thing and link.thing.restricted})
    if keys or things or assessment.restricted:
        looked(subject=assessment, by=viewer, findings=keys, things=things)


def at_edition(viewer: Viewer, edition: Edition) -> None:
    """The viewer is about to see a signed edition; recorded where any of what they see of it is restricted."""
    if viewer.may(Permission.SEE_RESTRICTED) and (edition.assessment.restricted or edition.restricted):
        looked(subject=edition, by=viewer, findings=sorted(edition.restricted))
