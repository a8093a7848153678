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
    for folder in (workspace.parent, workspace):  # the archive's, as a rule: what is made on the way is private too
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["FRANKPLEDGE_SECRET"] = secret(workspace)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django_scopes import scopes_disabled

    from frankpledge.web.postgresql import walls

    owner = "owner" if "owner" in settings.DATABASES else "default"
    with scopes_disabled():
        call_command("migrate", database=owner, verbosity=0)
        call_command("createcachetable", database=owner, verbosity=0)
    if owner == "owner":
        walls.let_in(settings.DATABASES["default"]["USER"], owner)
        connections["owner"].close()
        # From here on nothing that runs knows how to be the owner.
        del os.environ["FRANKPLEDGE_DATABASE_OWNER"], settings.DATABASES["owner"]
    walls.refuse_to_start_unsafe()
    return workspace


def secret(workspace: Path) -> str:
    """What signs sessions: made at the first start, readable by the server's own user only."""
    file = workspace / "secret.key"
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_hex(32))
    return file.read_text().strip()
