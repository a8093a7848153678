"""How Django knows this app."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "frankpledge.web.consultation"
    label = "consultation"
    default_auto_field = "django.db.models.BigAutoField"
