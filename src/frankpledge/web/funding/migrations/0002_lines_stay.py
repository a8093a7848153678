"""The database itself refuses to change or remove a line of money or a declared interest, whoever asks it to."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSALS = {
    "funding_line": "a line of money stays: a correction is a new line",
    "funding_conflict": "an interest that was declared stays",
}
SQLITE = tuple(
    f"CREATE TRIGGER {table}_stays_{when.lower()} BEFORE {when} ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    for table, refusal in REFUSALS.items()
    for when in ("UPDATE", "DELETE")
)
POSTGRESQL = tuple(
    statement
    for table, refusal in REFUSALS.items()
    for statement in (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    )
)
UNDO_SQLITE = tuple(f"DROP TRIGGER {table}_stays_{when}" for table in REFUSALS for when in ("update", "delete"))
UNDO_POSTGRESQL = tuple(
    statement
    for table in REFUSALS
    for statement in (f"DROP TRIGGER {table}_stays ON {table}", f"DROP FUNCTION {table}_refuse()")
)


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("funding", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
