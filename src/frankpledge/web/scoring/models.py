"""Facts about how a partnership chooses its priorities."""

from frankpledge.web.scoring.decision import Decision, Publication, StandingReview
from frankpledge.web.scoring.exercise import Exercise, Panellist, Theme
from frankpledge.web.scoring.objective import Alignment, ExternalObjective, ExternalPlan
from frankpledge.web.scoring.score import Filled, Note, Score, Settled
from frankpledge.web.scoring.template import Template

__all__ = [
    "Alignment",
    "Decision",
    "Exercise",
    "ExternalObjective",
    "ExternalPlan",
    "Filled",
    "Note",
    "Panellist",
    "Publication",
    "Score",
    "Settled",
    "StandingReview",
    "Template",
    "Theme",
]
