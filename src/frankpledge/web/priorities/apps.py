"""How Django knows this app."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "frankpledge.web.priorities"
    label = "priorities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.priorities import things
        from frankpledge.web.priorities.events import Event

        words.register(Event)
        things.register_all()
