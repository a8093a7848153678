"""Backup and restore: everything comes back, or nothing is left behind."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

FILL = """
from pathlib import Path
import sys
from frankpledge.web.ready import make_ready
archive = Path(sys.argv[1])
make_ready(archive)
from django.utils.timezone import localdate
from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.accounts import changes
from frankpledge.web.accounts.models import Agency, Person, Partnership
secret = changes.first_link()
changes.install(secret=secret, name="First Person", email="first@example.org", password="correct horse battery",
    partnership_name="Safer Elmbury", slug="elmbury", agency_name="Elmbury Council", areas=(), today=localdate())
from django_scopes import scope
from frankpledge.web.mail.models import Message
partnership = Partnership.objects.get(slug="elmbury")
with scope(partnership=partnership):
    Message.objects.create(partnership=partnership, kind="accounts.password_reset", recipient="first@example.org", about=1)
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    left_out = {"FRANKPLEDGE_WORKSPACE", "FRANKPLEDGE_ARCHIVE", "FRANKPLEDGE_DATABASE", "FRANKPLEDGE_AUDIT_HEADS"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, timeout=120)


def frankpledge(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run("-m", "frankpledge.cli", *arguments)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive folder with a table's files, people and a record."""
    archive = tmp_path_factory.mktemp("installation") / "archive"
    (archive / "police_uk_street").mkdir(parents=True)
    (archive / "police_uk_street" / "part.parquet").write_bytes(b"rows")
    done = run("-c", FILL, str(archive))
    assert done.returncode == 0, done.stderr
    assert frankpledge("audit", "note", "--archive", str(archive)).returncode == 0
    return archive


@pytest.fixture(scope="module")
def backup(installation: Path) -> Path:
    file = installation.parent / "backup.tar.gz"
    done = frankpledge("backup", str(file), "--archive", str(installation))
    assert done.returncode == 0, done.stderr
    return file


def test_everything_comes_back_in_a_new_folder_and_the_record_is_whole(backup: Path, tmp_path: Path) -> None:
    done = frankpledge("restore", str(backup), "--archive", str(tmp_path / "new"))

    assert done.returncode == 0, done.stderr
    assert "3 events in 2 chains: 0 faults" in done.stdout
    assert (tmp_path / "new" / "police_uk_street" / "part.parquet").read_bytes() == b"rows"
    workspace = tmp_path / "new" / ".workspace"
    assert [path.name for path in (workspace, *workspace.rglob("*")) if path.stat().st_mode & 0o077] == []


def test_an_email_that_waited_is_not_sent_by_the_copy_unless_somebody_says_so(
    installation: Path, backup: Path, tmp_path: Path
) -> None:
    frankpledge("restore", str(backup), "--archive", str(tmp_path / "new"))

    states = []
    for archive in (installation, tmp_path / "new"):
        with sqlite3.connect(archive / ".workspace" / "frankpledge.sqlite3") as database:
            states += database.execute("SELECT state FROM mail_message").fetchall()
    assert states == [("waiting",), ("uncertain",)]


def test_a_backup_is_for_its_owners_eyes_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_nothing_is_put_over_what_is_there(backup: Path, installation: Path) -> None:
    done = frankpledge("restore", str(backup), "--archive", str(installation))

    assert done.returncode == 1
    assert "is not empty" in done.stderr


def test_a_damaged_backup_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(backup.read_bytes()[:-200])

    done = frankpledge("restore", str(cut), "--archive", str(tmp_path / "new"))

    assert done.returncode == 1
    assert not (tmp_path / "new").exists()
    assert "Traceback" not in done.stderr


def test_a_backup_that_was_altered_is_refused(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open" / "archive" / "police_uk_street" / "part.parquet").write_bytes(b"rowz")
    with tarfile.open(tmp_path / "altered.tar.gz", "w:gz") as tar:
        for name in ("contents.json", "archive", "workspace"):
            tar.add(tmp_path / "open" / name, name)

    done = frankpledge("restore", str(tmp_path / "altered.tar.gz"), "--archive", str(tmp_path / "new"))

    assert done.returncode == 1
    assert "part.parquet is not what was written" in done.stderr


def test_an_older_copy_put_back_shows_in_the_noted_heads(installation: Path, backup: Path, tmp_path: Path) -> None:
    frankpledge("restore", str(backup), "--archive", str(tmp_path / "old"))
    heads = tmp_path / "heads.jsonl"
    noted = (installation / ".workspace" / "audit-heads.jsonl").read_text()
    heads.write_text(noted.replace('"sequence": 2', '"sequence": 5'))
    assert heads.read_text() != noted

    done = frankpledge("audit", "verify", "--archive", str(tmp_path / "old"), "--heads", str(heads))

    assert done.returncode == 1
    assert "cut off, or an older copy" in done.stderr


def test_what_goes_away_or_grows_while_it_is_copied_spoils_nothing(tmp_path: Path) -> None:
    from frankpledge.web.backup import _evidence, _write, read_backup

    archive = tmp_path / "archive"
    for name in ("street/_delta_log/0.json", "street/a.parquet", "street/b.parquet", ".jobs/1/asked.json"):
        (archive / name).parent.mkdir(parents=True, exist_ok=True)
        (archive / name).write_bytes(b"rows")
    kept = _evidence(archive)
    (archive / "street" / "a.parquet").unlink()

    written = _write(tmp_path / "b.tar.gz", kept, 0, tmp_path)

    assert next(iter(kept)) == "archive/street/_delta_log/0.json"
    assert written.files == 2
    assert read_backup(tmp_path / "b.tar.gz", tmp_path / "new").files == 2
    assert not (tmp_path / "new" / ".jobs").exists()
