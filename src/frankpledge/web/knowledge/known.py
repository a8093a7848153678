"""What every small record of this app has."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager


class Known(models.Model):
    """Something that a partnership knows, or wants to; who added it and when. Changes are in the record."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        abstract = True
        ordering = ("-added_at", "-pk")
