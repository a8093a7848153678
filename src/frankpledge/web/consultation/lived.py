"""Accounts of lived experience, kept only as far and as long as those who gave them agree."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

PURPOSES = {
    "assessment": "Inform the assessment",
    "plan": "Inform the plan",
    "training": "Train staff",
    "quote": "Be quoted, without a name, where anybody can read it",
}
TOLD_BY = {
    "victim": "a victim or survivor",
    "family": "somebody in a victim’s family",
    "witness": "a witness or neighbour",
    "offender": "somebody who harmed others",
    "service": "somebody who uses a service",
}


class LivedAccount(models.Model):
    """
    What somebody told of their own life, and what they agreed to. It is personal data whoever told it, name or none.

    When consent is withdrawn the words go from here at once; that there was an account stays, so that what was made
    with it can be looked at again. Words are read while `stands` is true, and never after.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    told_by = models.CharField(max_length=8, choices=list(TOLD_BY.items()))
    told_on = models.DateField("told on")
    heard_by = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    about = models.CharField("what it is about, in a few words that tell nobody who it is", max_length=200)
    text = models.TextField("what they told", max_length=20_000, blank=True)
    purposes = models.JSONField("what they agreed to", default=list)
    consent_how = models.CharField("how they agreed", max_length=200)
    given_on = models.DateField("agreed on")
    ends_on = models.DateField("agreed until")
    withdrawn_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    kept_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "number"), name="consultation_account_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("given_on")),
                name="consultation_consent_ends_after_it_is_given",
                violation_error_message="Consent has to end after the day on which it is given.",
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None) & ~Q(text="") | Q(erased_on__isnull=False, text=""),
                name="consultation_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(erased_on__isnull=False),
                name="consultation_withdrawn_is_erased",
            ),
        )

    def __str__(self) -> str:
        return f"Account {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("lived_account", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        if not self.purposes or set(self.purposes) - set(PURPOSES):
            raise ValidationError("Say what they agreed to.")

    def stands(self, today: date) -> bool:
        """Whether consent holds on a day."""
        return self.erased_on is None and self.given_on <= today <= self.ends_on

    @property
    def purposes_in_words(self) -> list[str]:
        return [words for code, words in PURPOSES.items() if code in self.purposes]


class LivedQuote(models.Model):
    """A few words of an account, picked to be quoted. They go with the account."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    account = models.ForeignKey(LivedAccount, models.PROTECT, related_name="quotes")
    text = models.CharField("their words", max_length=500, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Quote {self.pk} from account {self.account.number}"
