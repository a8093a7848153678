"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY

# The installation's own: what all partnerships on it share. Nina of the next partnership may as well.
SHARED = {
    "holdings": EVERYBODY | {"nina"},
    "rows": EVERYBODY | {"nina"},
    "rows_csv": EVERYBODY | {"nina"},
    "load": {"cora", "ana", "nina"},
    "loading": {"cora", "ana", "nina"},
    "rejected": {"cora", "ana", "nina"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {"job_id": "none", "period": "none", "map_id": "none"}
