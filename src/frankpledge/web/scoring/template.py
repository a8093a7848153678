"""A partnership's own scoring templates, in versions."""

from functools import cached_property

from django.db import models
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.scoring.criteria import Matrix, from_json


class Template(models.Model):
    """
    One version of a partnership's scoring template: taken from the installation's, or changed by the partnership.

    `content` is a `criteria.Matrix` as JSON. Once an exercise uses a version it is frozen: a change makes the next.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    number = models.PositiveIntegerField("version")
    content = models.JSONField()
    because = models.CharField("why it was changed", max_length=300, blank=True)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_on = models.DateField()
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("name", "-number")
        constraints = (models.UniqueConstraint(fields=("partnership", "name", "number"), name="scoring_template_once"),)

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("scoring_template", args=[self.partnership.slug, self.pk])

    @cached_property
    def matrix(self) -> Matrix:
        return from_json(self.content)
