"""The second wall: the database itself keeps partnerships apart. On PostgreSQL alone (script/test --postgres)."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.models import Membership
from frankpledge.web.backup import _dump
from frankpledge.web.postgresql import walls
from tests.web.cast import TODAY, Cast


@pytest.fixture(autouse=True)
def _only_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row-level security is PostgreSQL's: script/test --postgres")


def counted(table: str) -> int:
    """Rows as plain SQL sees them, without any filter of Django's."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_plain_sql_sees_the_partnership_in_scope_alone(cast: Cast) -> None:
    with scope(partnership=cast.partnerships["castermouth"]):
        here = counted("accounts_membership")
    with scope(partnership=cast.partnerships["thorley"]):
        there = counted("accounts_membership")
    with scopes_disabled():
        everywhere = counted("accounts_membership")

    assert (here, there, everywhere) == (8, 1, 9)


def test_plain_sql_sees_nothing_outside_a_scope(cast: Cast) -> None:
    assert counted("accounts_membership") == 0


def test_a_row_of_another_partnership_is_not_written(cast: Cast) -> None:
    elsewhere = Membership(
        partnership=cast.partnerships["thorley"],
        person=cast.people["ana"],
        agency=cast.agencies["Thorley Council"],
        role="administrator",
        from_on=TODAY,
        confirmed_until=TODAY,
    )

    with (
        scope(partnership=cast.partnerships["castermouth"]),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        elsewhere.save()


def test_after_a_rollback_the_scope_is_told_again(cast: Cast) -> None:
    with scope(partnership=cast.partnerships["castermouth"]):
        with transaction.atomic():
            with scope(partnership=cast.partnerships["thorley"]):
                there = counted("accounts_membership")
            transaction.set_rollback(True)

        assert (there, counted("accounts_membership")) == (1, 8)


@pytest.mark.parametrize("model", walls.guarded_models(), ids=lambda model: model._meta.db_table)
def test_every_table_of_one_partnerships_rows_is_behind_the_wall(db: None, model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [model._meta.db_table]
        )
        found = cursor.fetchone()

    assert found == (True, True)


def test_it_does_not_start_as_the_owner_of_the_tables(db: None) -> None:
    with pytest.raises(walls.UnsafeDatabase, match="owns"):
        walls.refuse_to_start_unsafe()


def test_it_starts_as_a_user_that_owns_nothing_and_may_not_change_the_record(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE frankpledge_program")
        walls.let_in("frankpledge_program", "default")
        cursor.execute("GRANT frankpledge_program TO current_user")
        cursor.execute("SET LOCAL ROLE frankpledge_program")

        walls.refuse_to_start_unsafe()

        assert counted("accounts_membership") == 0
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("DELETE FROM audit_auditevent")
        cursor.execute("RESET ROLE")


def test_migrating_again_leaves_the_wall_as_it_is(db: None) -> None:
    with scopes_disabled():
        call_command("migrate", verbosity=0)

    assert counted("accounts_membership") == 0


def test_a_wall_that_stands_is_left_alone_so_that_who_owns_nothing_can_start(cast: Cast) -> None:
    said: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (said.append(sql), execute(sql, *rest))[1]):
        walls.put_up(apps.get_app_config("accounts"), using="default")
        before, said[:] = list(said), []
        walls.put_up(apps.get_app_config("accounts"), using="default")

    assert not [sql for sql in said if sql.startswith(("ALTER", "CREATE", "DROP"))]
    assert before


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not here")
def test_the_dump_in_a_backup_is_of_every_partnership(tmp_path: Path) -> None:
    _dump(tmp_path / "database.dump")

    listed = subprocess.run(
        ["pg_restore", "--list", str(tmp_path / "database.dump")], capture_output=True, text=True, check=True
    )
    assert "TABLE DATA public accounts_membership" in listed.stdout
