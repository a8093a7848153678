"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, WRITERS

# Open to anybody, and why.
PUBLIC = {
    "published": "what a partnership has released",
    "published_edition": "what a partnership has released",
    "published_data": "what a partnership has released",
    "published_edition_file": "what a partnership has released",
    "living_style": "a stylesheet",
}
# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "living_assessments": EVERYBODY,
    "living_assessment": EVERYBODY,
    "edition": EVERYBODY,
    "edition_file": EVERYBODY,  # without what is restricted, for those who do not see it
    "differs": EVERYBODY,
    "correct": {"cora", "chris"},
    "profiles": EVERYBODY,
    "begin_profile": WRITERS,
    "roll_forward": WRITERS,
    "begin": WRITERS,
    "compute": WRITERS,
    "opening": WRITERS,
    "passage": WRITERS,
    "read_again": WRITERS,
    "leave_out": WRITERS,
    "move": WRITERS,
    "put_words_away": WRITERS,
    "ask_review": WRITERS,
    "give_back": {"chris"},
    "sign": {"chris"},
}
# The installation's own: what all partnerships on it share. Nina of the next partnership may as well.
SHARED = {
    "ask": {"cora", "ana", "nina"},
    "making": {"cora", "ana", "nina"},
    "assessment": EVERYBODY | {"nina"},
    "assessment_style": EVERYBODY | {"nina"},
    "map_shapes": EVERYBODY | {"nina"},
    "download": EVERYBODY | {"nina"},
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    return {
        "assessment_id": edition.assessment.pk,
        "number": edition.number,
        "about": "burglary",
        "version_id": 0,
        "name": "none",
    }
