"""Pots: money of one year from one place, and what of it is set aside for which priority."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_scopes import ScopedManager


class Pot(models.Model):
    """
    Money that the partnership has for a financial year. `year` is the one in which it begins, in April.

    It may follow last year's pot, so that the change can be told, and come from a grant that the partnership got. Money
    that is no longer given on its own says what it was absorbed into. A pot for petty spending has a most for each line.
    """

    class Method(models.TextChoices):
        FORMULA = "formula", "By formula"
        BID = "bid", "By bid"
        DIRECT = "direct", "Given directly"
        SHARED = "shared", "Put together by the partners"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    funder = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    pence = models.PositiveBigIntegerField()
    method = models.CharField(max_length=7, choices=Method)
    method_words = models.TextField("how the amount came about", blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    grant = models.ForeignKey("funding.Grant", models.PROTECT, null=True, blank=True, related_name="pots")
    line_most_pence = models.PositiveBigIntegerField("most that one line of it may be", null=True, blank=True)
    absorbed_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="took_in")
    absorbed_words = models.CharField("what became of this money", max_length=300, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-year", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "name", "year"),
                name="funding_pot_once",
                violation_error_message="There is a pot of this name for that year already.",
            ),
            models.CheckConstraint(condition=Q(year__range=(1998, 2100)), name="funding_pot_year"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.year}/{(self.year + 1) % 100:02}"

    def get_absolute_url(self) -> str:
        return reverse("pot", args=[self.partnership.slug, self.pk])


class PotPart(models.Model):
    """
    A part of a pot: what a former stream was worth in it, or what one of several partnerships or agencies has of it.

    `need` is what the split rests on, such as residents or recorded crimes, in the unit of `need_words`.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="parts")
    name = models.CharField("for whom, or from which stream", max_length=200)
    pence = models.PositiveBigIntegerField()
    need = models.FloatField("need that it rests on", null=True, blank=True)
    need_words = models.CharField("what the need is counted in", max_length=200, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "pot", "name"),
                name="funding_part_once",
                violation_error_message="This pot has a part of that name already.",
            ),
            models.CheckConstraint(condition=Q(need=None) | Q(need__gt=0), name="funding_need_is_something"),
            models.CheckConstraint(
                condition=Q(need=None) | ~Q(need_words=""),
                name="funding_need_has_words",
                violation_error_message="Say what the need is counted in.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, of {self.pot}"


class WorthNote(models.Model):
    """What the partnership thinks it got for the money of a priority, in words; only ever added to."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, related_name="+")
    words = models.TextField("what the money bought, and what it could have bought instead")
    on = models.DateField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.priority}, {self.on}"


class Commitment(models.Model):
    """Money of a pot that is set aside for a priority. One that is taken back stays, with its reason."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="commitments")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, related_name="commitments")
    pence = models.PositiveBigIntegerField()
    words = models.CharField("what for", max_length=300, blank=True)
    on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(pence__gt=0), name="funding_commitment_is_something"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_because=""),
                name="funding_uncommitted_has_reason",
                violation_error_message="Say why this money is no longer set aside.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pot} for {self.priority}"
