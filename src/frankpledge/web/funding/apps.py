"""How Django knows this app."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "frankpledge.web.funding"
    label = "funding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.citations import beside
        from frankpledge.web.funding import beside_actions, counting, things
        from frankpledge.web.funding.events import Event
        from frankpledge.web.measures import counters

        words.register(Event)
        things.register_all()
        counters.register(*counting.COUNTERS)
        beside.register("action", beside_actions.HEADING, beside_actions.notes)
