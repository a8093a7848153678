"""How Django knows this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "frankpledge.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.accounts import signed_in
        from frankpledge.web.accounts.events import Event
        from frankpledge.web.audit import words

        words.register(Event)
        signed_in.listen()
