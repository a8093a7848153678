"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, WRITERS
from tests.web.questions.drafts import a_question

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "questions": EVERYBODY,
    "question": EVERYBODY,
    "answer": EVERYBODY,
    "answer_csv": EVERYBODY,
    "ask_question": WRITERS,
    "ask_again": WRITERS,
    "put_away": WRITERS,
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {"question_id": a_question(cast).pk}
