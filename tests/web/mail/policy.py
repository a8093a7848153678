"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.mail.emails import an_email
from tests.web.parts import MANAGERS

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "mail": MANAGERS,
    "send_again": MANAGERS,
    "shown_message": MANAGERS,
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {"message_id": an_email(cast).pk}
