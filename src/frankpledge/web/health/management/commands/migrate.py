"""`django-admin migrate`: Django's own, but an empty database is made in one go."""

from typing import Any

from django.core.management.base import CommandParser, no_translations
from django.core.management.commands import migrate

from frankpledge.web import newborn

# Who asks for one of these means the migrations themselves.
STEPS = ("step_by_step", "app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    help = "Brings the database into today's shape: an empty one in one go, any other migration by migration."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--step-by-step", action="store_true", help="Go through the migrations in any case.")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if any(options[step] for step in STEPS):
            super().handle(*args, **options)
            return
        with newborn.making(options["database"]) as made:
            if made and options["verbosity"] >= 1:
                self.stdout.write(f"Making a new database, as {made} migrations lead to it.")
            super().handle(*args, **options)  # on a new database too: content types, permissions, walls
