"""Questions about money, each asked on a viewer's behalf."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django_scopes import scopes_disabled

from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.funding.models import (
    Bid,
    Commitment,
    Conflict,
    Grant,
    GrantAction,
    GrantRisk,
    Line,
    OpenData,
    Pot,
    PotPart,
    Return,
    Service,
    ServiceResult,
    Way,
)
from frankpledge.web.funding.money import change_in_words
from frankpledge.web.plans import seeing
from frankpledge.web.priorities import restricting


@dataclass(frozen=True)
class Purse:
    """A pot with what is set aside, granted and spent of it, in pence."""

    pot: Pot
    committed: int
    granted: int
    spent: int

    @property
    def free(self) -> int:
        """What is not set aside for any priority; below nothing where more was promised than there is."""
        return self.pot.pence - self.committed

    @property
    def unspent(self) -> int:
        return self.pot.pence - self.spent

    @property
    def change(self) -> str:
        """How it differs from the pot of the year before; "" where none is named."""
        return change_in_words(self.pot.pence, self.pot.follows.pence) if self.pot.follows else ""


@dataclass(frozen=True)
class Parted:
    """
    The parts of a pot, each with the pence that it would have of what is split, if need alone decided (None where parts
    have no need in one unit); and the pence that are in no part, below 0 where the parts are more than the pot.
    """

    rows: list[tuple[PotPart, int | None]]
    rest: int


@dataclass(frozen=True)
class Served:
    """A commissioned service with what it reached, counting the newest result of each run of months."""

    service: Service
    results: list[ServiceResult]
    due: bool

    @property
    def reached(self) -> int:
        return sum(result.reached for result in self.results)

    @property
    def succeeded(self) -> int | None:
        known = [result.succeeded for result in self.results if result.succeeded is not None]
        return sum(known) if known and len(known) == len(self.results) else None

    @property
    def pence_for_each(self) -> int | None:
        """The price by those it took in, in whole pence; None before it took anybody in."""
        return round(self.service.pence / self.reached) if self.reached else None


def pots(viewer: Viewer) -> QuerySet[Pot]:
    mine: QuerySet[Pot] = Pot.objects.filter(partnership=viewer.partnership)
    return mine.select_related("follows", "partnership", "grant", "absorbed_into__partnership")


def purses(viewer: Viewer, asked: Iterable[Pot]) -> list[Purse]:
    """The pots with what became of them, in three questions whatever their number."""
    found = list(asked)
    committed = _by_pot(Commitment.objects.filter(partnership=viewer.partnership, pot__in=found, ended_on=None))
    granted = _by_pot(Grant.objects.filter(partnership=viewer.partnership, pot__in=found).exclude(state="lost"))
    spent = _by_pot(
        Line.objects.filter(partnership=viewer.partnership, pot__in=found, kind=Line.Kind.SPENT).that_count()
    )
    return [Purse(pot, committed[pot.pk], granted[pot.pk], spent[pot.pk]) for pot in found]


def parted(pot: Pot) -> Parted:
    """How a pot is split, and what every part would have by need alone. One question."""
    found = list(pot.parts.all())
    units = {each.need_words.casefold() for each in found}
    whole = sum(each.need or 0 for each in found)
    comparable = bool(found) and all(each.need for each in found) and len(units) == 1
    split = sum(each.pence for each in found)
    rows = [(each, round(split * (each.need or 0) / whole) if comparable else None) for each in found]
    return Parted(rows, pot.pence - split)


def commitments(viewer: Viewer, pot: Pot | None = None) -> QuerySet[Commitment]:
    mine: QuerySet[Commitment] = Commitment.objects.filter(partnership=viewer.partnership)
    mine = mine.exclude(priority__in=restricting.hidden(viewer, restricting.Kind.PRIORITY))
    return (mine.filter(pot=pot) if pot else mine).select_related("priority__partnership", "pot")


def bids(viewer: Viewer) -> QuerySet[Bid]:
    mine: QuerySet[Bid] = Bid.objects.filter(partnership=viewer.partnership)
    return mine.select_related("pot", "priority__partnership", "partnership", "grant__partnership")


def conflicts(viewer: Viewer, bid: Bid) -> QuerySet[Conflict]:
    """Who has an interest in a bid, as it was declared."""
    mine: QuerySet[Conflict] = Conflict.objects.filter(bid=bid, partnership=viewer.partnership)
    return mine.select_related("person")


def grants(viewer: Viewer) -> QuerySet[Grant]:
    mine: QuerySet[Grant] = Grant.objects.filter(partnership=viewer.partnership)
    return mine.select_related("pot", "partnership", "bid__partnership")


def paid_actions(viewer: Viewer, grant: Grant) -> QuerySet[GrantAction]:
    mine: QuerySet[GrantAction] = GrantAction.objects.filter(partnership=viewer.partnership, grant=grant)
    return seeing.seen_by(mine, viewer, "action__").select_related("action__partnership", "action__plan")


def hanging_risks(viewer: Viewer, grant: Grant) -> QuerySet[GrantRisk]:
    mine: QuerySet[GrantRisk] = GrantRisk.objects.filter(partnership=viewer.partnership, grant=grant)
    return mine.select_related("risk__partnership")


def lines(viewer: Viewer, **only: Any) -> QuerySet[Line]:
    """Spending and contributions, corrected ones too, the newest first; but for those on actions kept from the viewer."""
    mine: QuerySet[Line] = Line.objects.filter(partnership=viewer.partnership, **only)
    return seeing.seen_by(mine, viewer, "action__").select_related(
        "pot", "grant", "action__partnership", "agency", "by", "corrected_by", "corrects"
    )


def spent(viewer: Viewer, **only: Any) -> int:
    """Pence that were spent, by the lines that count."""
    mine = Line.objects.filter(partnership=viewer.partnership, kind=Line.Kind.SPENT, **only)
    return int(mine.that_count().pence())


def returns(viewer: Viewer) -> QuerySet[Return]:
    """Monitoring returns without their files, the first due first."""
    mine: QuerySet[Return] = Return.objects.filter(partnership=viewer.partnership)
    shown = mine.select_related("grant__partnership", "grant__pot", "partnership", "sent_by")
    return shown.defer("html", "pdf", "word").order_by("due_on", "pk")


def returns_waiting(viewer: Viewer, today: date) -> QuerySet[Return]:
    """Drafts whose months are over."""
    return returns(viewer).filter(state=Return.State.DRAFT, last_day__lt=today)


def services(viewer: Viewer) -> QuerySet[Service]:
    mine: QuerySet[Service] = Service.objects.filter(partnership=viewer.partnership)
    return seeing.seen_by(mine, viewer, "action__").select_related("pot", "partnership", "action__partnership")


def served(viewer: Viewer, asked: Iterable[Service], today: date) -> list[Served]:
    """The services with their results, in one question whatever their number."""
    found = list(asked)
    newest: dict[int, dict[tuple[date, date], ServiceResult]] = defaultdict(dict)
    for each in ServiceResult.objects.filter(partnership=viewer.partnership, service__in=found).order_by("pk"):
        newest[each.service_id][each.first_day, each.last_day] = each
    return [
        Served(
            each,
            sorted(newest[each.pk].values(), key=lambda result: result.first_day),
            due=not each.decision and each.review_on <= today,
        )
        for each in found
    ]


def publishes_as(viewer: Viewer) -> OpenData | None:
    """As whom the partnership publishes its grants; None until somebody says."""
    return OpenData.objects.filter(partnership=viewer.partnership).first()


def published_as(slug: str) -> OpenData | None:
    """For anybody: the same."""
    with scopes_disabled():
        return OpenData.objects.filter(partnership__slug=slug).first()


def open_grants(slug: str) -> list[Grant]:
    """For anybody: the grants that a partnership put into its open data, the newest first."""
    with scopes_disabled():
        public = Grant.objects.filter(may_be_public(), open_from__isnull=False, way=Way.OUT, individual=False)
        return list(public.filter(partnership__slug=slug).select_related("partnership", "pot", "bid"))


def _by_pot(rows: Any) -> dict[int, int]:
    summed = rows.order_by().values("pot").annotate(total=Sum("pence"))
    return defaultdict(int, {row["pot"]: row["total"] for row in summed})
