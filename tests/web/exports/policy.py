"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, MANAGERS

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "exports": EVERYBODY,
    "export": EVERYBODY,  # those made by others are not there
    "export_file": EVERYBODY,
    "destroy_export": EVERYBODY,
    "new_export": MANAGERS,  # of the people, whose list is tried
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {"export_id": 0, "kind": "people", "of": "all", "way": "list"}
