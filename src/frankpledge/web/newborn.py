"""
A new database, made in one go: what all migrations together lead to, instead of one migration after another.

Django works out the models anew for nearly every step of every migration; for an empty database only the last
answer counts. A database that holds anything goes through its migrations (docs/decisions/0012).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation

# What these do is in the models as they are after the last migration. Anything else (a guard, say) is done itself.
IN_THE_MODELS = (ModelOperation, FieldOperation, IndexOperation)


@contextmanager
def making(alias: str) -> Iterator[int]:
    """
    Fill the database, if it holds no table at all; yields how many migrations it has now, 0 where it held something.

    What is done inside is in the same transaction: content types, permissions, row-level security. Whoever looks
    meanwhile, and whoever comes after a program was killed, finds an empty database or a whole one.
    """
    connection = connections[alias]
    if not _holds_something(connection):
        with connection.schema_editor(atomic=True) as editor:
            _wait_for_turn(connection)
            if not _holds_something(connection):
                yield _make(editor)
                return
    yield 0


def _make(editor: BaseDatabaseSchemaEditor) -> int:
    connection = editor.connection
    executor = MigrationExecutor(connection)
    loader = executor.loader
    if loader.detect_conflicts():
        return 0  # the migrations do not lead to one shape: Django's own command says so
    migrations = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes(), clean_start=True)]
    state = loader.project_state()
    for key in state.models:
        model = state.apps.get_model(*key)
        if model._meta.can_migrate(connection) and router.allow_migrate_model(connection.alias, model):
            editor.create_model(model)
    while editor.deferred_sql:  # indexes and foreign keys, now that every table is there
        editor.execute(editor.deferred_sql.pop(0), None)
    for migration, operation in _done_themselves(migrations):
        operation.database_forwards(migration.app_label, editor, state, state)
    editor.create_model(executor.recorder.Migration)
    for migration in migrations:
        for named in migration.replaces or [(migration.app_label, migration.name)]:
            executor.recorder.record_applied(*named)
    return len(migrations)


def _wait_for_turn(connection: BaseDatabaseWrapper) -> None:
    """Of two programs that find the same database empty one makes it. SQLite's transactions wait by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('frankpledge.newborn'))")


def _holds_something(connection: BaseDatabaseWrapper) -> bool:
    return bool(connection.introspection.table_names(include_views=True))


def _done_themselves(migrations: list[Migration]) -> list[tuple[Migration, Operation]]:
    """The operations that no model shows, in their order; without those marked as being about old rows alone."""
    return [
        (migration, operation)
        for migration in migrations
        for operation in migration.operations
        if not isinstance(operation, IN_THE_MODELS) and not operation.elidable
    ]
