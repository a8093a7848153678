"""Who may open the addresses of this app, and what the addresses ask for."""

from frankpledge.web.assessments.models import Edition
from frankpledge.web.citations import changes
from tests.web.cast import Cast
from tests.web.parts import EVERYBODY, WRITERS

# Below a partnership's address: who of it may open what. Others of it get 403, somebody from elsewhere 404.
MAY = {
    "thread": EVERYBODY,
    "cite": WRITERS,  # a passage's, as is tried
    "uncite": WRITERS,
}


def filled(cast: Cast, edition: Edition) -> dict[str, object]:
    """The values of the addresses' blanks: things of Castermouth's, or things that are not there."""
    about = f"{edition.assessment.pk}.burglary"
    said = changes.cite(citing="passage", citing_id=about, cited="finding", cited_id=about, by=cast.viewer("ana"))
    return {"thing_kind": "passage", "thing_id": about, "citation_id": said.pk}
