import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("risks", "0002_scored_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("rows", models.JSONField()),
                ("answers", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "Read, not taken in"),
                            ("taken_in", "Taken in"),
                            ("taken_back", "Taken back"),
                        ],
                        default="read",
                        max_length=10,
                    ),
                ),
                ("read_at", models.DateTimeField(auto_now_add=True)),
                ("taken_in_at", models.DateTimeField(blank=True, null=True)),
                ("made", models.JSONField(default=dict, verbose_name="ids of what it made, and what it changed")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.partnership"
                    ),
                ),
            ],
            options={
                "ordering": ("-read_at",),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="scoring",
            name="register_list",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scorings",
                to="risks.registerlist",
            ),
        ),
    ]
