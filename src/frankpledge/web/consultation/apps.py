"""How Django knows this app."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "frankpledge.web.consultation"
    label = "consultation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.consultation import things
        from frankpledge.web.consultation.events import Event

        words.register(Event)
        things.register_all()
