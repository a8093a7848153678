"""Who rests on whom."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager


class Citation(models.Model):
    """
    That one thing rests on another: a passage on a finding, an action on a priority.

    Both ends are named by the kind and the number that their own app gives them (`citations.kinds`), not joined, so
    that a finding can be cited by apps that did not exist when it was found, and imports run one way.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    citing = models.SlugField("kind of thing that rests", max_length=40)
    citing_id = models.CharField(max_length=160)
    cited = models.SlugField("kind of thing that it rests on", max_length=40)
    cited_id = models.CharField(max_length=160)
    why = models.CharField("how it bears on it", max_length=300, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "citing", "citing_id", "cited", "cited_id"),
                name="citations_once",
                violation_error_message="It is said already that it rests on this.",
            ),
            models.CheckConstraint(
                condition=~Q(citing=F("cited")) | ~Q(citing_id=F("cited_id")),
                name="citations_not_itself",
                violation_error_message="A thing cannot rest on itself.",
            ),
        )
        indexes = (models.Index(fields=("partnership", "cited", "cited_id"), name="citations_cited_by"),)

    def __str__(self) -> str:
        return f"{self.citing} {self.citing_id} rests on {self.cited} {self.cited_id}"
