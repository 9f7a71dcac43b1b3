from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shelf', '0007_the_newest_edition'),
    ]

    operations = [
        migrations.AddField(
            model_name='shelvedstatement',
            name='decided_by',
            field=models.CharField(blank=True, default='', help_text='another body, where one decided', max_length=200),
        ),
    ]
