"""What `frankpledge run` fills the workspace with: an invented partnership in the middle of its year."""

from datetime import date

from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.plans.invented import invent_plan


def fill(code: str, district: str, today: date) -> None:
    """People and plan of the invented partnership of a district; what is there already stays as it is."""
    partnership = invent_partnership(code, district, today)
    invent_plan(partnership, today)
