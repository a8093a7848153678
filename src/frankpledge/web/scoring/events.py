"""What this app writes into the record of who did what, with the words for it. No event holds a score, or which theme was scored."""

from django.db import models


class Event(models.TextChoices):
    EXTERNAL_PLAN_ADDED = "scoring.external_plan_added", "entered another body's objectives"
    ALIGNED = "scoring.aligned", "said which of others' objectives a priority serves"
    TEMPLATE_TAKEN = "scoring.template_taken", "took a scoring template"
    TEMPLATE_CHANGED = "scoring.template_changed", "changed a scoring template"
    BEGUN = "scoring.begun", "began a choosing of priorities"
    CHANGED = "scoring.changed", "changed how a choosing of priorities is done"
    THEME_ADDED = "scoring.theme_added", "added a theme"
    THEME_CHANGED = "scoring.theme_changed", "changed a theme"
    THEME_REMOVED = "scoring.theme_removed", "took a theme out before it was scored"
    FILLED = "scoring.filled", "took figures into themes"
    ASKED = "scoring.asked", "asked somebody to score"
    LEFT = "scoring.left", "took somebody off the panel"
    MOVED = "scoring.moved", "opened or closed a round of scoring"
    SCORED = "scoring.scored", "began to score"
    FINISHED = "scoring.finished", "said that they had finished scoring"
    NOTED = "scoring.noted", "wrote down what was said of a theme"
    SETTLED = "scoring.settled", "settled a score"
    DECIDED = "scoring.decided", "decided what becomes of a theme"
    REVIEWED = "scoring.reviewed", "reviewed a standing priority"
    RELEASE_ASKED = "scoring.release_asked", "asked to publish how priorities were chosen"
    RELEASED = "scoring.released", "published how priorities were chosen"
    RELEASE_UNDONE = "scoring.release_undone", "took a publication of how priorities were chosen back"
