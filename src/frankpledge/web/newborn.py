"""
A new database, made in one go: what all migrations together lead to, instead of one migration after another.

Django works out the models anew for nearly every step of every migration; for an empty database only the last
answer counts. A database that holds anything goes through its migrations (docs/decisions/0012).
"""

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation

# What these do is in the models as they are after the last migration. Anything else (a guard, say) is done itself.
IN_THE_MODELS = (ModelOperation, FieldOperation, IndexOperation)


def make(alias: str) -> int:
    """
    Fill the database, if it holds no table at all, and return how many migrations it has now; 0 where it does.

    One transaction: whoever looks, and a program that is killed, finds an empty database or a whole one. Content
    types, permissions and row-level security come afterwards, as they do after every migrate.
    """
    connection = connections[alias]
    if _holds_something(connection):
        return 0
    executor = MigrationExecutor(connection)
    loader = executor.loader
    if loader.detect_conflicts():
        return 0  # the migrations do not lead to one shape: Django's own command says so
    migrations = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes(), clean_start=True)]
    state = loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        if _holds_something(connection):
            return 0  # another program made it while this one waited for its turn
        for key in state.models:
            model = state.apps.get_model(*key)
            if model._meta.can_migrate(connection) and router.allow_migrate_model(alias, model):
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
