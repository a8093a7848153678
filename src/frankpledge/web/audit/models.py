"""What was done, by whom: rows that are written once and never changed."""

from django.db import models

INSTALLATION = 0  # the chain of what belongs to no partnership, such as making one


class AuditEvent(models.Model):
    """
    One thing that somebody did, or looked at.

    Each partnership has a chain of its own, numbered from 1 without a gap; `digest` covers the event and the
    digest before it, so that an event cannot be changed, moved, taken out or put in without breaking all later ones.
    `detail` holds codes and counts, never a name, an address or anything else about a person.
    """

    chain = models.PositiveBigIntegerField(help_text="The partnership's number; 0 for the installation's own.")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    roles = models.CharField(max_length=200, blank=True)
    agencies = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField("kind of thing it was done to", max_length=60)
    subject_id = models.CharField(max_length=40)
    reason = models.TextField("reason given", blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "sequence")
        constraints = (models.UniqueConstraint(fields=("chain", "sequence"), name="audit_one_event_for_each_number"),)
        indexes = (models.Index(fields=("subject", "subject_id"), name="audit_by_subject"),)

    def __str__(self) -> str:
        return f"{self.chain}/{self.sequence} {self.kind}"


class AuditHead(models.Model):
    """The last event of a chain. It is locked while an event is added, so that a chain never forks."""

    chain = models.PositiveBigIntegerField(primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain}/{self.sequence}"
