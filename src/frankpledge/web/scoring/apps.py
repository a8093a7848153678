"""How Django knows this app."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "frankpledge.web.scoring"
    label = "scoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.mail import kinds
        from frankpledge.web.scoring import letters, things
        from frankpledge.web.scoring.events import Event

        words.register(Event)
        kinds.register(*letters.LETTERS)
        things.register_all()
