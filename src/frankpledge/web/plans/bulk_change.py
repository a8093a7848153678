"""A change to many actions at once: from a workbook that came back, or from ticks on the list."""

from django.db import models
from django_scopes import ScopedManager


class BulkChange(models.Model):
    """
    What would change, to look at before anything does; then what was changed, so that it can be undone exactly.

    `rows` name each action, its stamp when the change was prepared, and the facts before and after; a row that was
    refused says why. `made` holds what undoing it needs.
    """

    class Way(models.TextChoices):
        WORKBOOK = "workbook", "a workbook"
        TICKS = "ticks", "ticks on the list"

    class State(models.TextChoices):
        PREPARED = "prepared", "Prepared, not made"
        MADE = "made", "Made"
        UNDONE = "undone", "Undone"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="bulk_changes")
    name = models.CharField(max_length=200)
    way = models.CharField(max_length=8, choices=Way)
    rows = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)
    made = models.JSONField("ids of what it made, and facts before it", default=dict)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-prepared_at",)

    def __str__(self) -> str:
        return self.name
