"""What people say of how an action is going."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from frankpledge.web.plans.status import Status


class ProgressUpdate(models.Model):
    """
    What was said of an action on a day. It is only ever added to: a correction is a new one, and names the old.

    `on` is the day that it speaks of, and `at` when it was written down. An empty status is *not rated*: words
    without a colour, as many lists that are brought in have them.
    """

    class Way(models.TextChoices):
        PAGE = "page", "on the page"
        LINK = "link", "by an update link"
        LIST = "list", "in a list that was brought in"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    action = models.ForeignKey("plans.Action", models.PROTECT, related_name="updates")
    status = models.CharField(max_length=11, choices=Status, blank=True)
    text = models.TextField("what was done, and what is next", blank=True)
    on = models.DateField()
    undated = models.BooleanField(default=False, help_text="Nobody wrote the day down; `on` is the earliest it can be.")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=4, choices=Way, default=Way.PAGE)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    link = models.ForeignKey("plans.UpdateLink", models.PROTECT, null=True, blank=True, related_name="updates")
    action_list = models.ForeignKey("plans.ActionList", models.PROTECT, null=True, blank=True, related_name="updates")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=("action", "-on", "-id"), name="plans_newest_word"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(status__in=("at_risk", "off_track")) | ~Q(text="") | Q(way="list"),
                name="plans_trouble_has_words",
                violation_error_message="Say what is in the way, and what is being done about it.",
            ),
            models.CheckConstraint(
                condition=~Q(status="") | ~Q(text=""),
                name="plans_update_says_something",
                violation_error_message="Choose how it is going, or write what was done.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action}, {self.on}: {self.get_status_display() or 'not rated'}"
