"""The demonstration put back as it was at first: all that was done in it goes, and nothing that is not invented."""

import os
import shutil
import sqlite3
from pathlib import Path


class KeptAsItIs(Exception):
    """Nothing was removed; the message says why, and what to do."""


def put_away(archive: Path) -> bool:
    """
    Remove the demonstration's archive with its workspace; False where there was none.

    Raises KeptAsItIs while pages or a worker use it, where it holds a partnership that is not invented, and where the
    workspace is kept elsewhere, which may be somebody's own.
    """
    for name in ("FRANKPLEDGE_DATABASE", "FRANKPLEDGE_WORKSPACE"):
        if os.environ.get(name):
            raise KeptAsItIs(f"{name} is set: what is kept there is not removed. Unset it, or empty it yourself.")
    if not archive.is_dir():
        return False
    database = archive / ".workspace" / "frankpledge.sqlite3"
    if database.exists():
        _may_go(database)
    # Moved first: a removal that is cut off leaves nothing half there.
    away = archive.with_name(f".{archive.name}.{os.getpid()}")
    archive.rename(away)
    shutil.rmtree(away)
    return True


def _may_go(database: Path) -> None:
    connection = sqlite3.connect(database, timeout=1)
    try:
        # Whoever else has the file open makes this fail: the worker beside the pages always has.
        connection.execute("PRAGMA journal_mode=DELETE")
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'accounts_partnership'").fetchone()
        query = "SELECT name FROM accounts_partnership WHERE NOT demonstration LIMIT 1"
        real = connection.execute(query).fetchone() if there else None
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise KeptAsItIs("The demonstration is open: stop it (Ctrl+C) where it runs, then try again.") from None
    finally:
        connection.close()
    if real:
        raise KeptAsItIs(f"{database} holds {real[0]}, which is not invented. It stays as it is.")
