"""The directory of community groups and councils, what was talked about with each, and how far all were heard."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.consultation import communities


class CommunityGroup(models.Model):
    """A group, council or board to talk with. Whom to ask for is a role and an office's address, not a resident."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", "community group"
        PARISH = "parish", "parish or town council"
        BOARD = "board", "community board"
        FAITH = "faith", "faith group"
        SCHOOL = "school", "school or college"
        BUSINESS = "business", "business group"
        WATCH = "watch", "neighbourhood watch"
        ADVISORY = "advisory", "independent advisory group"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField("what it is", max_length=9, choices=Kind)
    communities = models.JSONField("whom it reaches", default=list, blank=True)
    reach = models.CharField("whom it reaches, in words", max_length=300, blank=True)
    liaison = models.CharField("role to ask for", max_length=200, blank=True, help_text="A role, not a name.")
    office = models.CharField("how to reach its office", max_length=200, blank=True)
    neighbourhood = models.ForeignKey(
        "consultation.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="groups"
    )
    next_on = models.DateField("next contact by", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                F("partnership"),
                models.functions.Lower("name"),
                name="consultation_group_once",
                violation_error_message="There is a group of this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community_group", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        if set(self.communities) - set(communities.COMMUNITIES):
            raise ValidationError("There is no such community in the list.")

    @property
    def reaches(self) -> list[str]:
        return communities.names(self.communities)


class Contact(models.Model):
    """One time that somebody of the partnership and a group were in touch."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    group = models.ForeignKey(CommunityGroup, models.PROTECT, related_name="contacts")
    on = models.DateField()
    how = models.CharField("how you were in touch", max_length=100, blank=True)
    words = models.TextField("what came of it", max_length=2000)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.group}, {self.on}"


class ReachNote(models.Model):
    """What a partnership says of how far it heard everybody in a year of asking, which begins in April."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    note = models.TextField("how far everybody was heard, and what you will do about it", max_length=3000)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("partnership", "year"), name="consultation_note_once"),)

    def __str__(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02}"
