"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY
from tests.web.scoring.choosing import a_bare_choosing, an_external_plan

PUBLIC = {"published_choosing": "how a partnership chose, once two people released it"}
RUN, PREPARE, SIGN = {"cora"}, {"cora", "ana"}, {"cora", "chris"}
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "scoring": EVERYBODY,
    "exercise": EVERYBODY,
    "theme": EVERYBODY,
    "choosing_results": EVERYBODY,
    "choosing_decisions": EVERYBODY,
    "scoring_templates": EVERYBODY,
    "scoring_template": EVERYBODY,
    "take_template": RUN,
    "scoring_template_file": EVERYBODY,
    "scoring_template_from_file": RUN,
    "change_template": RUN,
    "begin_exercise": RUN,
    "change_exercise": RUN,
    "move_exercise": RUN,
    # Nobody prepares or scores what is decided already: see test_blindness and test_rounds.
    "add_theme": set(),
    "themes_from_findings": set(),
    "concern_from_survey": set(),
    "fill_themes": set(),
    "change_theme": set(),
    "remove_theme": set(),
    "theme_concern": set(),
    "score_themes": set(),
    "score_theme": set(),
    "finish_scoring": set(),
    "note_theme": set(),
    "settle_score": set(),
    "decide_theme": set(),
    "standing_review": set(),
    "ask_panel": RUN,
    "leave_panel": RUN,
    "publish_choosing": SIGN,
    "release_choosing": set(),
    "undo_choosing": SIGN,
    "alignment": EVERYBODY,
    "external_plan": EVERYBODY,
    "add_external_plan": RUN,
    "align_priority": RUN,
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: a choosing that is decided and published."""
    exercise = a_bare_choosing(cast)
    return {
        "external_plan_id": an_external_plan(cast).pk,
        "exercise_id": exercise.pk,
        "theme_id": exercise.themes.first().pk,
        "panellist_id": exercise.panel.first().pk,
        "criterion": "harm",
        "matrix_code": "scanning",
        "scoring_template_id": exercise.template_id,
    }
