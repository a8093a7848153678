"""Themes and categories: to which of them chapters and actions belong."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, Category, Chapter, Plan, Sorted
from frankpledge.web.plans.permissions import reason_not_to_write


@dataclass
class Sorting:
    """Which categories the chapters and actions of a plan belong to; an action belongs to its chapter's too."""

    chapters: dict[int, list[Category]] = field(default_factory=dict)
    actions: dict[int, list[Category]] = field(default_factory=dict)

    def of(self, action: Action) -> list[Category]:
        """Its chapter's, then its own."""
        mine = self.actions.get(action.pk, [])
        return [each for each in self.chapters.get(action.chapter_id, []) if each not in mine] + mine


def categories(viewer: Viewer) -> QuerySet[Category]:
    """Those in use, by lens."""
    mine: QuerySet[Category] = Category.objects.filter(
        partnership=viewer.partnership, retired_on=None, lens__retired_on=None
    )
    return mine.select_related("lens")


def sorting(viewer: Viewer, plan: Plan) -> Sorting:
    """The whole plan's, in one question."""
    found = Sorting()
    mine = Sorted.objects.filter(
        Q(chapter__plan=plan) | Q(action__plan=plan), partnership=viewer.partnership, category__retired_on=None
    )
    for each in mine.select_related("category__lens"):
        if each.chapter_id:
            found.chapters.setdefault(each.chapter_id, []).append(each.category)
        elif each.action_id:
            found.actions.setdefault(each.action_id, []).append(each.category)
    return found


@transaction.atomic
def sort(*, thing: Chapter | Action, into: Iterable[Category], by: Viewer) -> None:
    """The chapter, with all its actions, or the action belongs to these categories and no others."""
    permissions.require(reason_not_to_write(by, thing.plan))
    wanted: Collection[int] = {each.pk for each in into}
    if set(wanted) - set(categories(by).values_list("pk", flat=True)):
        raise ValidationError("There is no such category here.")
    held = {each.category_id: each for each in thing.sorted.all()}
    for gone in set(held) - set(wanted):
        held[gone].delete()
    where = {"chapter": thing} if isinstance(thing, Chapter) else {"action": thing}
    for new in sorted(set(wanted) - set(held)):
        Sorted.objects.create(partnership=by.partnership, category_id=new, **where)
    record(Event.SORTED, subject=thing, by=by, categories=sorted(wanted))
