"""What the kinds of event mean, in words. Each app that writes into the record names its own kinds."""

from django.db.models import TextChoices

_known: dict[str, str] = {}


def register(events: type[TextChoices]) -> None:
    """An app's kinds of event; called once when the app is ready."""
    _known.update({str(value): str(label) for value, label in events.choices})


def in_words(kind: str) -> str:
    """The words for a kind, or the kind itself where the app that wrote it is no longer here."""
    return _known.get(kind, kind)
