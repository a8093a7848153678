"""What all that is kept in the registers of plans has in common."""

from django.db import models
from django.urls import reverse


class Kept(models.Model):
    """Something a partnership keeps beside its plans. It is retired rather than deleted."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    retired_on = models.DateField(null=True, blank=True)

    REGISTER = ""  # its name in addresses

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("kept", args=[self.partnership.slug, self.REGISTER, self.pk])

    @property
    def standing(self) -> str:
        """Beside its name in lists: what state it is in; "" where there is nothing to say."""
        return ""
