"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY
from tests.web.scoring.choosing import an_external_plan

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "alignment": EVERYBODY,
    "external_plan": EVERYBODY,
    "add_external_plan": {"cora"},
    "align_priority": {"cora"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {"external_plan_id": an_external_plan(cast).pk}
