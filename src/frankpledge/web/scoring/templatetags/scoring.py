"""Marks for a panel's scores."""

from django import template

register = template.Library()


@register.filter
def dots(members: int) -> str:
    """
    A mark for each member.

    >>> dots(3)
    '●●●'
    """
    return "●" * members
