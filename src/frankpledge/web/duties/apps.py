"""How Django knows this app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "frankpledge.web.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.duties import registers
        from frankpledge.web.duties.events import Event
        from frankpledge.web.plans.registers.register import register

        words.register(Event)
        register(*registers.REGISTERS)
