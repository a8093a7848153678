"""The database itself refuses to change scores of a closed round, decisions, and a template that was used."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Table, when it stays (of the row as it was), and what whoever tries is told.
STAYS = (
    ("scoring_score", "OLD.closed", "a score of a closed round stays as it was given"),
    ("scoring_settled", "", "what was settled on stays: a newer one takes its place"),
    ("scoring_decision", "", "a decision stays: a newer one takes its place"),
    ("scoring_standingreview", "", "a review stays: a newer one takes its place"),
    (
        "scoring_template",
        "EXISTS (SELECT 1 FROM scoring_exercise WHERE scoring_exercise.template_id = OLD.id)",
        "a template that was used stays: a change makes the next version",
    ),
)


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, when, refusal in STAYS:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("UPDATE", "DELETE"):
                condition = f"WHEN {when} " if when else ""
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_stays_{event.lower()} BEFORE {event} ON {table} {condition}"
                    f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
                )
        else:
            body = f"RAISE EXCEPTION '{refusal}';"
            body = f"IF {when} THEN {body} END IF;" if when else body
            schema_editor.execute(
                f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} "
                "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            )


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, _, _ in STAYS:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_stays_{event}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_stays ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_refuse()")


class Migration(migrations.Migration):
    dependencies = (("scoring", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
