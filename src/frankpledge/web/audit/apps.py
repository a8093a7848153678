"""How Django knows this app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "frankpledge.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import looks, words

        words.register(looks.Event)
