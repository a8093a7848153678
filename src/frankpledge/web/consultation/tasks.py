"""What the worker does once a day."""

from django.utils.timezone import localdate

from frankpledge.web.consultation import lived_changes


def erase_accounts() -> int:
    """Erase accounts of lived experience whose consent has ended; how many."""
    return lived_changes.erase_ended(localdate())
