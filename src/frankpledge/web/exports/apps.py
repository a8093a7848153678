"""How Django knows this app."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "frankpledge.web.exports"
    label = "exports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.exports.events import Event

        words.register(Event)
