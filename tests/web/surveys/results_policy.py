"""Who may open the addresses of results, coding and publishing, and what they ask for."""

from frankpledge.web.surveys.models import Survey
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, WRITERS

RELEASERS = {"cora", "chris"}
PUBLISHED = "results that two people released, with small numbers hidden"
PUBLIC = {"published_surveys": PUBLISHED, "published_survey": PUBLISHED, "published_survey_data": PUBLISHED}
MAY = {
    "survey_who": EVERYBODY,
    "survey_results": EVERYBODY,
    "survey_by_group": EVERYBODY,
    "survey_recorded": EVERYBODY,
    "survey_publishing": EVERYBODY,
    "results_edition": EVERYBODY,
    "survey_doubles": WRITERS,
    "judge_double": WRITERS,
    "undo_double": WRITERS,
    "survey_question_results": WRITERS,
    "survey_weighting": WRITERS,
    "survey_comments": WRITERS,
    "add_comment_code": WRITERS,
    "copy_comment_codes": WRITERS,
    "retire_comment_code": WRITERS,
    "name_coders": WRITERS,
    "code_comments": WRITERS,
    "coding_agreement": WRITERS,
    "settle_coding": WRITERS,
    "survey_quotes": WRITERS,
    "quote_comment": WRITERS,
    "withdraw_quote": WRITERS,
    "make_results_ready": WRITERS,
    "ask_to_release_results": RELEASERS,
    "release_results": RELEASERS,
    "undo_results_release": RELEASERS,
    "say_because": WRITERS,
    "agree_to_because": RELEASERS,
}


def filled(cast: Cast, survey: Survey) -> dict[str, object]:
    """Of a survey that is open: there are no results yet."""
    return {
        "grouping": "ward",
        "page": "problem.litter",
        "code_id": 0,
        "quote_id": 0,
        "response_id": "00000000-0000-4000-8000-000000000000",
        "results_id": 0,
        "because_id": 0,
        "survey_slug": survey.slug,
        "name": "results.csv",
    }
