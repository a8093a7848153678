from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0002_counters_and_second_targets"),
    ]

    operations = [
        migrations.AlterField(
            model_name="definition",
            name="counter",
            field=models.CharField(blank=True, max_length=200, verbose_name="counter that fills it"),
        ),
    ]
