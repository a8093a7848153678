"""How Django knows this app."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "frankpledge.web.risks"
    label = "risks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.risks import things
        from frankpledge.web.risks.events import Event

        words.register(Event)
        things.register_all()
