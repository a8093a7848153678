"""How Django knows this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "frankpledge.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
