"""As whom a partnership publishes its grants: what 360Giving, and the register of organisations, know it by."""

from django.core.validators import RegexValidator
from django.db import models
from django_scopes import ScopedManager


class OpenData(models.Model):
    """
    `prefix` is given out by 360Giving, and every grant's identifier begins with it; `organisation` is the partnership's
    own, or its council's, identifier by org-id.guide, such as GB-LAE-XXX. Without them no grant is published.
    """

    partnership = models.OneToOneField("accounts.Partnership", models.PROTECT, related_name="+")
    prefix = models.CharField(
        "prefix from 360Giving",
        max_length=60,
        validators=[RegexValidator(r"^360G-[A-Za-z0-9_-]+$", "A prefix from 360Giving looks like 360G-OurName.")],
    )
    organisation = models.CharField(
        "identifier of the organisation",
        max_length=60,
        validators=[RegexValidator(r"^[A-Za-z]{2,}-[A-Za-z0-9]+-[A-Za-z0-9_-]+$", "It looks like GB-LAE-XXX.")],
    )

    objects = ScopedManager(partnership="partnership")

    def __str__(self) -> str:
        return self.prefix
