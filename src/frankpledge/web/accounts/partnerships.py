"""Partnerships and the agencies in them."""

from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

AREA_CODE = RegexValidator(r"^[EW]\d{8}$", "An ONS area code is E or W and 8 digits.")


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def going_on(self, today: date) -> "PartnershipQuerySet":
        """Those that had not ended by this day: what is done on a schedule is done for them alone."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=today))


class Partnership(models.Model):
    """A body that shares one workspace: a CSP, a county's board over several, or a police force area's."""

    class Kind(models.TextChoices):
        CSP = "csp", "Community Safety Partnership"
        COUNTY = "county", "county board"
        FORCE = "force", "police force area"
        OTHER = "other", "other partnership"

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField("address", max_length=60, unique=True)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.CSP)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="districts")
    duties_held_by = models.CharField(
        "body that holds the duties",
        max_length=200,
        blank=True,
        help_text="Where another body, such as a health and wellbeing board, does the partnership's work.",
    )
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    succeeded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    demonstration = models.BooleanField(default=False, help_text="Everything in it is invented.")

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(began_on=None) | Q(ended_on__gte=F("began_on")),
                name="accounts_partnership_ends_after_it_begins",
                violation_error_message="A partnership cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by=None) | ~Q(ended_on=None),
                name="accounts_partnership_succeeded_has_ended",
                violation_error_message="Say when the partnership ended, if another has taken its place.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workspace", args=[self.slug])

    def has_ended(self, today: date) -> bool:
        """`ended_on` is the first day without it."""
        return self.ended_on is not None and self.ended_on <= today


class PartnershipAreaQuerySet(models.QuerySet["PartnershipArea"]):
    def live(self, on: date) -> "PartnershipAreaQuerySet":
        """Those that belonged on this day; `until_on` is the first day on which one does no more."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=on), Q(until_on=None) | Q(until_on__gt=on))


class PartnershipArea(models.Model):
    """An area, by ONS code, that belonged to a partnership between two dates; both may be open."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="areas")
    code = models.CharField("ONS code", max_length=9, validators=[AREA_CODE])
    name = models.CharField(max_length=200)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    objects: Any = ScopedManager(models.Manager.from_queryset(PartnershipAreaQuerySet), partnership="partnership")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "code"), condition=Q(until_on=None), name="accounts_area_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def is_live(self, on: date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or on < self.until_on)


class Agency(models.Model):
    """An organisation. One agency, such as a police force, may work in many partnerships."""

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """What a partnership's papers call an agency: TVP for Thames Valley Police. Another may mean another by it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="aliases")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="aliases")
    alias = models.CharField(max_length=60)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                F("partnership"),
                models.functions.Lower("alias"),
                name="accounts_alias_means_one_agency",
                violation_error_message="This short name already stands for an agency here.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.alias} = {self.agency}"


class PartnerQuerySet(models.QuerySet["Partner"]):
    def here(self) -> "PartnerQuerySet":
        """Those that have not left: the only ones that anything new is given to."""
        return self.filter(left_on=None)


class Partner(models.Model):
    """
    An agency's place in a partnership, with the person who speaks for it: its liaison officer.

    One that left keeps its row: what was written with it stands. `left_on` is the first day without it.
    """

    class Standing(models.TextChoices):
        RESPONSIBLE = "responsible", "responsible authority"
        COOPERATING = "cooperating", "co-operating body"
        INVITED = "invited", "invited to take part"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="partners")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="places")
    standing = models.CharField(max_length=11, choices=Standing, default=Standing.RESPONSIBLE)
    liaison = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="speaks_for")
    left_on = models.DateField(null=True, blank=True)

    objects: Any = ScopedManager(models.Manager.from_queryset(PartnerQuerySet), partnership="partnership")

    class Meta:
        ordering = ("agency__name",)
        constraints = (models.UniqueConstraint(fields=("partnership", "agency"), name="accounts_partner_once"),)

    def __str__(self) -> str:
        return f"{self.agency} in {self.partnership}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self, today: date) -> "MembershipQuerySet":
        """Those that give access on this day: begun, not ended, and confirmed by the agency when last asked."""
        return self.filter(
            Q(until_on=None) | Q(until_on__gt=today),
            from_on__lte=today,
            confirmed_until__gte=today,
            person__is_active=True,
        )


class Membership(models.Model):
    """
    A person's role in a partnership, for an agency.

    Each quarter the agency's liaison officer confirms its people; a membership that nobody confirms gives no
    access after `confirmed_until`, and is kept as history.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="memberships")
    person = models.ForeignKey("Person", models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    confirmed_until = models.DateField()

    objects: Any = ScopedManager(models.Manager.from_queryset(MembershipQuerySet), partnership="partnership")

    class Meta:
        ordering = ("person__name",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "person", "agency", "role"),
                condition=Q(until_on=None),
                name="accounts_membership_once",
                violation_error_message="This person has this role already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.role}, {self.agency}"
