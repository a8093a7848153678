"""How Django knows this app."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "frankpledge.web.accountability"
    label = "accountability"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.accountability import letters
        from frankpledge.web.accountability.events import Event
        from frankpledge.web.audit import words
        from frankpledge.web.mail import kinds

        words.register(Event)
        kinds.register(*letters.LETTERS)
