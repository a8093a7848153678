"""How Django knows this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "frankpledge.web.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.places.events import Event

        words.register(Event)
