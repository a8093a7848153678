"""How Django knows this app."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "frankpledge.web.risks"
    label = "risks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.citations import beside
        from frankpledge.web.risks import beside_actions, things
        from frankpledge.web.risks.events import Event

        words.register(Event)
        things.register_all()
        beside.register("action", beside_actions.HEADING, beside_actions.notes)
