"""A list that was brought in from Word, Excel or the clipboard."""

from django.db import models
from django_scopes import ScopedManager


class BroughtIn(models.Model):
    """
    A list as it was read, to look at before anything changes; then what it made, so that it can be taken back.

    `rows` are the rows as read; `answers` say who each unknown name is.
    """

    class State(models.TextChoices):
        READ = "read", "Read, not taken in"
        TAKEN_IN = "taken_in", "Taken in"
        TAKEN_BACK = "taken_back", "Taken back"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    name = models.CharField("file", max_length=200)
    rows = models.JSONField()
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)
    taken_in_at = models.DateTimeField(null=True, blank=True)
    made = models.JSONField("ids of what it made, and what it changed", default=dict)

    class Meta:
        abstract = True
        ordering = ("-read_at",)

    def __str__(self) -> str:
        return self.name


class ActionList(BroughtIn):
    """A list of actions for a plan."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="lists")

    objects = ScopedManager(partnership="partnership")
