"""Questions about evaluations, each asked on a viewer's behalf."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations.beside import Note
from frankpledge.web.evaluations.models import ActionPlace, Evaluated
from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import Action, Plan

HEADING = "Did it work?"
COLOURS = {
    Evaluated.Answer.WORKED: "green",
    Evaluated.Answer.WORSE: "red",
    Evaluated.Answer.NO_EVIDENCE: "grey",
    Evaluated.Answer.CANNOT_TELL: "grey",
    Evaluated.Answer.NOT_YET: "blue",
}
HEAVY = ("entry", "pictures", "html")


@dataclass(frozen=True)
class Row:
    """A place with the newest evaluation of it; None while the first is being worked out."""

    place: ActionPlace
    newest: Evaluated | None

    @property
    def colour(self) -> str:
        return COLOURS[Evaluated.Answer(self.newest.answer)] if self.newest else "blue"

    @property
    def tag(self) -> str:
        return self.newest.get_answer_display() if self.newest else "Being worked out"


def places(viewer: Viewer) -> QuerySet[ActionPlace]:
    """The places of all actions that are evaluated, ended ones too."""
    mine: QuerySet[ActionPlace] = ActionPlace.objects.filter(partnership=viewer.partnership)
    seen = seeing.seen_by(mine, viewer, "action__")
    return seen.select_related("action__plan", "action__partnership", "action__chapter__priority", "partnership", "by")


def rows(viewer: Viewer, asked: QuerySet[ActionPlace], *, heavy: bool = False) -> list[Row]:
    """
    Each place with its newest evaluation, in two questions whatever their number.

    `heavy`: with its printed finding and pictures, which only a document needs.
    """
    of_place = Evaluated.objects.filter(place=OuterRef("pk"), partnership=viewer.partnership)
    newest = of_place.order_by("-at", "-pk").values("pk")[:1]
    found = list(asked.annotate(newest_pk=Subquery(newest)).order_by("action__plan", "action__number"))
    wanted = Evaluated.objects.filter(partnership=viewer.partnership)
    if not heavy:
        wanted = wanted.defer(*HEAVY)
    by_pk = wanted.in_bulk([pk for each in found if (pk := getattr(each, "newest_pk", None))])
    return [Row(each, by_pk.get(getattr(each, "newest_pk", 0))) for each in found]


def of_plan(viewer: Viewer, plan: Plan, *, heavy: bool = False) -> list[Row]:
    """The evaluations of a plan's actions."""
    return rows(viewer, places(viewer).filter(action__plan=plan, ended_on=None, action__dropped_on=None), heavy=heavy)


def place_of(viewer: Viewer, action: Action) -> ActionPlace | None:
    return places(viewer).filter(action=action).first()


def history(viewer: Viewer, place: ActionPlace) -> QuerySet[Evaluated]:
    """Everything that was ever judged of it, the newest first, without what is printed."""
    mine: QuerySet[Evaluated] = Evaluated.objects.filter(place=place, partnership=viewer.partnership)
    return mine.defer(*HEAVY)


def newest(viewer: Viewer, place: ActionPlace) -> Evaluated | None:
    mine: QuerySet[Evaluated] = Evaluated.objects.filter(place=place, partnership=viewer.partnership)
    return mine.first()


def notes(viewer: Viewer, actions: Collection[int]) -> dict[int, list[Note]]:
    """What is said of actions on their pages."""
    found: dict[int, list[Note]] = {}
    for row in rows(viewer, places(viewer).filter(action__in=actions, ended_on=None)):
        said = row.newest.said if row.newest else "It is worked out from the evidence within the hour."
        found[row.place.action_id] = [
            Note(f"In {row.place.words}", row.place.get_absolute_url(), said, row.tag, row.colour)
        ]
    return found


def address(viewer: Viewer, action: Action) -> str:
    """Where it is said where an action was done."""
    return reverse("say_where", args=[viewer.partnership.slug, action.pk])
