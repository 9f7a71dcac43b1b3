"""An index of how sure the reading of items was: the first page asks for the doubtful ones among all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0009_statements_another_body_decides")]

    operations = [
        migrations.AddIndex(model_name="item", index=models.Index(fields=["read_with"], name="items_by_how_sure")),
    ]
