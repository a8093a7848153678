"""Facts about how duties were met."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from frankpledge.web.duties.horizon import Decision, ExpectedChange

__all__ = ["Decision", "DutyRecord", "ExpectedChange"]


class DutyRecord(models.Model):
    """What somebody wrote down of a duty that was met on a day: the minute it stands in, or where it can be read."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    duty = models.CharField(max_length=40)
    met_on = models.DateField("met on")
    minute = models.CharField("minute, or what was done", max_length=300, blank=True)
    link = models.URLField("where it can be read", max_length=500, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-met_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(minute="") | ~Q(link=""),
                name="duties_record_has_evidence",
                violation_error_message="Say which minute it stands in, or where it can be read.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty}, {self.met_on}"

    def clean(self) -> None:
        from frankpledge.web.duties.duty import duties

        if self.duty not in {each.code for each in duties()}:
            raise ValidationError("There is no such duty.")
