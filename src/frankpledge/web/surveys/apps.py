"""How Django knows this app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "frankpledge.web.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
