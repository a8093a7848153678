"""
Which partnership a feed belongs to: the one that described it. All partnerships here share the archive, and with it what
feeds bring; the terms, the log and what is past retention are its own partnership's alone to deal with.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from frankpledge.archive import feeds as remembered
from frankpledge.archive.archive import Archive
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer

NOT_OURS = (
    "This feed belongs to another partnership that works here. If you have a role there, go there first, and come back."
)
INSTALLED = (
    "This feed was described on the command line, and several partnerships work here. It is dealt with on the command "
    "line, where it can also be given to one of them: frankpledge feed add FILE --partnership NAME."
)


@dataclass(frozen=True)
class Owners:
    """`by_feed` are partnerships' address names by feed; a feed of nobody's is its, where just one works here."""

    by_feed: dict[str, str]
    one_partnership: bool
    feeds: tuple[str, ...] = ()  # every one that is remembered

    def has(self, viewer: Viewer, feed: str) -> bool:
        return not self.reason_not_ours(viewer, feed)

    def reason_not_ours(self, viewer: Viewer, feed: str) -> str:
        """Why `viewer` may not deal with this feed, in words for them to read; else ""."""
        owner = self.by_feed.get(feed)
        if owner is None:
            return "" if self.one_partnership else INSTALLED
        return "" if owner == viewer.partnership.slug else NOT_OURS

    def others(self, viewer: Viewer) -> dict[str, str]:
        """The feeds that `viewer` may not deal with, each with the reason."""
        reasons = {feed: self.reason_not_ours(viewer, feed) for feed in self.feeds}
        return {feed: why for feed, why in reasons.items() if why}


def owners(archive: Path) -> Owners:
    """As the feeds' log has it."""
    working = Partnership.objects.all()
    if not settings.DEMONSTRATION:
        working = working.filter(demonstration=False)  # invented people are let into nothing here
    there = Archive(archive)
    return Owners(remembered.owners(there), working.count() == 1, remembered.keys(there))
