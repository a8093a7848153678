"""How Django knows this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "frankpledge.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.accounts import letters, signed_in
        from frankpledge.web.accounts.events import Event
        from frankpledge.web.audit import words
        from frankpledge.web.mail import kinds
        from frankpledge.web.postgresql import walls

        words.register(Event)
        kinds.register(*letters.LETTERS)
        post_migrate.connect(walls.put_up, dispatch_uid="accounts.walls")
        signed_in.listen()
