"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY
from tests.web.plans.plans import a_whole_plan

# Open to anybody, and why.
PUBLIC = {
    "update_by_link": "its secret is the way in",
    "calendar": "its secret is the way in",
    "published_plan": "a plan that a partnership has published",
    "published_plan_file": "the same to take away",
    "published_plan_actions": "its actions as open data",
    "published_plan_dictionary": "what that open data means",
}
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "ask_for_updates": {"cora"},
    "restrict": {"cora"},
    "lift_restriction": {"cora"},
    "registers": EVERYBODY,
    "tactics": EVERYBODY,
    "kept_list": EVERYBODY,
    "kept": EVERYBODY,
    "keep": {"cora"},
    "share_plan": {"cora"},
    "district_plans": EVERYBODY,
    "district_priority": {"cora"},
    "take_county": {"cora"},
    "plan_file": EVERYBODY,
    "public_parts": {"cora"},
    "change_kept": {"cora"},
    "retire_kept": {"cora"},
    "achievements": EVERYBODY,
    "pick_achievement": {"cora"},
    "sort_chapter": {"cora"},
    "sort_action": {"cora"},
    "action_tactics": {"cora"},
    "check_plan": EVERYBODY,
    "proofread_plan": EVERYBODY,
    "dismiss_remark": {"cora"},
    "take_up_remark": {"cora"},
    "next_plan": {"cora"},
    "plans": EVERYBODY,
    "plan": EVERYBODY,
    "actions": EVERYBODY,
    "my_actions": EVERYBODY,
    "action": EVERYBODY,
    "begin_plan": {"cora"},
    "move_on": {"cora"},
    "foreword": {"cora"},
    "take_in_priority": {"cora"},
    "new_priority": {"cora"},
    "chapter": {"cora"},
    "add_objective": {"cora"},
    "add_action": {"cora"},
    "change_action": {"cora"},
    "drop_action": {"cora"},
    "add_milestone": {"cora"},
    "make_update_link": {"cora"},
    "end_update_links": {"cora"},
    "update_action": {"cora", "lea"},
    "correct_update": {"cora", "lea"},
    "reach_milestone": {"cora", "lea"},
    "import_plan": {"cora"},
    "calendar_links": {"cora", "lea"},
    "end_calendar": {"cora", "lea"},
    "actions_workbook": {"cora"},
    "workbook_back": {"cora"},
    "change_many": {"cora"},
    "bulk_change": {"cora"},
    "make_bulk_change": {"cora"},
    "undo_bulk_change": {"cora"},
    "action_list": {"cora"},
    "take_in_list": {"cora"},
    "take_back_list": {"cora"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return a_whole_plan(cast)
