"""What was changed of a file when it was taken is kept beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0005_checked_under_a_lock'),
    ]

    operations = [
        migrations.AddField(
            model_name='artifact',
            name='note',
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
