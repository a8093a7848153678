"""Looks at restricted figures and profiles, one record for each view of a page."""

from collections.abc import Iterable

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.models import Assessment, Edition, Found
from frankpledge.web.audit.looks import looked


def at_findings(viewer: Viewer, assessment: Assessment, findings: Iterable[Found]) -> None:
    """The viewer is about to see these findings; recorded where any rests on restricted data."""
    keys = sorted(found.key for found in findings if found.restricted)
    if keys:
        looked(subject=assessment, by=viewer, findings=keys)


def at_profile(viewer: Viewer, profile: Assessment) -> None:
    """The viewer is about to see a profile; recorded where it is restricted."""
    if profile.restricted:
        looked(subject=profile, by=viewer)


def at_edition(viewer: Viewer, edition: Edition) -> None:
    """The viewer is about to see a signed edition whole."""
    if edition.assessment.restricted or edition.restricted:
        looked(subject=edition, by=viewer, findings=sorted(edition.restricted))
