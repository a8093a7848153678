"""What measures say on the page of an action: those that it is meant to move."""

from collections.abc import Collection

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations.beside import Note
from frankpledge.web.measures import queries
from frankpledge.web.measures.models import MeasuredAction

HEADING = "Measures that it is meant to move"


def notes(viewer: Viewer, actions: Collection[int]) -> dict[int, list[Note]]:
    """In two questions. Where each stands is on its own page, which says by what."""
    linked = MeasuredAction.objects.filter(partnership=viewer.partnership, action__in=actions)
    pairs = list(linked.values_list("action", "measure"))
    shown = queries.measures(viewer).filter(pk__in={measure for _, measure in pairs}, retired_on=None)
    by_pk = shown.in_bulk() if pairs else {}
    found: dict[int, list[Note]] = {}
    for action, measure in pairs:
        if measure in by_pk:
            found.setdefault(action, []).append(Note(str(by_pk[measure]), by_pk[measure].get_absolute_url()))
    return found
