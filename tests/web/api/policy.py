"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.api import made
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, MANAGERS

# Open to anybody, and why.
PUBLIC = {
    "api": "tells people how programs ask",
    "api_not_there": "says that there is no such address",
    "openapi-json": "tells programs how they ask",
    **dict.fromkeys(
        (
            f"api_published_{what}"
            for what in (
                "partnerships",
                "editions",
                "edition",
                "findings",
                "finding",
                "table",
                "table_csv",
                "dictionary",
                "corrections",
            )
        ),
        "what a partnership has released",
    ),
}
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "connections": EVERYBODY,
    "new_token": EVERYBODY,
    "end_token": MANAGERS | {"lea"},  # whose token it is
    "subscribe": MANAGERS,
    "deliveries": MANAGERS,
    "change_secret": MANAGERS,
    "unsubscribe": MANAGERS,
    "replay": MANAGERS,
}
# With a token of one's own, made for all that one may. Others get 404 for what is Castermouth's, 401 without a token.
TOKEN = {
    "api_token": EVERYBODY | {"nina"},
    "api_assessments": EVERYBODY | {"nina"},  # those of their own partnership
    "api_assessment": EVERYBODY,
    "api_findings": EVERYBODY,
    "api_finding": EVERYBODY,
    "api_table": EVERYBODY,
    "api_editions": EVERYBODY,
    "api_edition": EVERYBODY,
    "api_edition_findings": EVERYBODY,
    "api_rows": EVERYBODY | {"nina"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return made.connected(cast, edition)
