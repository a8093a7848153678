"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.duties.records import a_record
from tests.web.parts import EVERYBODY

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "duties": EVERYBODY,
    "write_duty_down": {"cora"},
    "withdraw_duty": {"cora"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {"duty_code": "public-meeting", "record_id": a_record(cast).pk}
