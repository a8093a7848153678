"""How Django knows this app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "frankpledge.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.api.events import Event
        from frankpledge.web.audit import words

        words.register(Event)
