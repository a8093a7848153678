"""What every command says, in a line and not in a traceback, where a setting or the database stops it."""

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from frankpledge.web.wrong_setting import WrongSetting

OWNER = (
    "A database that is new, or older than this version, needs its owner once: "
    "start with FRANKPLEDGE_DATABASE_OWNER as docs/deploying.md says."
)


class Refusing(TyperGroup):
    """The commands together."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as fault:
            said = in_words(fault)
            if said is None:
                raise
            words, code = said
            typer.echo(words, err=True)
            raise typer.Exit(code) from None


def in_words(fault: Exception) -> tuple[str, int] | None:
    """What to say of a fault, and the exit code; None for one that is nobody's setting."""
    if isinstance(fault, WrongSetting):
        return str(fault), 2
    django = sys.modules.get("django.db.utils")  # loaded only where a database was spoken to
    if django and isinstance(fault, django.DatabaseError) and os.environ.get("FRANKPLEDGE_DATABASE"):
        words = " ".join(str(fault).split())
        rights = "must be owner" in words or "permission denied" in words or "does not exist" in words
        return f"The database said: {words}{f' {OWNER}' if rights else ''}", 1
    return None
