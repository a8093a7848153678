"""How Django knows this app."""

from django.apps import AppConfig


class CitationsConfig(AppConfig):
    name = "frankpledge.web.citations"
    label = "citations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.citations.events import Event

        words.register(Event)
