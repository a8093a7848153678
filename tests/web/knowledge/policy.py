"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from frankpledge.web.knowledge import changes
from frankpledge.web.knowledge.models import KnowledgeGap
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, WRITERS

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "knowledge": EVERYBODY,
    "known_list": EVERYBODY,
    "known": EVERYBODY,
    "add_known": WRITERS,  # a knowledge gap's, as is tried
    "change_known": WRITERS,
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    gap = changes.add(thing=KnowledgeGap(question="Why?", matters="It grows."), by=cast.viewer("ana"))
    return {"sort": "knowledge-gap", "known_id": gap.pk}
