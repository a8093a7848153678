"""How a status is drawn: a colour, a shape and a word, so that none has to be told by colour alone."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from frankpledge.web.plans.action import Action
from frankpledge.web.plans.standing import LABELS, NOT_RATED, Standing
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


@register.filter
def standing_shown(standing: Standing) -> SafeString:
    """How an action stands, drawn. Lists have hundreds that stand alike: each way is drawn once."""
    return _standing(standing)


@register.filter
def lead_shown(action: Action) -> SafeString:
    """Who leads an action and who helps, drawn once for as many as have the same."""
    lead, person = str(action.lead or ""), str(action.lead_person or "")
    return _lead(lead, person, tuple(str(each.agency) for each in action.helpers))


@register.simple_tag
def update_fields(number: int) -> SafeString:
    """The fields to say how an action goes, with names of its own in a page of many."""
    return _update_fields(number)


@lru_cache(maxsize=2048)
def _standing(standing: Standing) -> SafeString:
    return render_to_string("plans/components/standing.html", {"standing": standing})


@lru_cache(maxsize=2048)
def _lead(lead: str, person: str, helpers: tuple[str, ...]) -> SafeString:
    return render_to_string("plans/components/lead.html", {"lead": lead, "person": person, "helpers": helpers})


@lru_cache(maxsize=2048)
def _update_fields(number: int) -> SafeString:
    return render_to_string("plans/components/update_fields.html", {"number": number})


@register.simple_tag
def statuses() -> list[tuple[str, str]]:
    """Every status and its words. (A form of fifty rows is drawn by hand: Django's own takes a fifth of a second.)"""
    return list(Status.choices)
