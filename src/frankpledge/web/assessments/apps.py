"""How Django knows this app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "frankpledge.web.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.assessments import letters, things
        from frankpledge.web.assessments.events import Event
        from frankpledge.web.audit import words
        from frankpledge.web.mail import kinds

        words.register(Event)
        kinds.register(*letters.LETTERS)
        things.register_all()
