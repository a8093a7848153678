"""What a pack says of money: the pots of the year, what is set aside, granted and spent, and returns that are due."""

from dataclasses import dataclass
from datetime import date, timedelta

from frankpledge.documents.content import Block, Bullets, Section
from frankpledge.web.accountability.blocks import day, table
from frankpledge.web.accountability.models import Pack
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.funding import queries as funding
from frankpledge.web.funding.models import Grant, Return
from frankpledge.web.funding.money import pounds
from frankpledge.web.funding.queries import Purse

AHEAD = timedelta(days=92)


@dataclass(frozen=True)
class Money:
    """The pots that run in the pack's months, monitoring returns due by the next quarter's end, and lost grants."""

    purses: list[Purse]
    returns: list[Return]
    lost: list[Grant]


def gather(viewer: Viewer, pack: Pack, today: date) -> Money:
    """In six questions whatever their number."""
    years = {_financial_year(pack.first_day), _financial_year(pack.last_day)}
    pots = funding.pots(viewer).filter(year__in=years)
    due = funding.returns(viewer).filter(state=Return.State.DRAFT, due_on__lte=today + AHEAD)
    lost = funding.grants(viewer).filter(state=Grant.State.LOST, ended_on__gte=pack.first_day)
    return Money(funding.purses(viewer, pots), list(due), list(lost))


def section(found: Money) -> Section | None:
    """None where there is no money to speak of."""
    blocks: list[Block] = []
    if found.purses:
        rows = (
            (
                str(each.pot),
                pounds(each.pot.pence),
                each.change or "no pot of the year before is named",
                pounds(each.committed),
                pounds(each.granted),
                pounds(each.spent),
                pounds(each.unspent),
            )
            for each in found.purses
        )
        head = ("Pot", "Whole", "Against the year before", "Set aside", "Granted", "Spent", "Not spent")
        blocks.append(table("money", "Pots of these months, as they stand today", head, rows))
    lines = [f"Lost: {grant}. {grant.ended_because}" for grant in found.lost]
    lines += [f"Return to {each.grant} due on {day(each.due_on)}" for each in found.returns]
    if lines:
        blocks.append(Bullets(tuple(lines)))
    return Section("money", "Money", tuple(blocks)) if blocks else None


def _financial_year(on: date) -> int:
    """The year in which the financial year of a day begins."""
    return on.year if on.month >= 4 else on.year - 1
