from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committee', '0003_rounds_and_those_present'),
        ('recommendations', '0008_standing_read_from_the_index'),
        ('states', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='publicstatement',
            name='no_statement_is_adopted_before_the_state_is_heard',
        ),
        migrations.AddField(
            model_name='publicstatement',
            name='decided_by',
            field=models.CharField(blank=True, help_text='the body that decided, where it is another one (OPCAT Art. 16(4))', max_length=200),
        ),
        migrations.AddField(
            model_name='publicstatement',
            name='decided_in',
            field=models.CharField(blank=True, help_text='the document of that body that says so', max_length=200),
        ),
        migrations.AddConstraint(
            model_name='publicstatement',
            constraint=models.CheckConstraint(condition=models.Q(('adopted_on__isnull', True), models.Q(models.Q(('adopted_by__isnull', False), models.Q(('decided_by', ''), _negated=True), _connector='OR'), ('state_heard_on__isnull', False)), _connector='OR'), name='no_statement_is_adopted_before_the_state_is_heard'),
        ),
        migrations.AddConstraint(
            model_name='publicstatement',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', ''), models.Q(('adopted_by__isnull', True), ('adopted_on__isnull', False)), _connector='OR'), name='a_statement_is_decided_by_a_vote_here_or_by_another_body'),
        ),
    ]
