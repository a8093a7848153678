"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    PLAN_BEGUN = "plans.begun", "began a plan"
    PLAN_CHANGED = "plans.changed", "changed a plan"
    PLAN_MOVED_ON = "plans.moved_on", "moved a plan to its next stage"
    CHAPTER_ADDED = "plans.chapter_added", "took a priority into a plan"
    CHAPTER_CHANGED = "plans.chapter_changed", "changed what a plan says of a priority"
    OBJECTIVE_ADDED = "plans.objective_added", "added an objective"
    ACTION_ADDED = "plans.action_added", "added an action"
    ACTION_CHANGED = "plans.action_changed", "changed an action"
    ACTION_DROPPED = "plans.action_dropped", "dropped an action"
    ACTION_TAKEN_UP = "plans.action_taken_up", "took an action up again"
    MILESTONE_ADDED = "plans.milestone_added", "added a milestone"
    MILESTONE_REACHED = "plans.milestone_reached", "said that a milestone was reached"
    PROGRESS_UPDATED = "plans.progress_updated", "said how an action is going"
    PROGRESS_CORRECTED = "plans.progress_corrected", "corrected what was said of an action"
    ASKED = "plans.asked", "asked by e-mail how actions go"
    LINK_MADE = "plans.link_made", "made an update link"
    LINK_ENDED = "plans.link_ended", "ended an update link"
    LINK_USED = "plans.link_used", "said by an update link how an action is going"
    LIST_READ = "plans.list_read", "read a list of actions in, to look at"
    NAMES_ANSWERED = "plans.names_answered", "said which agencies the names of a list are"
    LIST_TAKEN_IN = "plans.list_taken_in", "took a list of actions into a plan"
    LIST_TAKEN_BACK = "plans.list_taken_back", "took a list of actions back out of a plan"
