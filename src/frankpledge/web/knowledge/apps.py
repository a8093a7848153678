"""How Django knows this app."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "frankpledge.web.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.knowledge import counting, things
        from frankpledge.web.knowledge.events import Event
        from frankpledge.web.measures import counters

        words.register(Event)
        things.register_all()
        counters.register(*counting.COUNTERS)
