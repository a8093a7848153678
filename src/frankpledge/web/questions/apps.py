"""How Django knows this app."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "frankpledge.web.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.questions import things
        from frankpledge.web.questions.events import Event

        words.register(Event)
        things.register_all()
