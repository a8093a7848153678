"""The e-mail that says how much waits. It names nobody and nothing: numbers, and links to pages that ask who reads."""

from django.utils.timezone import localdate

from frankpledge.web.accountability.due import due_of
from frankpledge.web.accounts.models import Membership
from frankpledge.web.accounts.viewer import viewer_of
from frankpledge.web.mail.kinds import Kind, NoLongerNeeded


def what_is_due(membership_id: int) -> dict[str, object]:
    """As it is when the e-mail goes out; what was done meanwhile is not asked for."""
    held = Membership.objects.select_related("person", "partnership").get(pk=membership_id)
    today = localdate()
    viewer = viewer_of(held.person, held.partnership, today)
    if viewer is None:
        raise NoLongerNeeded("Who was to be asked has no access any more.")
    due = due_of(viewer, today)
    if not due.any:
        raise NoLongerNeeded("Nothing waits any more.")
    return {"partnership": held.partnership, "due": due}


LETTERS = (
    Kind(
        "accountability.due",
        "saying what is due",
        "What waits for you in the community safety partnership",
        "accountability/mail/due.txt",
        what_is_due,
    ),
)
