"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, WRITERS
from tests.web.surveys import results_policy
from tests.web.surveys.surveys import an_open_survey

ANSWERS = "anybody may answer an open survey; what is not sent yet opens with its own code alone"
# Open to anybody, and why.
PUBLIC = {
    "answer_start": ANSWERS,
    "answer_question": ANSWERS,
    "answer_check": ANSWERS,
    "answer_sent": ANSWERS,
    "answer_wanted": ANSWERS,
    "answer_saved": ANSWERS,
    "answer_left": ANSWERS,
    "answer_return": ANSWERS,
} | results_policy.PUBLIC
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "surveys": EVERYBODY,
    "survey": EVERYBODY,
    "preview_survey": EVERYBODY,
    "paper_form": EVERYBODY,
    "paper_form_file": EVERYBODY,
    "key_in_answers": WRITERS,
    "survey_rounds": WRITERS,
    "round_sheet": WRITERS,
    "take_round_away": WRITERS,
    "begin_survey": WRITERS,
    "begin_survey_from_file": WRITERS,
    "survey_questions_file": EVERYBODY,
    "survey_settings": WRITERS,
    "survey_words": WRITERS,
    "open_survey": WRITERS,
    "put_survey_right": WRITERS,
    "take_survey_back": WRITERS,
    "close_survey": WRITERS,
    "add_question": WRITERS,
    "change_question": WRITERS,
    "question_route": WRITERS,
    "question_up": WRITERS,
    "question_down": WRITERS,
    "remove_question": WRITERS,
    "make_question_own": WRITERS,
    "newest_wording": WRITERS,
} | results_policy.MAY


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    survey = an_open_survey(cast)
    return {"survey_id": survey.pk, "key": "dark", "spoken": "en", "round_id": 0} | results_policy.filled(cast, survey)
