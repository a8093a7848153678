"""A new database is made in one go, and is what its migrations lead to."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.commands import migrate

from frankpledge.web import newborn
from tests.web import catalogue

MIGRATE = "from django.core.management import execute_from_command_line as run; import sys; run(sys.argv)"
KILLED = f"""
import os, signal
from django.db.models.signals import post_migrate
def kill(**_):
    os.kill(os.getpid(), signal.SIGKILL)
post_migrate.connect(kill)
{MIGRATE}
"""
POSTGRESQL = os.environ.get("FRANKPLEDGE_DATABASE", "")
COUNT_TABLES = "SELECT count(*) FROM " + ("pg_tables WHERE schemaname = 'public'" if POSTGRESQL else "sqlite_master")


class Database:
    """An empty database of its own: on PostgreSQL where the tests run on it, else a file."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder / name, f"{name}_{os.getpid()}"
        self.folder.mkdir()
        self.file = self.folder / "frankpledge.sqlite3"
        self.address = POSTGRESQL.replace("/frankpledge?", f"/{self.name}?")

    def migrate(self, program: str = MIGRATE) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "frankpledge.web.settings",
            "FRANKPLEDGE_WORKSPACE": str(self.folder),
            "FRANKPLEDGE_DATABASE": self.address,
        }
        command = [sys.executable, "-c", program, "migrate"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400)

    def do(self, sql: str) -> None:
        with self.opened() as database:
            database.execute(sql)  # type: ignore[arg-type]
            database.commit()

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection | psycopg.Connection]:
        """Whatever is changed and not committed is gone afterwards."""
        database = psycopg.connect(self.address) if self.address else sqlite3.connect(self.file, isolation_level=None)
        with closing(database):
            yield database


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Database]]:
    folder = tmp_path_factory.mktemp("databases")
    made = {name: Database(folder, name) for name in ("at_once", "step_by_step", "killed", "together")}
    if not POSTGRESQL:
        yield made
        return
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        for database in made.values():
            server.execute(f"CREATE DATABASE {database.name}")  # type: ignore[call-overload]
        yield made
        for database in made.values():
            server.execute(f"DROP DATABASE {database.name} WITH (FORCE)")  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def both(databases: dict[str, Database]) -> tuple[Database, Database]:
    """
    A database made in one go, and one that went through every migration, because it held a table already.

    The second takes half a minute of the tests, and there is no cheaper way of knowing.
    """
    at_once, step_by_step = databases["at_once"], databases["step_by_step"]
    step_by_step.do("CREATE TABLE of_somebody_else (id integer)")
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(Database.migrate, (at_once, step_by_step)))
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert ["Applying audit.0002_guards" in one.stdout for one in done] == [False, True]
    step_by_step.do("DROP TABLE of_somebody_else")
    return at_once, step_by_step


def differing(one: Database, other: Database, *, change: str = "SELECT 1") -> dict[str, set[tuple[str, ...]]]:
    """What only one of them has, by kind, after a change to the first that is taken back again."""
    with one.opened() as first, other.opened() as second:
        first.execute("BEGIN")
        first.execute(change)  # type: ignore[arg-type]
        ours, theirs = catalogue.of(first), catalogue.of(second)
    return {kind: ours[kind] ^ theirs[kind] for kind in ours if ours[kind] != theirs[kind]}


def test_both_ways_lead_to_the_same_database(both: tuple[Database, Database]) -> None:
    assert differing(*both) == {}


@pytest.mark.parametrize(
    ("less", "kind"),
    [
        ("DROP TRIGGER plans_said_stays" + (" ON plans_progressupdate" if POSTGRESQL else ""), "triggers"),
        ("DROP INDEX django_session_expire_date_a5c62663", "indexes"),
        ("ALTER TABLE health_check DROP COLUMN words", "columns" if POSTGRESQL else "tables"),
        ("DELETE FROM auth_permission WHERE codename = 'view_session'", "permissions"),
        ("DELETE FROM django_migrations WHERE name = '0003_said_stays'", "migrations"),
    ],
)
def test_what_one_of_them_lacks_is_seen(both: tuple[Database, Database], less: str, kind: str) -> None:
    assert kind in differing(*both, change=less)


def test_killed_in_the_middle_it_leaves_an_empty_database(databases: dict[str, Database]) -> None:
    killed = databases["killed"]

    done = killed.migrate(program=KILLED)

    assert done.returncode == -signal.SIGKILL, done.stderr
    with killed.opened() as database:
        assert database.execute(COUNT_TABLES).fetchone() == (0,)


def test_of_two_that_start_at_once_one_makes_it_and_the_other_waits(databases: dict[str, Database]) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(Database.migrate, [databases["together"]] * 2))

    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert sum("Making a new database" in one.stdout for one in done) == 1


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `migrate` would have done, in its order."""
    done: list[str] = []

    @contextmanager
    def making(alias: str) -> Iterator[int]:
        done.append(f"{alias} in one go")
        yield 0

    monkeypatch.setattr(newborn, "making", making)
    monkeypatch.setattr(migrate.Command, "handle", lambda self, **options: done.append("by Django"))
    return done


@pytest.mark.parametrize(
    "options",
    [{"step_by_step": True}, {"plan": True}, {"check_unapplied": True}, {"fake": True}, {"app_label": "audit"}],
    ids=str,
)
def test_who_asks_for_the_migrations_themselves_gets_them(options, steps: list[str]) -> None:
    call_command("migrate", **options)

    assert steps == ["by Django"]


def test_nobody_has_to_ask_for_a_new_database_in_one_go(steps: list[str]) -> None:
    call_command("migrate", verbosity=0)

    assert steps == ["default in one go", "by Django"]
