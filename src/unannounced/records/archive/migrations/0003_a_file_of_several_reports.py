import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_what_reading_says'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rendition',
            name='document',
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='documents.document'
            ),
        ),
    ]
