"""How Django knows this app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "frankpledge.web.measures"
    label = "measures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.citations import beside
        from frankpledge.web.measures import beside_actions, counters, of_plans, things
        from frankpledge.web.measures.events import Event

        words.register(Event)
        counters.register(*of_plans.COUNTERS)
        things.register_all()
        beside.register("action", beside_actions.HEADING, beside_actions.notes)
