"""How Django knows this app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "frankpledge.web.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.mail import kinds
        from frankpledge.web.plans import letters, things
        from frankpledge.web.plans.events import Event

        words.register(Event)
        kinds.register(*letters.LETTERS)
        things.register_all()
