"""What residents take away of a published plan, kept as it was printed."""

from django.db import models
from django_scopes import ScopedManager


class PublicFile(models.Model):
    """
    A published plan printed for residents in one format, when somebody first asked for it as it was then.

    `fingerprint` is of the content it was printed from. When that moves, the next who asks has it printed again, in its
    place.
    """

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"
        PAGE = "html", "One web page"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    format = models.CharField(max_length=4, choices=Format)
    fingerprint = models.CharField(max_length=64)
    data = models.BinaryField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "format"), name="plans_public_file_once"),)

    def __str__(self) -> str:
        return f"{self.plan}, {self.get_format_display()} for residents"
