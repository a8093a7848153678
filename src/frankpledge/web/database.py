"""Which database the workspace is kept in, and how it is spoken to."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from frankpledge.web.wrong_setting import WrongSetting


class UnknownDatabase(WrongSetting):
    """FRANKPLEDGE_DATABASE names something that is neither PostgreSQL nor empty."""


def database(address: str, workspace: Path) -> dict[str, Any]:
    """
    Django's settings for the database at `address`, or for the file in `workspace` where that is empty.

    >>> database("postgresql://app:secret@db.example:5433/csp", Path("."))["HOST"]
    'db.example'
    """
    return _postgresql(address) if address else _sqlite(workspace / "frankpledge.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        # Writers wait for each other instead of failing; a page is read while another is written.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
        },
        "CONN_MAX_AGE": None,
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.startswith("/") or len(parts.path) < 2:
        raise UnknownDatabase("FRANKPLEDGE_DATABASE is to be postgresql://USER:PASSWORD@HOST:PORT/NAME")
    return {
        "ENGINE": "frankpledge.web.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": None,
    }
