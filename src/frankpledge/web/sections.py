"""The way round that every page has at its top: the stages of the cycle, for whoever works in a partnership."""

from django.http import HttpRequest
from django.urls import reverse

from frankpledge.web.accounts.alone import SLUG as ALONE
from frankpledge.web.accounts.viewer import Viewer

# Words, the page that they lead to, and the first part of the addresses that lie in it below the partnership's.
SECTIONS = (
    ("Home", "workspace", ("",)),
    ("Assessment", "living_assessments", ("assessments", "profiles", "knowledge", "districts")),
    ("Consultation", "surveys", ("surveys", "consultation")),
    ("Priorities", "priorities", ("priorities", "scoring")),
    ("Plan", "plans", ("plans", "duties")),
    ("Delivery", "current_measures", ("measures", "evaluations", "risks", "money")),
    ("Account", "packs", ("packs", "exports", "record")),
    ("People", "people", ("people", "connections", "mail")),
)
ASKED_OF_EVIDENCE = ("places", "questions")


def sections(request: HttpRequest) -> dict[str, object]:
    """For every template: address, words, and whether the page lies there; nothing for who works alone or nowhere."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or viewer.partnership.slug == ALONE:
        return {"header_sections": []}
    slug = viewer.partnership.slug
    below = request.path.removeprefix(f"/p/{slug}/") if request.path.startswith(f"/p/{slug}/") else "evidence/"
    first = below.split("/", 1)[0]
    led = [(reverse(name, args=[slug]), words, first in parts) for words, name, parts in SECTIONS]
    evidence = (reverse("holdings"), "Evidence", request.path.startswith("/evidence/") or first in ASKED_OF_EVIDENCE)
    return {"header_sections": [led[0], evidence, *led[1:]]}
