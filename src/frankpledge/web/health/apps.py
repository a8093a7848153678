"""How Django knows this app."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "frankpledge.web.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"
