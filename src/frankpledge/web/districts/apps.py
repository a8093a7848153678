"""How Django knows this app."""

from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    name = "frankpledge.web.districts"
    label = "districts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.districts.events import Event

        words.register(Event)
