"""The address of a calendar that is read without signing in, as Outlook and a telephone read one."""

from django.db import models
from django_scopes import ScopedManager


class CalendarLink(models.Model):
    """
    Shows the due days of a partnership's actions, or of those that one agency leads or helps with, until it is ended.

    Only the secret's fingerprint is kept: who reads the database cannot use the address. It ends with the access of
    the person who made it.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"calendar of {self.agency or self.partnership}"
