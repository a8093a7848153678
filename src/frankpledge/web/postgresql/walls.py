"""Row-level security: which tables have it, how it is put up, and who must not be let near it."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, models

from frankpledge.web.wrong_setting import WrongSetting

POLICY = "frankpledge_partnership"
TOLD = "current_setting('frankpledge.partnership', true)"
VISIBLE = f"{TOLD} = 'all' OR {{column}}::text = {TOLD}"
APPEND_ONLY = ("audit_auditevent",)


class UnsafeDatabase(WrongSetting):
    """The database's user could walk round the wall; the message says why and what to do."""


def guarded(model: type[models.Model]) -> bool:
    """Whether the rows of this model belong to one partnership each: then its manager asks for a scope."""
    return hasattr(model._default_manager, "with_scopes_disabled")


def guarded_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if guarded(model)]


def put_up(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """
    After each migration: every guarded table of the app behind the wall, for its owner too.

    Where it stands already nothing is done, so that the program can start without the owner when nothing is new.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        standing = _standing(cursor)
        for model in sender.get_models():
            if guarded(model) and model._meta.db_table not in standing:
                table = connection.ops.quote_name(model._meta.db_table)
                visible = VISIBLE.format(column="partnership_id")
                cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
                cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
                cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
                cursor.execute(f"CREATE POLICY {POLICY} ON {table} USING ({visible}) WITH CHECK ({visible})")
                cursor.execute(f"COMMENT ON POLICY {POLICY} ON {table} IS %s", [visible])


def _standing(cursor: Any) -> set[str]:
    """The tables whose wall is up, and is the one that this version puts up."""
    cursor.execute(
        "SELECT relname FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid "
        "WHERE polname = %s AND relrowsecurity AND relforcerowsecurity "
        "AND obj_description(pg_policy.oid, 'pg_policy') = %s",
        [POLICY, VISIBLE.format(column="partnership_id")],
    )
    return {name for (name,) in cursor.fetchall()}


def let_in(user: str, using: str) -> None:
    """Let the program's own user read and write, but not change, empty or own any table."""
    connection = connections[using]
    name = connection.ops.quote_name(user)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table in APPEND_ONLY:
            cursor.execute(f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(table)} FROM {name}")


def refuse_to_start_unsafe(using: str = "default") -> None:
    """Raise UnsafeDatabase where the program's user is a superuser, may bypass the wall, or owns a table."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypasses = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user",
        )
        (owned,) = cursor.fetchone()
    reason = (
        "is a superuser"
        if superuser
        else "may bypass row-level security"
        if bypasses
        else f"owns {owned} of the tables"
        if owned
        else ""
    )
    if reason:
        raise UnsafeDatabase(
            f"The user of FRANKPLEDGE_DATABASE {reason}, so the wall between partnerships would not hold. "
            "Give FRANKPLEDGE_DATABASE_OWNER an owner for migrations, and FRANKPLEDGE_DATABASE a user of its own."
        )
