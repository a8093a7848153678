"""Whether a released edition shows what came on terms. Its page did, before: what is public stays as it is."""

from typing import Any

from django.db import migrations, models
from django_scopes import scopes_disabled


def as_it_was(apps: Any, schema_editor: Any) -> None:
    editions = apps.get_model("assessments", "Edition").objects.using(schema_editor.connection.alias)
    with scopes_disabled():
        editions.filter(release_asked_by__isnull=False).exclude(restricted=[]).update(shows_restricted=True)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_taken_away")]
    operations = [
        migrations.AddField(
            model_name="edition",
            name="shows_restricted",
            field=models.BooleanField(default=False, verbose_name="anybody may see what came on terms"),
        ),
        migrations.RunPython(as_it_was, migrations.RunPython.noop, elidable=True),  # rows of before alone
    ]
