"""How Django knows this app."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "frankpledge.web.scoring"
    label = "scoring"
    default_auto_field = "django.db.models.BigAutoField"
