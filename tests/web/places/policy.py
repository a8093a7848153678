"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, WRITERS
from tests.web.places.drafts import an_area, some_premises

# Open to anybody, and why.
PUBLIC = {
    "public_premises": "what a partnership shows to anybody",
}
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "places": EVERYBODY,
    "own_area": EVERYBODY,
    "area_boundary": EVERYBODY,
    "premises_page": EVERYBODY,
    "area_paper": WRITERS,
    "new_area": WRITERS,
    "new_extent": WRITERS,
    "end_area": WRITERS,
    "new_premises": WRITERS,
    "change_premises": WRITERS,
    "new_condition": WRITERS,
    "end_condition": WRITERS,
    "publish_premises": {"cora", "chris"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    premises = some_premises(cast)
    return {
        "area_id": an_area(cast).pk,
        "premises_id": premises.pk,
        "condition_id": premises.conditions.get().pk,
    }
