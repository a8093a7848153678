"""How long access lasts: each quarter somebody who knows an agency's people says who still works for it."""

from datetime import date, timedelta

QUARTER_DAYS = 92
REMIND_DAYS = 14  # before access lapses


def confirmed_until(today: date) -> date:
    """The last day of access that a confirmation, or a new role, gives."""
    return today + timedelta(days=QUARTER_DAYS)


def lapses_soon(until: date, today: date) -> bool:
    return until <= today + timedelta(days=REMIND_DAYS)
