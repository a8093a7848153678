"""What of this app can be cited, and what of it cites: themes and decisions."""

from collections.abc import Collection

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.scoring import queries
from frankpledge.web.scoring.models import Decision, Theme

THEME, DECISION = "theme", "decision"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(THEME, "Theme", themes, search_themes, Permission.WRITE_ASSESSMENT))
    register(Kind(DECISION, "Decision", decisions, search_decisions, Permission.WRITE_PLAN))


def themes(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    found = queries.themes(viewer).filter(pk__in=numbers.rows(ids))
    return {str(each.pk): _theme(each) for each in found}


def search_themes(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.themes(viewer).order_by("-exercise__begun_on", "number")
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_theme(each) for each in found[:limit]]


def decisions(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    found = queries.decisions(viewer).filter(pk__in=numbers.rows(ids))
    return {str(each.pk): _decision(each) for each in found}


def search_decisions(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.decisions(viewer).order_by("-at")
    for word in words.split():
        found = found.filter(theme__title__icontains=word)
    return [_decision(each) for each in found[:limit]]


def _theme(theme: Theme) -> Thing:
    return Thing(THEME, str(theme.pk), f"{theme.title} ({theme.exercise})", theme.get_absolute_url(), theme.what)


def _decision(decision: Decision) -> Thing:
    title = f"{decision.theme.title}: {decision.get_outcome_display()}"
    return Thing(DECISION, str(decision.pk), title, decision.get_absolute_url(), decision.reason)
