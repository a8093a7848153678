"""Everything that an installation keeps, in one file: the evidence, the database, and how to tell it is whole."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from frankpledge.counted import counted

CONTENTS = "contents.json"
DATABASE = "workspace/frankpledge.sqlite3"
# The workspace's folder goes in by itself; work that was under way is begun again.
NOT_KEPT = (".workspace", ".jobs")


class BackupRefused(Exception):
    """A backup that cannot be written or put back; the message says why and what to do."""


@dataclass(frozen=True)
class Backup:
    """How many files and recorded events a backup holds; `size` in bytes, 0 for one just put back."""

    files: int
    events: int
    size: int = 0


def write_backup(archive: Path, file: Path) -> Backup:
    """
    Write archive and workspace to `file`, whole or not at all.

    The archive's tables may be added to meanwhile: what their logs name when the copy begins is there to the end.
    The database is copied through its own backup, so that no half-written page is in it.
    """
    from django.db import connection

    from frankpledge.web.audit.verify import verify

    if connection.vendor != "sqlite":
        return _write_postgresql(archive, file)
    found = verify()
    if found.faults:
        raise BackupRefused(
            f"The record has {counted(len(found.faults), 'fault')}: see `frankpledge audit verify` first."
        )
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
        copy = Path(folder) / "frankpledge.sqlite3"
        with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        return _write(archive, file, {DATABASE: copy}, found.events, Path(folder))


def _write_postgresql(archive: Path, file: Path) -> Backup:
    from django.conf import settings
    from django.db import connection

    from frankpledge.web.audit.verify import verify

    tool = shutil.which("pg_dump")
    if tool is None:
        raise BackupRefused("pg_dump is not on this machine: install PostgreSQL's client programs.")
    found = verify()
    if found.faults:
        raise BackupRefused(
            f"The record has {counted(len(found.faults), 'fault')}: see `frankpledge audit verify` first."
        )
    facts = settings.DATABASES["default"]
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
        dump = Path(folder) / "database.dump"
        environment = {**os.environ, "PGPASSWORD": facts["PASSWORD"]}
        command = [tool, "--format=custom", f"--file={dump}", f"--username={facts['USER']}"]
        host = facts["HOST"] or facts["OPTIONS"].get("host", "/var/run/postgresql")
        command += [f"--host={host}", f"--port={facts['PORT'] or 5432}"]
        command += [connection.settings_dict["NAME"]]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise BackupRefused(f"pg_dump failed: {done.stderr.strip()}")
        return _write(archive, file, {"workspace/database.dump": dump}, found.events, Path(folder))


def _write(archive: Path, file: Path, databases: dict[str, Path], events: int, folder: Path) -> Backup:
    kept = dict(databases)
    for path in sorted(archive.rglob("*")):
        if path.is_file() and path.relative_to(archive).parts[0] not in NOT_KEPT:
            kept[f"archive/{path.relative_to(archive).as_posix()}"] = path
    workspace = archive / ".workspace"
    for name in ("secret.key", "audit-heads.jsonl"):
        if (workspace / name).exists():
            kept[f"workspace/{name}"] = workspace / name
    digests = {name: _digest(path) for name, path in kept.items()}
    contents = folder / CONTENTS
    contents.write_text(json.dumps({"files": digests, "events": events}, indent=1))
    unfinished = folder / "backup.tar.gz"
    with tarfile.open(unfinished, "w:gz", compresslevel=1) as tar:  # Parquet is compressed already
        tar.add(contents, CONTENTS)
        for name, path in kept.items():
            tar.add(path, name)
    os.chmod(unfinished, 0o600)
    os.replace(unfinished, file)
    return Backup(len(kept), events, file.stat().st_size)


def read_backup(file: Path, archive: Path) -> Backup:
    """
    Put a backup into `archive`, which has to be empty; nothing is left there unless every file is as it was written.

    E-mails that waited when it was written may have gone since: they are called uncertain, so that none goes twice.
    """
    if archive.exists() and any(archive.iterdir()):
        raise BackupRefused(f"{archive} is not empty: name a new folder with --archive, so that nothing is lost.")
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.absolute().parent) as folder:
        place = Path(folder)
        try:
            with tarfile.open(file, "r:gz") as tar:
                tar.extractall(place, filter="data")
            contents = json.loads((place / CONTENTS).read_text())
        except (OSError, EOFError, tarfile.TarError, KeyError, ValueError) as fault:
            raise BackupRefused(f"{file} is not a backup, or is damaged: {fault}") from None
        for name, digest in contents["files"].items():
            if not (place / name).is_file() or _digest(place / name) != digest:
                raise BackupRefused(f"{file} is damaged: {name} is not what was written.")
        events = _events(place / DATABASE) if DATABASE in contents["files"] else int(contents["events"])
        if events != contents["events"]:
            raise BackupRefused(f"{file} holds {events} recorded events, and says {contents['events']}.")
        if DATABASE in contents["files"]:
            _hold_mail_back(place / DATABASE)
        (place / "archive").mkdir(exist_ok=True)
        if (place / "workspace").is_dir():
            shutil.move(place / "workspace", place / "archive" / ".workspace")
        if archive.exists():
            archive.rmdir()
        os.replace(place / "archive", archive)
    return Backup(len(contents["files"]), events)


def _events(database: Path) -> int:
    with sqlite3.connect(database) as copy:
        return int(copy.execute("SELECT count(*) FROM audit_auditevent").fetchone()[0])


def _hold_mail_back(database: Path) -> None:
    """A person decides which of them to send again. What else was in the queue is asked for anew on schedule."""
    with sqlite3.connect(database) as copy:
        if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'mail_message'").fetchone():
            return  # written by a version that sent none
        copy.execute(
            "UPDATE mail_message SET state = 'uncertain', ended_at = CURRENT_TIMESTAMP, "
            "reason = 'It waited when the backup was written, and may have gone since.' "
            "WHERE state IN ('waiting', 'sending')"
        )
        copy.execute("DELETE FROM django_q_ormq")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        digest = sha256()
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
