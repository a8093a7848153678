"""What an assessment of several areas together says of each of them."""

from django.db import models
from django.urls import reverse
from django_scopes import ScopedManager


class Extract(models.Model):
    """
    The findings of one area of an assessment that takes several together, as they were last computed.

    `findings` are {"data": as in findings.json, "html": as printed, "restricted": whether it rests on what a partner
    sent on terms}; `headlines` are its first sentences {"sentence", "restricted"}, so that a list need not read all of
    it. `problem` says why there is none, where that is so.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="+")
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=200)
    findings = models.JSONField(default=list, blank=True)
    headlines = models.JSONField(default=list, blank=True)
    problem = models.TextField(blank=True)
    computed_at = models.DateTimeField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("name", "code")
        constraints = (models.UniqueConstraint(fields=("assessment", "code"), name="districts_extract_once"),)

    def __str__(self) -> str:
        return f"{self.name} in {self.assessment}"

    def get_absolute_url(self) -> str:
        return reverse("district", args=[self.partnership.slug, self.assessment_id, self.code])
