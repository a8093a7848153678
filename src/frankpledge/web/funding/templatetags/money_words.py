"""Money in words, for templates."""

from django import template

from frankpledge.web.funding import money

register = template.Library()


@register.filter
def pounds(pence: int | None) -> str:
    """Pence as "£1,234.50"; "none" where nothing is known."""
    return "none" if pence is None else money.pounds(pence)


@register.filter
def financial_year(year: int) -> str:
    """The year that begins in April: 2026 as "2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"
