"""Who may prepare a choosing, score in it, and decide it, as a reason in words."""

from frankpledge.web.accounts.permissions import reason_not_to
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.scoring.models import Exercise, Panellist


def reason_not_to_prepare(viewer: Viewer, exercise: Exercise) -> str:
    """Why `viewer` may not change its themes and their figures; else "". Whoever writes assessments may."""
    reason = reason_not_to(viewer, Permission.WRITE_ASSESSMENT)
    if reason:
        return reason
    return "Scoring has begun: themes and figures stay as they are." if exercise.opened else ""


def reason_not_to_run(viewer: Viewer) -> str:
    """Why `viewer` may not begin a choosing, name its panel, open and close its rounds, or decide; else ""."""
    return reason_not_to(viewer, Permission.WRITE_PLAN)


def reason_not_to_score(viewer: Viewer, exercise: Exercise, mine: Panellist | None) -> str:
    """Why `viewer` may not score now; else "". `mine` is their place on the panel."""
    reason = reason_not_to(viewer, Permission.CHOOSE_PRIORITIES)
    if reason:
        return reason
    if mine is None or mine.left_on is not None:
        return "You are not on the panel of this choosing."
    if exercise.round is None:
        return "Scores are not asked for now."
    return ""


def reason_not_to_discuss(viewer: Viewer, exercise: Exercise) -> str:
    """Why `viewer` may not write down what was said; else ""."""
    reason = reason_not_to(viewer, Permission.CHOOSE_PRIORITIES)
    if reason:
        return reason
    if not exercise.seen:
        return "What is said is written down once the first round is closed."
    return "It is decided." if exercise.stage == Exercise.Stage.DECIDED else ""


def reason_not_to_decide(viewer: Viewer, exercise: Exercise) -> str:
    """Why `viewer` may not settle a score or write a decision down now; else ""."""
    reason = reason_not_to_run(viewer)
    if reason:
        return reason
    return "" if exercise.can_be_decided else "Decisions are written down once the rounds are closed."
