"""Links that let somebody in once: an invitation, or the first administrator's."""

from datetime import datetime
from hashlib import sha256

from django.db import models


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    def open(self, now: datetime) -> "OneTimeLinkQuerySet":
        return self.filter(used_at=None, expires_at__gt=now)


class OneTimeLink(models.Model):
    """
    A link that works once and for a while. Only its fingerprint is kept: who reads the database cannot use it.

    An invitation names the e-mail address, partnership, agency and role it gives; the first administrator's link
    names none of them.
    """

    class Purpose(models.TextChoices):
        FIRST_ADMINISTRATOR = "first", "first administrator"
        INVITATION = "invitation", "invitation"
        ALONE = "alone", "one person at one machine"

    purpose = models.CharField(max_length=10, choices=Purpose)
    fingerprint = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254, blank=True)
    partnership = models.ForeignKey("Partnership", models.PROTECT, null=True, related_name="invitations")
    agency = models.ForeignKey("Agency", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    invited_by = models.ForeignKey("Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(purpose="invitation")
                | (
                    ~models.Q(email="")
                    & ~models.Q(partnership=None)
                    & ~models.Q(agency=None)
                    & ~models.Q(role="")
                    & ~models.Q(invited_by=None)
                ),
                name="accounts_invitation_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} until {self.expires_at:%d %B %Y %H:%M}"


def fingerprint(token: str) -> str:
    """What is kept of a link's secret. It has 256 random bits, so a plain hash cannot be turned back."""
    return sha256(token.encode()).hexdigest()
