"""How figures of measures read on a page."""

from django import template

from frankpledge.web.measures import counters
from frankpledge.web.measures.judging import shown

register = template.Library()
register.filter("shown", shown)


@register.filter
def counter_words(code: str) -> str:
    """What a counter counts; its code where the app that published it is gone."""
    found = counters.find(code)
    return found.words if found else code
