"""Django's PostgreSQL, which is told before each question in which partnership's scope it is asked."""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from django_scopes.state import get_scope

EVERYTHING = "all"
# In a failed transaction these must go through, and nothing else can.
AS_THEY_ARE = ("SAVEPOINT", "ROLLBACK", "RELEASE")


def in_scope() -> str:
    """The number of the partnership in whose scope the program is; "all" outside scopes on purpose; else ""."""
    scope = get_scope()
    if not scope.get("_enabled", True):
        return EVERYTHING
    partnership = scope.get("partnership")
    return str(partnership.pk) if partnership is not None else ""


def tell(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Say in which scope the next statement is, where that is not what the session was last told."""
    connection: DatabaseWrapper = context["connection"]
    wanted = in_scope()
    if connection.told != wanted and not str(sql).startswith(AS_THEY_ARE):
        with connection.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('frankpledge.partnership', %s, false)", [wanted])
        connection.told = wanted
    return execute(sql, params, many, context)


class DatabaseWrapper(base.DatabaseWrapper):
    """`told` is what the session was told; a rollback takes that back too, so it is told again after one."""

    told: str | None = None

    def connect(self) -> None:
        self.told = None
        if tell not in self.execute_wrappers:
            self.execute_wrappers.append(tell)
        super().connect()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self.told = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.told = None
