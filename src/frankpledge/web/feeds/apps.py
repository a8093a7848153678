"""How Django knows this app."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "frankpledge.web.feeds"
    label = "feeds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.feeds.events import Event

        words.register(Event)
