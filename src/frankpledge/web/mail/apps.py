"""How Django knows this app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "frankpledge.web.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.mail.events import Event

        words.register(Event)
