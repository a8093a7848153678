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
from typing import IO

from frankpledge.counted import counted

CONTENTS = "contents.json"
DATABASE = "workspace/frankpledge.sqlite3"
DUMP = "workspace/database.dump"
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
    Write archive and workspace to `file`, whole or not at all, while people work and loads write.

    The heads of the record are noted first, so that they are never ahead of the database that is copied after them.
    Of each table of the archive the log is listed before the rows: what it names is there when the rows are listed.
    """
    from django.conf import settings
    from django.db import connection

    from frankpledge.web.audit.heads import note_heads
    from frankpledge.web.audit.verify import verify

    found = verify()
    if found.faults:
        raise BackupRefused(
            f"The record has {counted(len(found.faults), 'fault')}: see `frankpledge audit verify` first."
        )
    try:
        note_heads(settings.AUDIT_HEADS)
    except OSError as fault:
        raise BackupRefused(f"The heads of the record cannot be noted in {settings.AUDIT_HEADS}: {fault}") from None
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as name:
        folder = Path(name)
        heads = folder / "audit-heads.jsonl"
        if settings.AUDIT_HEADS.exists():  # not before anything was recorded
            shutil.copyfile(settings.AUDIT_HEADS, heads)
        kept = {"workspace/audit-heads.jsonl": heads, "workspace/secret.key": settings.WORKSPACE / "secret.key"}
        if connection.vendor == "sqlite":
            kept[DATABASE] = folder / "frankpledge.sqlite3"
            with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(kept[DATABASE]) as target:
                source.backup(target)
            events = _events(kept[DATABASE])  # those of people who went on working meanwhile too
        else:
            kept[DUMP] = folder / "database.dump"
            _dump(kept[DUMP])
            events = found.events
        return _write(file, kept | _evidence(archive), events, folder)


def _dump(dump: Path) -> None:
    """The PostgreSQL database as pg_dump gives it, of every partnership: its user stands behind the wall as well."""
    from django.db import connection

    tool = shutil.which("pg_dump")
    if tool is None:
        raise BackupRefused("pg_dump is not on this machine: install PostgreSQL's client programs.")
    facts = connection.settings_dict
    environment = {**os.environ, "PGPASSWORD": facts["PASSWORD"], "PGOPTIONS": "-c frankpledge.partnership=all"}
    host = facts["HOST"] or facts["OPTIONS"].get("host", "/var/run/postgresql")
    command = [tool, "--format=custom", "--enable-row-security", f"--file={dump}", f"--username={facts['USER']}"]
    command += [f"--host={host}", f"--port={facts['PORT'] or 5432}", facts["NAME"]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupRefused(f"pg_dump failed: {done.stderr.strip()}")


def _evidence(archive: Path) -> dict[str, Path]:
    """The archive's files, by their names in the backup."""
    logs = sorted(archive.rglob("_delta_log/*"))
    rest = sorted(set(archive.rglob("*")) - set(logs))
    kept = [path for path in (*logs, *rest) if path.is_file() and path.relative_to(archive).parts[0] not in NOT_KEPT]
    return {f"archive/{path.relative_to(archive).as_posix()}": path for path in kept}


def _write(file: Path, kept: dict[str, Path], events: int, folder: Path) -> Backup:
    unfinished = folder / "backup.tar.gz"
    digests: dict[str, str] = {}
    with tarfile.open(unfinished, "w:gz", compresslevel=1) as tar:  # Parquet is compressed already
        for name, path in kept.items():
            try:
                stream = path.open("rb")
            except FileNotFoundError:
                continue  # never there, or a load put it away since it was listed
            with stream:
                entry = tar.gettarinfo(arcname=name, fileobj=stream)
                read = _Digesting(stream)
                tar.addfile(entry, read)  # no more than its size now, should it grow meanwhile
            digests[name] = read.digest.hexdigest()
        contents = folder / CONTENTS
        contents.write_text(json.dumps({"files": digests, "events": events}, indent=1))
        tar.add(contents, CONTENTS)
    os.chmod(unfinished, 0o600)
    os.replace(unfinished, file)
    return Backup(len(digests), events, file.stat().st_size)


class _Digesting:
    """A file that is read once: what went into the backup is what was fingerprinted."""

    def __init__(self, stream: IO[bytes]):
        self.stream, self.digest = stream, sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.stream.read(size)
        self.digest.update(block)
        return block


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
            _for_its_owner_alone(place / "workspace")
            shutil.move(place / "workspace", place / "archive" / ".workspace")
        if archive.exists():
            archive.rmdir()
        os.replace(place / "archive", archive)
    return Backup(len(contents["files"]), events)


def _for_its_owner_alone(workspace: Path) -> None:
    """As it was where it was made: what is known of people is nobody else's on this machine to read."""
    workspace.chmod(0o700)
    for path in workspace.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


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
