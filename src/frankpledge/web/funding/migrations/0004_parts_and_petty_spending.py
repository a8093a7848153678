import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("funding", "0003_open_data"),
        ("priorities", "0002_restriction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="pot",
            name="absorbed_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="took_in",
                to="funding.pot",
            ),
        ),
        migrations.AddField(
            model_name="pot",
            name="absorbed_words",
            field=models.CharField(blank=True, max_length=300, verbose_name="what became of this money"),
        ),
        migrations.AddField(
            model_name="pot",
            name="line_most_pence",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="most that one line of it may be"),
        ),
        migrations.AlterField(
            model_name="service",
            name="kind",
            field=models.CharField(
                choices=[
                    ("service", "Commissioned service"),
                    ("pilot", "Pilot"),
                    ("ours", "Service agreement: we do it for somebody"),
                ],
                max_length=7,
            ),
        ),
        migrations.CreateModel(
            name="WorthNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.TextField(verbose_name="what the money bought, and what it could have bought instead"),
                ),
                ("on", models.DateField()),
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
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.priority"
                    ),
                ),
            ],
            options={
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PotPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="for whom, or from which stream")),
                ("pence", models.PositiveBigIntegerField()),
                ("need", models.FloatField(blank=True, null=True, verbose_name="need that it rests on")),
                (
                    "need_words",
                    models.CharField(blank=True, max_length=200, verbose_name="what the need is counted in"),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.partnership"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="funding.pot"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "pot", "name"),
                        name="funding_part_once",
                        violation_error_message="This pot has a part of that name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("need", None), ("need__gt", 0), _connector="OR"),
                        name="funding_need_is_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("need", None), models.Q(("need_words", ""), _negated=True), _connector="OR"
                        ),
                        name="funding_need_has_words",
                        violation_error_message="Say what the need is counted in.",
                    ),
                ],
            },
        ),
    ]
