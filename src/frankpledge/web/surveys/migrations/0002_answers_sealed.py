"""Answers that are not sent yet are sealed, and who wants the results is kept in no order. Both tables are made anew."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import frankpledge.web.surveys.response


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="survey",
            name="salt",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.DeleteModel(name="SavedAnswers"),
        migrations.DeleteModel(name="ResultsWanted"),
        migrations.CreateModel(
            name="SavedAnswers",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code_hash", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("kept_until", models.DateTimeField(db_index=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.partnership"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="saved_answers", to="surveys.survey"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.surveyversion"
                    ),
                ),
            ],
            options={
                "ordering": ("survey", "id"),
                "constraints": [models.UniqueConstraint(fields=("partnership", "code_hash"), name="surveys_code_once")],
            },
        ),
        migrations.CreateModel(
            name="ResultsWanted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        default=frankpledge.web.surveys.response.any_number,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(default="en", max_length=2)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.partnership"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results_wanted", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "results wanted",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "survey", "email"), name="surveys_wanted_once")
                ],
            },
        ),
    ]
