"""Reasons that the record keeps back from readers who may not see what they are about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.models import AuditEvent

Question = Callable[[Viewer, Collection[int]], Collection[int]]
_asked: dict[str, Question] = {}


def register(subject: str, seen: Question) -> None:
    """For things of this label: which of some numbers a viewer may see. Called once, when the app is ready."""
    _asked[subject] = seen


def kept_back(viewer: Viewer, events: Iterable[AuditEvent]) -> set[int]:
    """The sequence numbers of the events whose reason this viewer may not read, in one question for each sort of thing."""
    about: dict[str, dict[int, int]] = defaultdict(dict)
    for event in events:
        if event.reason and event.subject in _asked and event.subject_id.isdecimal():
            about[event.subject][event.sequence] = int(event.subject_id)
    kept: set[int] = set()
    for subject, numbers in about.items():
        seen = set(_asked[subject](viewer, set(numbers.values())))
        kept |= {sequence for sequence, number in numbers.items() if number not in seen}
    return kept
