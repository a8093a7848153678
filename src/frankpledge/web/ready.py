"""Making the workspace ready: its folder, its secret, its database in today's shape."""

import os
import secrets
from pathlib import Path


def make_ready(archive: Path, *, alone: bool = False, demonstration: bool = False) -> Path:
    """
    Set Django up for the workspace of this archive and bring its database up to date; returns the workspace folder.

    Child processes inherit the same settings. Called once, before anything of Django is imported.
    """
    os.environ["FRANKPLEDGE_ARCHIVE"] = str(archive.absolute())
    workspace = Path(os.environ.setdefault("FRANKPLEDGE_WORKSPACE", str(archive.absolute() / ".workspace")))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.web.settings")
    os.environ["FRANKPLEDGE_ALONE"] = "1" if alone else "0"
    os.environ["FRANKPLEDGE_DEMONSTRATION"] = "1" if demonstration else "0"
    workspace.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["FRANKPLEDGE_SECRET"] = secret(workspace)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return workspace


def secret(workspace: Path) -> str:
    """What signs sessions: made at the first start, readable by the server's own user only."""
    file = workspace / "secret.key"
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_hex(32))
    return file.read_text().strip()
