"""How Django knows this app."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "frankpledge.web.scoring"
    label = "scoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.scoring import things
        from frankpledge.web.scoring.events import Event

        words.register(Event)
        things.register_all()
