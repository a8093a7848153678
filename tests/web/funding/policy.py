"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.funding.funding import a_whole_purse
from tests.web.parts import EVERYBODY

# Open to anybody, and why.
PUBLIC = {
    "public_grants": "the grants that a partnership put into its open data",
}
AFTER = ("plans",)  # whose actions these are about
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "funding": EVERYBODY,
    "value": EVERYBODY,
    "grants_csv": EVERYBODY,
    "pot": EVERYBODY,
    "money_lines": EVERYBODY,
    "bids": EVERYBODY,
    "bid": EVERYBODY,
    "grant": EVERYBODY,
    "return": EVERYBODY,
    "download_return": EVERYBODY,
    "service": EVERYBODY,
    "add_pot": {"cora"},
    "commit_money": {"cora"},
    "uncommit_money": {"cora"},
    "add_line": {"cora"},
    "correct_line": {"cora"},
    "small_grant": {"cora"},
    "add_bid": {"cora"},
    "declare_conflict": {"cora"},
    "asked_for_conflicts": {"cora"},
    "decide_bid": {"cora"},
    "change_grant": {"cora"},
    "link_grant": {"cora"},
    "lose_grant": {"cora"},
    "end_grant": {"cora"},
    "set_returns": {"cora"},
    "write_return": {"cora"},
    "send_return": {"cora"},
    "skip_return": {"cora"},
    "add_service": {"cora"},
    "note_worth": {"cora"},
    "part_pot": {"cora"},
    "unpart_pot": {"cora"},
    "absorb_pot": {"cora"},
    "report_service": {"cora"},
    "decide_service": {"cora"},
    "publish_as": {"cora", "chris"},
    "open_up_grant": {"cora", "chris"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return a_whole_purse(cast)
