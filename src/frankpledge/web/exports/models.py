"""Exports: what left, of what, why, by whom, and until when it can be fetched."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django_scopes import ScopedManager


class Export(models.Model):
    """
    A table that was sealed for one person. Its rows are in the sealed file alone, which is deleted when it expires;
    the passphrase is nowhere.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    of = models.CharField("number of what it is of", max_length=40, blank=True)
    title = models.CharField(max_length=250)
    columns = models.JSONField("columns that left")
    row_count = models.PositiveIntegerField()
    reason = models.TextField(max_length=500)
    digest = models.CharField("SHA-256 of the sealed file", max_length=64)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken = models.PositiveIntegerField("times fetched", default=0)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("export", args=[self.partnership.slug, self.pk])

    @property
    def file_name(self) -> str:
        return f"{self.digest}.pdf"

    def can_be_fetched(self, now: datetime) -> bool:
        return self.destroyed_at is None and now < self.expires_at
