"""How Django knows this app."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "frankpledge.web.evaluations"
    label = "evaluations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.citations import beside
        from frankpledge.web.evaluations import queries
        from frankpledge.web.evaluations.events import Event

        words.register(Event)
        beside.register("action", queries.HEADING, queries.notes)
