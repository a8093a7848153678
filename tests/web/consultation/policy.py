"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.consultation.heard import one_of_each
from tests.web.parts import EVERYBODY

# Open to anybody, and why.
PUBLIC = {
    "public_consultations": "what a partnership shows to anybody",
    "public_consultation": "what a partnership shows to anybody",
    "public_meeting": "what a partnership shows to anybody",
    "public_neighbourhood": "what a partnership shows to anybody",
    "you_said_we_did": "what a partnership shows to anybody",
}
MANAGER, RELEASERS = {"cora"}, {"cora", "chris"}
READERS = {"cora", "ana"}  # of accounts of lived experience
TAKES_IN = EVERYBODY - {"ada", "scott"}
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    **dict.fromkeys(
        (
            "consultations", "consultation", "meetings", "meeting", "neighbourhoods", "neighbourhood",
            "neighbourhood_priority", "issues", "community_groups", "community_group", "community_reach",
        ),
        EVERYBODY,
    ),
    **dict.fromkeys(
        (
            "add_consultation", "change_consultation", "close_consultation", "consultation_outcome", "ask_too",
            "consultee", "add_consultation_document", "reach_consultation", "end_reached", "add_meeting",
            "change_meeting", "meeting_held", "cancel_meeting", "meeting_question", "answer_meeting_question", "reach_meeting",
            "add_neighbourhood", "change_neighbourhood", "raise_priority", "step_priority", "settle_issue",
            "add_group", "change_group", "advise", "respond_to_advice", "add_standing_item", "end_standing_item",
            "note_reach",
        ),
        MANAGER,
    ),
    **dict.fromkeys(("take_in_issue", "contact_group"), TAKES_IN),
    **dict.fromkeys(
        ("publish_consultation", "publish_meeting", "publish_neighbourhood_priority"), RELEASERS
    ),
    **dict.fromkeys(
        ("lived_accounts", "take_down_account", "lived_account", "change_consent", "pick_quote", "withdraw_account"),
        READERS,
    ),
}  # fmt: skip


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {**one_of_each(cast)}
