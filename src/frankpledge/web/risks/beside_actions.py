"""What the register says on the page of an action: the risks that bear on it."""

from collections.abc import Collection

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations.beside import Note
from frankpledge.web.risks import queries
from frankpledge.web.risks.models import RiskLink, Scoring

HEADING = "Risks that bear on it"


def notes(viewer: Viewer, actions: Collection[int]) -> dict[int, list[Note]]:
    """In two questions; closed risks are left out."""
    mine = RiskLink.objects.filter(partnership=viewer.partnership, action__in=actions, risk__closed_on=None)
    links = list(mine.select_related("risk__partnership").order_by("risk__number"))
    newest = queries.newest(viewer, {link.risk for link in links}, None) if links else {}
    found: dict[int, list[Note]] = {}
    for link in links:
        scoring = newest.get((link.risk_id, Scoring.Kind.CURRENT))
        level = scoring.level if scoring else None
        found.setdefault(link.action_id or 0, []).append(
            Note(
                str(link.risk),
                link.risk.get_absolute_url(),
                tag=f"{level.shape} {level.word}" if level else "not scored",
                colour=level.colour if level else "grey",
            )
        )
    return found
