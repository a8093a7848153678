"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY

# The installation's own: what all partnerships on it share. Nina of the next partnership may as well.
SHARED = {
    "feeds": EVERYBODY | {"nina"},
    "feeds_catalogue": EVERYBODY | {"nina"},
    "feed": {"cora", "ana", "chris", "nina"},
    "feeds_log": {"cora", "ana", "chris", "nina"},
    "propose_feed": {"cora", "ana", "nina"},
    "describe_feed": {"cora", "ana", "nina"},
    "request_data": {"cora", "ana", "nina"},
    "purge_feeds": {"cora", "ana", "nina"},
    "load_extract": {"cora", "ana", "nina"},
    "feed_description": {"cora", "ana", "nina"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {"sender": "frankshire-police", "feed": "none"}
