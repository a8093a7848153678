"""The database itself refuses to change what was said of an action, whoever asks it to."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "what was said of an action is not changed: a correction is a new row"
SQLITE = (
    f"CREATE TRIGGER plans_said_stays BEFORE UPDATE ON plans_progressupdate BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL = (
    f"CREATE FUNCTION plans_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER plans_said_stays BEFORE UPDATE ON plans_progressupdate "
    "FOR EACH ROW EXECUTE FUNCTION plans_refuse()",
)


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DROP TRIGGER plans_said_stays" + (" ON plans_progressupdate" if postgresql else ""))
    if postgresql:
        schema_editor.execute("DROP FUNCTION plans_refuse()")


class Migration(migrations.Migration):
    dependencies = (("plans", "0002_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
