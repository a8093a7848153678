"""How a status is drawn: a colour, a shape and a word, so that none has to be told by colour alone."""

from django import template

from frankpledge.web.plans.standing import LABELS, NOT_RATED
from frankpledge.web.plans.status import Status

register = template.Library()
COLOURS = {
    "complete": "blue",
    "on_track": "green",
    "at_risk": "yellow",
    "off_track": "red",
    "not_started": "grey",
    NOT_RATED: "white",
}
SHAPES = {"complete": "✓", "on_track": "●", "at_risk": "▲", "off_track": "■", "not_started": "○", NOT_RATED: "–"}


@register.filter
def status_colour(status: str) -> str:
    return COLOURS[status or NOT_RATED]


@register.filter
def status_shape(status: str) -> str:
    return SHAPES[status or NOT_RATED]


@register.filter
def status_label(status: str) -> str:
    return str(LABELS[status or NOT_RATED])


@register.simple_tag
def statuses() -> list[tuple[str, str]]:
    """Every status and its words. (A form of fifty rows is drawn by hand: Django's own takes a fifth of a second.)"""
    return list(Status.choices)
