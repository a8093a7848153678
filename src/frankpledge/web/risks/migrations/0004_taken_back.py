"""A score that a register brought in goes with it where the register is taken back; every other one stays."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "a score that was given stays: a newer one takes its place"
SQLITE = (
    "DROP TRIGGER IF EXISTS risks_score_stays_update",
    "DROP TRIGGER IF EXISTS risks_score_stays_delete",
    "CREATE TRIGGER risks_score_stays_update BEFORE UPDATE ON risks_scoring "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER risks_score_stays_delete BEFORE DELETE ON risks_scoring WHEN OLD.register_list_id IS NULL "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL = (
    "DROP TRIGGER risks_score_stays ON risks_scoring",
    "CREATE TRIGGER risks_score_stays BEFORE UPDATE ON risks_scoring FOR EACH ROW EXECUTE FUNCTION risks_refuse()",
    "CREATE TRIGGER risks_score_stays_here BEFORE DELETE ON risks_scoring "
    "FOR EACH ROW WHEN (OLD.register_list_id IS NULL) EXECUTE FUNCTION risks_refuse()",
)
UNDO_SQLITE = (
    "DROP TRIGGER risks_score_stays_delete",
    "CREATE TRIGGER risks_score_stays_delete BEFORE DELETE ON risks_scoring "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
UNDO_POSTGRESQL = (
    "DROP TRIGGER risks_score_stays_here ON risks_scoring",
    "DROP TRIGGER risks_score_stays ON risks_scoring",
    "CREATE TRIGGER risks_score_stays BEFORE UPDATE OR DELETE ON risks_scoring "
    "FOR EACH ROW EXECUTE FUNCTION risks_refuse()",
)


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("risks", "0003_brought_in"),)
    operations = (migrations.RunPython(guard, unguard),)
