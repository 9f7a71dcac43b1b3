"""Each version keeps its own day; the document as a whole is here since its first version."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce

DOCUMENTS = ("ShelvedReport", "ShelvedResponse", "ShelvedStatement")


def since_the_first(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What stood here as the day of a document was that of each version."""
    for name in DOCUMENTS:
        model = apps.get_model("shelf", name)
        model.objects.update(version_on=F("published_on"))
        corrected = model.objects.filter(version__gt=1).order_by().values_list("slug", flat=True).distinct()
        for slug in list(corrected):
            held = model.objects.filter(slug=slug)
            held.update(published_on=held.aggregate(day=Min("version_on"))["day"])
    reports = apps.get_model("shelf", "ShelvedReport").objects
    reports.filter(~Q(published_on=F("version_on"))).update(day=Coalesce("dated_on", "published_on"))


class Migration(migrations.Migration):
    dependencies = [("shelf", "0008_who_decided_a_statement")]

    operations = [
        *(migrations.AddField(name.lower(), "version_on", models.DateField(null=True)) for name in DOCUMENTS),
        migrations.RunPython(since_the_first, migrations.RunPython.noop, elidable=True),
        *(
            migrations.AlterField(
                name.lower(), "version_on", models.DateField(help_text="this version is here since")
            )
            for name in DOCUMENTS
        ),
        migrations.AlterField(
            "shelvedreport",
            "published_on",
            models.DateField(help_text="the report is here since: the day of its first version"),
        ),
        *(
            migrations.AlterField(
                name.lower(), "published_on", models.DateField(help_text="here since: the day of its first version")
            )
            for name in DOCUMENTS[1:]
        ),
    ]
