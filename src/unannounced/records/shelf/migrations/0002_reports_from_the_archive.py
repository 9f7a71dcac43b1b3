"""Reports of other bodies, with a day of their own and the file they came in; what stood before stays as it is."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def by_their_day(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Reports of the first version of the format stand by the day on which they were published."""
    apps.get_model("shelf", "ShelvedReport").objects.update(day=models.F("published_on"))


class Migration(migrations.Migration):
    dependencies = [("shelf", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ShelvedOriginal",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.PositiveIntegerField(help_text="bytes")),
            ],
        ),
        migrations.AddField(
            "shelvedreport",
            "body",
            models.CharField(blank=True, default="", help_text="who made it; empty: this mechanism", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField("shelvedreport", "dated_on", models.DateField(help_text="the day it bears", null=True)),
        migrations.AlterField("shelvedreport", "visit_kind", models.CharField(blank=True, max_length=20)),
        migrations.AlterField("shelvedreport", "visit_begins", models.DateField(null=True)),
        migrations.AlterField("shelvedreport", "visit_ends", models.DateField(null=True)),
        migrations.AlterField("shelvedreport", "requested_on", models.DateField(null=True)),
        migrations.AlterField("shelvedreport", "published_on", models.DateField(help_text="here since")),
        migrations.AddField("shelvedreport", "day", models.DateField(null=True)),
        migrations.AddField(
            "shelvedreport",
            "original_digest",
            models.CharField(
                blank=True, default="", help_text="of the file it came in; empty: none", max_length=64
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "shelvedreport",
            "original_name",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            "shelvedreport",
            "original_media",
            models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            "shelvedreport", "original_size", models.PositiveIntegerField(help_text="bytes", null=True)
        ),
        migrations.RunPython(by_their_day, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "shelvedreport",
            "day",
            models.DateField(
                help_text="the day it bears, or else the day it was published: what lists stand by"
            ),
        ),
        migrations.RemoveIndex("shelvedreport", "reports_of_a_state"),
        migrations.AddIndex(
            "shelvedreport", models.Index(fields=["state_code", "day"], name="reports_of_a_state")
        ),
        migrations.AddIndex(
            "shelvedreport", models.Index(fields=["newest", "invented", "day"], name="reports_by_their_day")
        ),
    ]
