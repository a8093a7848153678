"""Questions about risks, each asked on a viewer's behalf."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django_scopes import scopes_disabled

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import seeing
from frankpledge.web.risks.levels import THREE
from frankpledge.web.risks.models import Escalation, RegisterList, RegisterSettings, Review, Risk, RiskLink, Scoring

WITH_PARENT = Count("escalations", filter=Q(escalations__ended_on=None), distinct=True)
TO_LOOK_AT = Count("reviews", filter=Q(reviews__done_on=None), distinct=True)


@dataclass(frozen=True)
class Row:
    """A risk as the register shows it: its newest scores, the current one before, and what waits for somebody."""

    risk: Risk
    inherent: Scoring | None
    current: Scoring | None
    target: Scoring | None
    before: Scoring | None
    overdue: bool
    to_look_at: int
    with_parent: bool

    @property
    def moved(self) -> str:
        """How the current score differs from the one before, where both are on one scale; else ""."""
        if self.current is None or self.before is None or self.current.scale != self.before.scale:
            return ""
        difference = self.current.score - self.before.score
        return "higher than before" if difference > 0 else "lower than before" if difference < 0 else "as before"


@dataclass(frozen=True)
class Shared:
    """What another partnership told this one of a risk of its own: the words that it chose, and nothing else."""

    id: int
    partnership_id: int
    partnership: str
    shared: dict[str, str]
    asks: str
    on: date
    shared_on: date
    answer: str
    answered_on: date | None
    answered_by: str
    ended_on: date | None
    ended_because: str


def scale(viewer: Viewer) -> int:
    """How the partnership scores its risks now; in three steps until it chooses."""
    held = RegisterSettings.objects.filter(partnership=viewer.partnership).first()
    return held.scale if held else THREE


def risks(viewer: Viewer) -> QuerySet[Risk]:
    """Every risk of the partnership, closed ones too."""
    mine: QuerySet[Risk] = Risk.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership")


def lists(viewer: Viewer) -> QuerySet[RegisterList]:
    """The registers that were brought in, the newest first."""
    mine: QuerySet[RegisterList] = RegisterList.objects.filter(partnership=viewer.partnership)
    return mine.select_related("by", "partnership")


def rows(viewer: Viewer, asked: QuerySet[Risk], today: date) -> list[Row]:
    """The risks with all that the register shows, the highest score first, in four questions whatever their number."""
    found = list(
        asked.prefetch_related("owners__agency", "owners__person").annotate(
            with_parent=WITH_PARENT, to_look_at=TO_LOOK_AT
        )
    )
    said: dict[tuple[int, str], list[Scoring]] = {}
    mine = Scoring.objects.filter(partnership=viewer.partnership, risk__in=found)
    for each in mine.order_by("-on", "-pk"):
        said.setdefault((each.risk_id, each.kind), []).append(each)
    made = [_row(risk, said, today) for risk in found]
    return sorted(made, key=lambda row: (row.risk.closed_on is not None, -_rank(row.current), row.risk.number))


def newest(viewer: Viewer, asked: Iterable[Risk], on: date | None) -> dict[tuple[int, str], Scoring]:
    """(risk's number in the database, kind) → what held on a day; None for what holds now. One question."""
    mine = Scoring.objects.filter(partnership=viewer.partnership, risk__in=list(asked))
    if on is not None:
        mine = mine.filter(on__lte=on)
    return {(each.risk_id, each.kind): each for each in mine.order_by("on", "pk")}


def history(viewer: Viewer, risk: Risk) -> QuerySet[Scoring]:
    """Every score that a risk was ever given, the newest first."""
    mine: QuerySet[Scoring] = Scoring.objects.filter(risk=risk, partnership=viewer.partnership)
    return mine.select_related("by")


def reviews(viewer: Viewer, risk: Risk) -> QuerySet[Review]:
    mine: QuerySet[Review] = Review.objects.filter(risk=risk, partnership=viewer.partnership)
    return mine.select_related("opened_by", "done_by")


def links(viewer: Viewer, risk: Risk) -> QuerySet[RiskLink]:
    mine: QuerySet[RiskLink] = RiskLink.objects.filter(risk=risk, partnership=viewer.partnership)
    mine = seeing.seen_by(mine, viewer, "action__")
    return mine.select_related("action__plan", "action__partnership", "measure__partnership", "measure__plan", "risk")


def escalations(viewer: Viewer, risk: Risk) -> QuerySet[Escalation]:
    """What the parent partnership was told of this risk, and answered."""
    mine: QuerySet[Escalation] = Escalation.objects.filter(risk=risk, partnership=viewer.partnership)
    return mine.select_related("to", "by", "risk", "partnership")


def shared_with(viewer: Viewer) -> list[Shared]:
    """
    What districts told the viewer's partnership of their risks, the newest first.

    It looks over the wall on purpose, at the rows that were told to this partnership, and takes from them the words
    that were shared: no risk is read, so nothing of it can be shown by mistake.
    """
    with scopes_disabled():
        told = Escalation.objects.filter(to=viewer.partnership).order_by("-on", "-pk")
        names = [name for name in Shared.__dataclass_fields__ if name != "partnership"]
        return [
            Shared(partnership=each.pop("partnership__name"), **each)
            for each in told.values("partnership__name", *names)
        ]


def _row(risk: Risk, said: dict[tuple[int, str], list[Scoring]], today: date) -> Row:
    first = {kind: next(iter(said.get((risk.pk, kind), [])), None) for kind in Scoring.Kind.values}
    current = said.get((risk.pk, Scoring.Kind.CURRENT), [])
    return Row(
        risk,
        first[Scoring.Kind.INHERENT],
        first[Scoring.Kind.CURRENT],
        first[Scoring.Kind.TARGET],
        current[1] if len(current) > 1 else None,
        overdue=bool(risk.review_on and risk.review_on < today and risk.closed_on is None),
        to_look_at=getattr(risk, "to_look_at", 0),
        with_parent=bool(getattr(risk, "with_parent", 0)),
    )


def _rank(scoring: Scoring | None) -> float:
    """A share of the most that its scale allows, so that scores on both scales can stand in one list; -1 for none."""
    return scoring.score / scoring.scale**2 if scoring else -1
