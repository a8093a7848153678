"""
Questions about choosing priorities, each asked on a viewer's behalf.

Scores are read by `scores` alone: before a round is closed, nobody gets anybody's but their own, and no count of them.
"""

from django.db.models import Q, QuerySet
from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.accounts.roles import ROLES, Permission
from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring.models import (
    Decision,
    Exercise,
    Filled,
    Note,
    Panellist,
    Publication,
    Score,
    Settled,
    StandingReview,
    Template,
    Theme,
)


def exercises(viewer: Viewer) -> QuerySet[Exercise]:
    mine: QuerySet[Exercise] = Exercise.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "template", "assessment")


def templates(viewer: Viewer) -> QuerySet[Template]:
    mine: QuerySet[Template] = Template.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "follows")


def themes(viewer: Viewer) -> QuerySet[Theme]:
    mine: QuerySet[Theme] = Theme.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "exercise__partnership", "exercise__template")


def panel(viewer: Viewer, exercise: Exercise) -> QuerySet[Panellist]:
    """Everybody who was asked to score, with who left."""
    mine: QuerySet[Panellist] = Panellist.objects.filter(partnership=viewer.partnership, exercise=exercise)
    return mine.select_related("person")


def my_place(viewer: Viewer, exercise: Exercise) -> Panellist | None:
    """The viewer's own place on the panel, if they have one."""
    return panel(viewer, exercise).filter(person=viewer.person).first()


def could_be_asked(viewer: Viewer, exercise: Exercise) -> QuerySet[Person]:
    """Who has a role that scores themes and is not on the panel."""
    roles = [role.code for role in ROLES.values() if Permission.CHOOSE_PRIORITIES in role.permissions]
    able = Membership.objects.filter(partnership=viewer.partnership, role__in=roles, until_on=None)
    on_it = panel(viewer, exercise).filter(left_on=None).values("person")
    return Person.objects.filter(memberships__in=able).exclude(pk__in=on_it).distinct().order_by("name")


def filled(viewer: Viewer, exercise: Exercise) -> QuerySet[Filled]:
    """What figures say of its themes."""
    return Filled.objects.filter(partnership=viewer.partnership, theme__exercise=exercise)


def scores(viewer: Viewer, exercise: Exercise) -> QuerySet[Score]:
    """Scores of closed rounds by those who are on the panel still, and the viewer's own."""
    mine: QuerySet[Score] = Score.objects.filter(partnership=viewer.partnership, theme__exercise=exercise)
    return mine.filter(Q(closed=True, panellist__left_on=None) | Q(panellist__person=viewer.person))


def settled(viewer: Viewer, exercise: Exercise) -> QuerySet[Settled]:
    """What was settled on, the newest first for each theme and criterion."""
    mine: QuerySet[Settled] = Settled.objects.filter(partnership=viewer.partnership, theme__exercise=exercise)
    return mine.select_related("by")


def notes(viewer: Viewer, theme: Theme) -> QuerySet[Note]:
    mine: QuerySet[Note] = Note.objects.filter(partnership=viewer.partnership, theme=theme)
    return mine.select_related("by")


def decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Every decision that was written down, the newest of each theme first."""
    mine: QuerySet[Decision] = Decision.objects.filter(partnership=viewer.partnership)
    return mine.select_related("theme__exercise", "theme__partnership", "into", "priority__partnership", "by")


def decided(viewer: Viewer, exercise: Exercise) -> dict[int, Decision]:
    """Theme's number in the database → the decision that holds. One question."""
    found: dict[int, Decision] = {}
    for each in decisions(viewer).filter(theme__exercise=exercise):
        found.setdefault(each.theme_id, each)
    return found


def reviewed(viewer: Viewer, exercise: Exercise) -> dict[int, StandingReview]:
    """Priority's number in the database → what this choosing made of it, of those the viewer may see. One question."""
    found: dict[int, StandingReview] = {}
    mine = StandingReview.objects.filter(partnership=viewer.partnership, exercise=exercise)
    mine = mine.exclude(priority__in=restricting.hidden(viewer, restricting.Kind.PRIORITY))
    for each in mine.select_related("priority__partnership", "by"):
        found.setdefault(each.priority_id, each)
    return found


def stands_as(viewer: Viewer, theme: Theme) -> Priority | None:
    """The priority that a theme is about, where the viewer may see it."""
    mine: QuerySet[Priority] = Priority.objects.filter(partnership=viewer.partnership, pk=theme.priority_id or 0)
    return mine.exclude(pk__in=restricting.hidden(viewer, restricting.Kind.PRIORITY)).first()


def open_to_anybody(viewer: Viewer, exercise: Exercise) -> list[StandingReview]:
    """What was made of priorities that are not restricted: what may be published, whoever publishes it."""
    kept = set(restricting.restricted(restricting.Kind.PRIORITY).values_list("number", flat=True))
    return [each for number, each in reviewed(viewer, exercise).items() if number not in kept]


def publications(viewer: Viewer, exercise: Exercise) -> QuerySet[Publication]:
    mine: QuerySet[Publication] = Publication.objects.filter(partnership=viewer.partnership, exercise=exercise)
    return mine.select_related("asked_by", "released_by", "partnership")


def published(slug: str) -> list[Publication]:
    """For anybody: how a partnership chose, the newest publication of each choosing, newest first."""
    with scopes_disabled():
        released = Publication.objects.filter(may_be_public(), released_at__isnull=False, partnership__slug=slug)
        newest: dict[int, Publication] = {}
        for each in released.select_related("partnership", "exercise").order_by("-released_at"):
            newest.setdefault(each.exercise_id, each)
        return list(newest.values())
