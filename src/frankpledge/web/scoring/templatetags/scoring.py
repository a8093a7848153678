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


@register.filter
def figure(value: float) -> str:
    """
    A figure as it is read: three digits that matter, a true minus.

    >>> figure(-27.034), figure(7.7166), figure(0.2568), figure(1952.4)
    ('−27', '7.7', '0.26', '1,952')
    """
    decimals = 0 if abs(value) >= 10 else 1 if abs(value) >= 1 else 2
    return f"{value:,.{decimals}f}".replace("-", "−")
