"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY
from tests.web.risks.risks import a_whole_register

AFTER = ("plans",)  # whose actions these are about
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "risks": EVERYBODY,
    "risk": EVERYBODY,
    "heat_map": EVERYBODY,
    "escalated_risks": EVERYBODY,
    "risk_scale": {"cora"},
    "add_risk": {"cora"},
    "import_risks": {"cora"},
    "risk_list": {"cora"},
    "take_in_risks": {"cora"},
    "take_back_risks": {"cora"},
    "change_risk": {"cora"},
    "score_risk": {"cora"},
    "review_risk": {"cora"},
    "link_risk": {"cora"},
    "unlink_risk": {"cora"},
    "close_risk": {"cora"},
    "open_risk_again": {"cora"},
    "escalate_risk": {"cora"},
    "take_risk_back": {"cora"},
    "answer_escalated": {"cora"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return a_whole_register(cast)
