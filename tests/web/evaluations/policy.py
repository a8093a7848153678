"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from frankpledge.web.plans.models import Action
from tests.web.cast import Cast
from tests.web.evaluations.evaluated import a_place
from tests.web.parts import EVERYBODY

AFTER = ("plans",)  # whose action this is about
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "evaluations": EVERYBODY,
    "evaluation": EVERYBODY,
    "say_where": {"cora"},
    "end_evaluation": {"cora"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: the plan's action has a place."""
    a_place(cast, Action.objects.get())
    return {}
