"""The database itself refuses to change or remove a score that was given, whoever asks it to."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "a score that was given stays: a newer one takes its place"
SQLITE = tuple(
    f"CREATE TRIGGER risks_score_stays_{when.lower()} BEFORE {when} ON risks_scoring "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for when in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    f"CREATE FUNCTION risks_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER risks_score_stays BEFORE UPDATE OR DELETE ON risks_scoring "
    "FOR EACH ROW EXECUTE FUNCTION risks_refuse()",
)
UNDO_SQLITE = ("DROP TRIGGER risks_score_stays_update", "DROP TRIGGER risks_score_stays_delete")
UNDO_POSTGRESQL = ("DROP TRIGGER risks_score_stays ON risks_scoring", "DROP FUNCTION risks_refuse()")


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("risks", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
