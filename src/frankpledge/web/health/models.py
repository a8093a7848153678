"""When things that keep the installation sound were last done, and how they went."""

from django.db import models
from django.utils import timezone


class Check(models.Model):
    """The last time of one thing, such as the backup; the installation's own, about no partnership and nobody."""

    class Name(models.TextChoices):
        WORKER = "worker", "Worker"
        HEADS = "heads", "Heads of the record noted outside the database"
        AUDIT = "audit", "Record of who did what"
        BACKUP = "backup", "Backup"
        REMINDERS = "reminders", "Reminders to confirm people"
        RETENTION = "retention", "Partners’ data past retention"

    name = models.CharField(max_length=10, choices=Name, primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    well = models.BooleanField(default=True)
    words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.get_name_display()}: {self.words}"


def noted(name: Check.Name, words: str = "", *, well: bool = True) -> None:
    """Write down that this was done just now, and how it went."""
    Check.objects.update_or_create(name=name, defaults={"at": timezone.now(), "well": well, "words": words[:300]})
